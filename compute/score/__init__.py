"""Scores of the samples: each a record in :data:`SCORES`, low and high as it says."""

from compute.score.compare import (
    MOST_SETS,
    ScoreGenes,
    compare_scores,
    emt_sets,
    genes_of_sets,
    with_score,
    with_sets,
)
from compute.score.comparison import BUILTIN_KS, Column, Comparison, Disagreement
from compute.score.plane import PHENOTYPES, Phenotype
from compute.score.record import EMT_AXIS, Score, Scored
from compute.score.registry import SCORES
from compute.score.result import ScoreResult
from compute.score.run import find_score, score
from compute.score.stored import COMPARISON_VERSION, comparison_of, comparison_record

__all__ = [
    "BUILTIN_KS",
    "COMPARISON_VERSION",
    "EMT_AXIS",
    "MOST_SETS",
    "PHENOTYPES",
    "SCORES",
    "Column",
    "Comparison",
    "Disagreement",
    "Phenotype",
    "Score",
    "ScoreGenes",
    "ScoreResult",
    "Scored",
    "compare_scores",
    "comparison_of",
    "comparison_record",
    "emt_sets",
    "find_score",
    "genes_of_sets",
    "score",
    "with_score",
    "with_sets",
]
