"""Several scores in one go: a study along each, of the same data and settings, which know of each other.

Samples lie in another order in each, so that no file of one could serve another.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace

from compute.errors import UserError
from compute.runs.request import RunRequest, ScoreChoice
from compute.score import find_score
from compute.study.care import LONGEST_TITLE


def score_name(choice: ScoreChoice) -> str:
    """What a score is called before it is read: its column, the name of its method, or its file without the ending."""
    if choice.method:
        return find_score(choice.method).shown
    return choice.column or choice.file.split(".")[0]


def along_each(request: RunRequest, scores: Sequence[ScoreChoice], place: str) -> list[RunRequest]:
    """The request along each of these scores; of one score as it is, with that score.

    place: what tells this group from another of the same request, such as the folder it goes to: the same for the same
    again, so that a run that was stopped goes on. Raises :class:`UserError` where two scores have one name.
    """
    if len(scores) == 1:
        return [replace(request, score=scores[0])]
    names = tuple(score_name(choice) for choice in scores)
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise UserError("The score {score!r} is asked for twice; name each score once.", score=twice[0])
    body = json.loads(request.to_json()) | {"scores": [asdict(choice) for choice in scores], "place": place}
    del body["workers"]
    group = hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]
    return [
        replace(request, title=_titled(request.title, name), score=choice, group=group, modulators=names)
        for choice, name in zip(scores, names, strict=True)
    ]


def _titled(title: str, score: str) -> str:
    """The title with the score behind it, cut so that both are there."""
    behind = f" · {score}"[: LONGEST_TITLE // 2]
    return " ".join(title.split())[: LONGEST_TITLE - len(behind)] + behind
