"""EMT scores of a study's samples side by side, from the expression that lies in the study."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from compute.read import Expression
from compute.score import Comparison, ScoreGenes, compare_scores, with_score
from compute.study import Study


def study_expression(study: Study) -> Expression:
    """The expression of a study as it was when its score was computed: all genes of the table, samples along the score.

    Values are float32, as the study keeps them; covariates of the study are not taken out.
    """
    values = np.ascontiguousarray(study.expression_of_all().T, dtype=np.float64)
    return Expression(values, study.samples, study.genes, study.title, "")


def study_scores(
    study: Study, genes: ScoreGenes | None = None, tell: Callable[[int, int], None] | None = None
) -> Comparison:
    """Every score of a study's samples, its own among them; as :func:`compute.score.compare_scores`."""
    found = compare_scores(study_expression(study), genes, tell)
    score = study.info.score
    emt = (score.low, score.high) == ("epithelial", "mesenchymal")
    return with_score(found, study.modulator_name, study.modulator, emt)
