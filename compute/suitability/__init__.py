"""Whether a score means something for these samples and genes: blood, tumours with stroma, targets within the score."""

from compute.suitability.blood import BloodLines, blood_lines, blood_of_study, without_blood
from compute.suitability.emt import measures_emt
from compute.suitability.own_genes import (
    OWN_GENES,
    OwnGenes,
    own_genes,
    score_genes_messages,
    targets_in_score,
    without_targets,
)
from compute.suitability.stroma import STRONG, Stroma, stroma, stroma_of_study

__all__ = [
    "OWN_GENES",
    "STRONG",
    "BloodLines",
    "OwnGenes",
    "Stroma",
    "blood_lines",
    "blood_of_study",
    "measures_emt",
    "own_genes",
    "score_genes_messages",
    "stroma",
    "stroma_of_study",
    "targets_in_score",
    "without_blood",
    "without_targets",
]
