"""The scores there are: every module of :mod:`compute.score.methods` brings one, under the name ``SCORE``.

Another package announces its record as an entry point in the group ``sign_dash.scores``.
"""

from __future__ import annotations

from compute.messages import word
from compute.plugins import Registry, parts_in
from compute.score.record import Score

SCORES: Registry[Score] = Registry(
    word("score"), "sign_dash.scores", lambda: parts_in("compute.score.methods", "SCORE")
)
