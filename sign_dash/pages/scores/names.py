"""The names of the Scores page's components."""

from __future__ import annotations

from typing import Final

from sign_dash.gene_sets import GeneSetsIds

PAGE: Final = "scores-page"
WORDS: Final = "scores-words"
PLANE: Final = "scores-plane"
COLOUR: Final = "scores-colour"
AGREEMENT: Final = "scores-agreement"
GENES: Final = "scores-genes"
APART: Final = "scores-apart"
SETS: Final = "scores-sets"
READY: Final = "scores-ready"  # store: what was compared, so that the figures follow it
CLOCK: Final = "scores-clock"  # ticks while they are being computed
POLL: Final = 400
GENE_SETS: Final = "scores-gene-sets"
FILE: Final = GeneSetsIds(GENE_SETS).file
