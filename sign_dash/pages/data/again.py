"""A run asked for once more: its request as values of the form, its files in the roles they had."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from compute.runs import GeneChoice, RunRequest
from sign_dash.pages.data.form import COLUMN, LONG, METHOD, score_value
from sign_dash.pages.data.new_values import controls_of


def roles_of(request: RunRequest) -> dict[str, str]:
    """What each file of a request was taken for, by its name; a table of both scores and words is annotation."""
    score = request.score
    named = {
        score.file: "scores",
        score.genes: "signature",
        request.regulators.file: "regulators",
        request.targets.file: "targets",
        request.annotation: "annotation",
        request.evidence: "evidence",
        request.expression: "expression",
    }
    return {name: role for name, role in named.items() if name}


def chosen_before(request: RunRequest) -> dict[str, Any]:
    """The choices of a request as the form has them.

    scores: the choice of the score in the words of either kind of table; which it is, its examination tells.
    """
    score, targets, components = request.score, request.targets, request.components
    if score.method:
        scores = [score_value(METHOD, "", score.method)]
    else:
        scores = [score_value(COLUMN, score.file, score.column), score_value(LONG, score.file)]
    return {
        "scores": scores,
        "drug": score.column,
        "ends": [score.low, score.high] if score.low else None,
        "score_genes": score.genes or None,
        "regulators": _gene_value(request.regulators),
        "targets": _gene_value(targets),
        "target_names": ", ".join(targets.names),
        "target_count": targets.count or None,
        "orientation": request.orientation,
        "part": request.part,
        **dict(zip(("transform", "quantile", "average"), controls_of(request.transform), strict=True)),
        "near_names": request.matching != "exact",
        "adjust": list(request.adjust),
        "only": request.only,
        "without_blood": request.without_blood,
        "without_targets": score.without_targets,
        "time": request.time,
        "replicate": request.replicate,
        "confidence": bool(request.confidence),
        "pairs": request.confidence or None,
        "components": components is not None,
        "rank": None if components is None else list(components.rank),
        "predictor": None if components is None else components.predictor,
    }


def first_offered(wanted: Sequence[str | None], offered: Sequence[str]) -> str | None:
    """The first of what is wanted that is offered, else the first that is offered."""
    return next((value for value in wanted if value in offered), offered[0] if offered else None)


def _gene_value(choice: GeneChoice) -> str:
    return f"file:{choice.file}" if choice.kind == "file" else choice.kind
