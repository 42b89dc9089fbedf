"""What follows from a study's networks: regulatory effects and their change, hubs, functions, rankings, files."""

from compute.networks.changed import UNCHANGED, ChangedNetwork, changed_network, difference_among
from compute.networks.contributions import (
    EdgeContributions,
    SampleContributions,
    edge_contributions,
    sample_contributions,
)
from compute.networks.cx2 import network_cx2
from compute.networks.cx2_drawn import CHANGE_MARKS, SIGN_MARKS, EdgeMarks, drawn_cx2
from compute.networks.described import DescribedNetwork
from compute.networks.difference import CATEGORIES, Category, NetworkDifference, least_change, network_difference
from compute.networks.difference_tables import difference_origin, differences_table, rewiring_table
from compute.networks.effect_changes import EffectChanges, TargetEffects, strongest_changes, study_effects
from compute.networks.effects import RegulatoryEffects, effect_change, regulatory_effects
from compute.networks.enrichment import (
    Enrichment,
    FunctionChanges,
    function_changes,
    regulator_enrichment,
    sample_enrichment,
)
from compute.networks.gene_sets import LARGEST_SET, SMALLEST_SET, StudySets, study_sets
from compute.networks.graphml import network_graphml
from compute.networks.hubs import BinnedOutDegrees, OutDegrees, RankedHub, binned_out_degrees, out_degrees, rank_hubs
from compute.networks.list_enrichment import ListedSet, ListEnrichment, list_enrichment
from compute.networks.looks import EdgeLook, Looks, NodeLook
from compute.networks.masters import (
    IntegralTest,
    PermutationTest,
    integral_test,
    permutation_test,
    require_permutations,
)
from compute.networks.means import MeanNetwork, mean_network
from compute.networks.paths import Edges, GenePath, listed_edges, samples_edges, strongest_path
from compute.networks.ranking import RankedRegulator, most_changed_target, rank_effects, rank_regulators
from compute.networks.regulator_sizes import RegulatorSizes, regulator_sizes
from compute.networks.rewiring import RewiredGene, rewired_genes
from compute.networks.sample import SampleNetwork, sample_network, shown_network, study_origin
from compute.networks.sides import HIGHEST, LOWEST, Side, read_side
from compute.networks.study_tables import (
    binned_hubs_table,
    edge_contributions_table,
    effects_table,
    enrichment_table,
    functions_table,
    hubs_table,
    masters_table,
    sample_contributions_table,
    sample_hubs_table,
    stability_table,
)
from compute.networks.table import Table, save_table
from compute.networks.tables import edge_table, gene_table, network_table, ranking_table, sif_table

__all__ = [
    "CATEGORIES",
    "CHANGE_MARKS",
    "HIGHEST",
    "LARGEST_SET",
    "LOWEST",
    "SIGN_MARKS",
    "SMALLEST_SET",
    "UNCHANGED",
    "BinnedOutDegrees",
    "Category",
    "ChangedNetwork",
    "DescribedNetwork",
    "EdgeContributions",
    "EdgeLook",
    "EdgeMarks",
    "Edges",
    "EffectChanges",
    "Enrichment",
    "FunctionChanges",
    "GenePath",
    "IntegralTest",
    "ListEnrichment",
    "ListedSet",
    "Looks",
    "MeanNetwork",
    "NetworkDifference",
    "NodeLook",
    "OutDegrees",
    "PermutationTest",
    "RankedHub",
    "RankedRegulator",
    "RegulatorSizes",
    "RegulatoryEffects",
    "RewiredGene",
    "SampleContributions",
    "SampleNetwork",
    "Side",
    "StudySets",
    "Table",
    "TargetEffects",
    "binned_hubs_table",
    "binned_out_degrees",
    "changed_network",
    "difference_among",
    "difference_origin",
    "differences_table",
    "drawn_cx2",
    "edge_contributions",
    "edge_contributions_table",
    "edge_table",
    "effect_change",
    "effects_table",
    "enrichment_table",
    "function_changes",
    "functions_table",
    "gene_table",
    "hubs_table",
    "integral_test",
    "least_change",
    "list_enrichment",
    "listed_edges",
    "masters_table",
    "mean_network",
    "most_changed_target",
    "network_cx2",
    "network_difference",
    "network_graphml",
    "network_table",
    "out_degrees",
    "permutation_test",
    "rank_effects",
    "rank_hubs",
    "rank_regulators",
    "ranking_table",
    "read_side",
    "regulator_enrichment",
    "regulator_sizes",
    "regulatory_effects",
    "require_permutations",
    "rewired_genes",
    "rewiring_table",
    "sample_contributions",
    "sample_contributions_table",
    "sample_enrichment",
    "sample_hubs_table",
    "sample_network",
    "samples_edges",
    "save_table",
    "shown_network",
    "sif_table",
    "stability_table",
    "strongest_changes",
    "strongest_path",
    "study_effects",
    "study_origin",
    "study_sets",
]
