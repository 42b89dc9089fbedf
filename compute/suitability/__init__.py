"""Whether a score means something for these samples and genes (blood, tumours with stroma, targets within the score),
and what else makes a study's numbers preliminary."""

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
from compute.suitability.own_scores import correlations, scores_without
from compute.suitability.preliminary import (
    FEW_REGULATORS,
    FEW_SAMPLES,
    UNSURE,
    Caution,
    cautions,
    every_caution,
    is_unsure,
)
from compute.suitability.stroma import STRONG, Stroma, stroma, stroma_of_study

__all__ = [
    "FEW_REGULATORS",
    "FEW_SAMPLES",
    "OWN_GENES",
    "STRONG",
    "UNSURE",
    "BloodLines",
    "Caution",
    "OwnGenes",
    "Stroma",
    "blood_lines",
    "blood_of_study",
    "cautions",
    "correlations",
    "every_caution",
    "is_unsure",
    "measures_emt",
    "own_genes",
    "score_genes_messages",
    "scores_without",
    "stroma",
    "stroma_of_study",
    "targets_in_score",
    "without_blood",
    "without_targets",
]
