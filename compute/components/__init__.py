"""Components of networks, by TRIP or Deep Tensor: fitted, stored, read and explained. The only home of torch.

Importing this package loads no torch; what needs it brings it when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from compute.components.deep_tensor.stored import has_own_components, own_edge_shares, read_own_components
from compute.components.explain.groups import EdgeShares, PairContributions, edge_shares, pair_contributions
from compute.components.explain.scores import Explanation, edge_contributions
from compute.components.explain.silence import (
    Silenced,
    gene_contributions,
    silence_component,
    silence_each_regulator,
    silence_edge,
    silence_gene,
)
from compute.components.ranks.choice import ClassRankPoint, RankPoint, RankSuggestion, suggest_rank
from compute.components.ranks.stored import StoredRanks, read_ranks, write_ranks
from compute.components.reading.activity import Activity, component_activity
from compute.components.reading.associations import (
    ActivityAssociation,
    LevelAssociation,
    level_associations,
    numeric_associations,
)
from compute.components.reading.functions import ComponentEnrichment, component_enrichment
from compute.components.reading.markers import MarkerRow, marker_rows
from compute.components.reading.ranges import ActingRange, acting_range
from compute.components.reading.stored import Components, Rotation, Side, first_class, read_components, stored_predictor
from compute.components.reading.strongest import StrongGene, strongest_genes
from compute.components.reading.subnetwork import (
    EMT_SEEDS,
    ComponentSubnetwork,
    Neighbourhood,
    Region,
    component_subnetwork,
    emt_seeds,
    region_genes,
    region_subnetwork,
)
from compute.components.stability.found_again import SideStability, Stability, has_stability, read_stability

if TYPE_CHECKING:
    from compute.components.deep_tensor.deep_tensor import DeepTensor, DeepTensorClassifier
    from compute.components.deep_tensor.model import fit_deep_tensor
    from compute.components.learn.accuracy import CAUTION
    from compute.components.ranks.curve import rank_curve
    from compute.components.ranks.of_study import compare_ranks
    from compute.components.stability.refits import measure_stability, restored_predictor
    from compute.components.trip.model import fit_study
    from compute.components.trip.trip import TRIP, TRIPClassifier

_LATER = {
    "CAUTION": "compute.components.learn.accuracy",
    "DeepTensor": "compute.components.deep_tensor.deep_tensor",
    "DeepTensorClassifier": "compute.components.deep_tensor.deep_tensor",
    "TRIP": "compute.components.trip.trip",
    "TRIPClassifier": "compute.components.trip.trip",
    "compare_ranks": "compute.components.ranks.of_study",
    "fit_deep_tensor": "compute.components.deep_tensor.model",
    "fit_study": "compute.components.trip.model",
    "measure_stability": "compute.components.stability.refits",
    "rank_curve": "compute.components.ranks.curve",
    "restored_predictor": "compute.components.stability.refits",
}

__all__ = [
    "CAUTION",
    "EMT_SEEDS",
    "TRIP",
    "ActingRange",
    "Activity",
    "ActivityAssociation",
    "ClassRankPoint",
    "ComponentEnrichment",
    "ComponentSubnetwork",
    "Components",
    "DeepTensor",
    "DeepTensorClassifier",
    "EdgeShares",
    "Explanation",
    "LevelAssociation",
    "MarkerRow",
    "Neighbourhood",
    "PairContributions",
    "RankPoint",
    "RankSuggestion",
    "Region",
    "Rotation",
    "Side",
    "SideStability",
    "Silenced",
    "Stability",
    "StoredRanks",
    "StrongGene",
    "TRIPClassifier",
    "acting_range",
    "compare_ranks",
    "component_activity",
    "component_enrichment",
    "component_subnetwork",
    "edge_contributions",
    "edge_shares",
    "emt_seeds",
    "first_class",
    "fit_deep_tensor",
    "fit_study",
    "gene_contributions",
    "has_own_components",
    "has_stability",
    "level_associations",
    "marker_rows",
    "measure_stability",
    "numeric_associations",
    "own_edge_shares",
    "pair_contributions",
    "rank_curve",
    "read_components",
    "read_own_components",
    "read_ranks",
    "read_stability",
    "region_genes",
    "region_subnetwork",
    "restored_predictor",
    "silence_component",
    "silence_each_regulator",
    "silence_edge",
    "silence_gene",
    "stored_predictor",
    "strongest_genes",
    "suggest_rank",
    "write_ranks",
]


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)
