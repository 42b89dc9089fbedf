"""TRIP: a few components that keep the networks and predict the score. The only home of torch.

Importing this package loads no torch; :class:`TRIP` and :func:`fit_study` bring it when they are first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from compute.tensor.deep_stored import has_own_components, own_edge_shares, read_own_components
from compute.tensor.explain import Explanation, edge_contribution_along, edge_contributions
from compute.tensor.groups import EdgeShares, PairContributions, edge_shares, pair_contributions
from compute.tensor.rank_choice import ClassRankPoint, RankPoint, RankSuggestion, suggest_rank
from compute.tensor.silence import (
    Silenced,
    gene_contributions,
    silence_component,
    silence_each_regulator,
    silence_edge,
    silence_gene,
)
from compute.tensor.stability import SideStability, Stability, has_stability, read_stability
from compute.tensor.stored import Components, Rotation, Side, read_components, stored_predictor

if TYPE_CHECKING:
    from compute.tensor.accuracy import CAUTION
    from compute.tensor.deep_model import fit_deep_tensor
    from compute.tensor.deep_tensor import DeepTensor, DeepTensorClassifier
    from compute.tensor.model import fit_study
    from compute.tensor.ranks import rank_curve
    from compute.tensor.refits import measure_stability, restored_predictor
    from compute.tensor.trip import TRIP, TRIPClassifier

_LATER = {
    "CAUTION": "compute.tensor.accuracy",
    "DeepTensor": "compute.tensor.deep_tensor",
    "DeepTensorClassifier": "compute.tensor.deep_tensor",
    "TRIP": "compute.tensor.trip",
    "TRIPClassifier": "compute.tensor.trip",
    "fit_deep_tensor": "compute.tensor.deep_model",
    "fit_study": "compute.tensor.model",
    "measure_stability": "compute.tensor.refits",
    "rank_curve": "compute.tensor.ranks",
    "restored_predictor": "compute.tensor.refits",
}

__all__ = [
    "CAUTION",
    "TRIP",
    "ClassRankPoint",
    "Components",
    "DeepTensor",
    "DeepTensorClassifier",
    "EdgeShares",
    "Explanation",
    "PairContributions",
    "RankPoint",
    "RankSuggestion",
    "Rotation",
    "Side",
    "SideStability",
    "Silenced",
    "Stability",
    "TRIPClassifier",
    "edge_contribution_along",
    "edge_contributions",
    "edge_shares",
    "fit_deep_tensor",
    "fit_study",
    "gene_contributions",
    "has_own_components",
    "has_stability",
    "measure_stability",
    "own_edge_shares",
    "pair_contributions",
    "rank_curve",
    "read_components",
    "read_own_components",
    "read_stability",
    "restored_predictor",
    "silence_component",
    "silence_each_regulator",
    "silence_edge",
    "silence_gene",
    "stored_predictor",
    "suggest_rank",
]


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)
