"""What a study's networks say: regulatory effects and their change, hubs, functions, differences, rankings."""

from compute.analyse.association import Association, Associations, association, correlation, local_correlations
from compute.analyse.contributions import (
    EdgeContributions,
    SampleContributions,
    edge_contributions,
    sample_contributions,
)
from compute.analyse.counted import EDGES_COMPARED, changed_edges, compared_strength
from compute.analyse.courses import RegulatorCourse, regulator_courses
from compute.analyse.difference import (
    CATEGORIES,
    Category,
    MeanOf,
    NetworkDifference,
    least_change,
    network_difference,
)
from compute.analyse.differential import CaseDepartures, case_departures
from compute.analyse.effect_changes import EffectChanges, TargetEffects, strongest_changes, study_effects
from compute.analyse.effects import RegulatoryEffects, effect_change, regulatory_effects
from compute.analyse.enrichment import (
    Enrichment,
    FunctionChanges,
    function_changes,
    regulator_enrichment,
    sample_enrichment,
)
from compute.analyse.gene_sets import LARGEST_SET, SMALLEST_SET, StudySets, study_sets
from compute.analyse.hubs import BinnedOutDegrees, OutDegrees, RankedHub, binned_out_degrees, out_degrees, rank_hubs
from compute.analyse.list_enrichment import ListedSet, ListEnrichment, list_enrichment
from compute.analyse.masters import IntegralTest, PermutationTest, integral_test, permutation_test, require_permutations
from compute.analyse.means import MeanNetwork, mean_network
from compute.analyse.modules import SURE, Modules, Prediction, study_modules
from compute.analyse.partial_residuals import PartialResiduals, partial_residuals
from compute.analyse.paths import EdgeList, GenePath, listed_edges, samples_edges, strongest_path
from compute.analyse.ranking import RankedRegulator, most_changed_target, rank_effects, rank_regulators
from compute.analyse.regulator_sizes import RegulatorSizes, regulator_sizes
from compute.analyse.rewiring import RewiredGene, rewired_genes
from compute.analyse.sides import (
    HIGHEST,
    LOWEST,
    ComparedSide,
    read_side,
    samples_between,
    side_filters,
    written_filters,
)
from compute.analyse.study_scores import study_expression, study_scores

__all__ = [
    "CATEGORIES",
    "EDGES_COMPARED",
    "HIGHEST",
    "LARGEST_SET",
    "LOWEST",
    "SMALLEST_SET",
    "SURE",
    "Association",
    "Associations",
    "BinnedOutDegrees",
    "CaseDepartures",
    "Category",
    "ComparedSide",
    "EdgeContributions",
    "EdgeList",
    "EffectChanges",
    "Enrichment",
    "FunctionChanges",
    "GenePath",
    "IntegralTest",
    "ListEnrichment",
    "ListedSet",
    "MeanNetwork",
    "MeanOf",
    "Modules",
    "NetworkDifference",
    "OutDegrees",
    "PartialResiduals",
    "PermutationTest",
    "Prediction",
    "RankedHub",
    "RankedRegulator",
    "RegulatorCourse",
    "RegulatorSizes",
    "RegulatoryEffects",
    "RewiredGene",
    "SampleContributions",
    "StudySets",
    "TargetEffects",
    "association",
    "binned_out_degrees",
    "case_departures",
    "changed_edges",
    "compared_strength",
    "correlation",
    "edge_contributions",
    "effect_change",
    "function_changes",
    "integral_test",
    "least_change",
    "list_enrichment",
    "listed_edges",
    "local_correlations",
    "mean_network",
    "most_changed_target",
    "network_difference",
    "out_degrees",
    "partial_residuals",
    "permutation_test",
    "rank_effects",
    "rank_hubs",
    "rank_regulators",
    "read_side",
    "regulator_courses",
    "regulator_enrichment",
    "regulator_sizes",
    "regulatory_effects",
    "require_permutations",
    "rewired_genes",
    "sample_contributions",
    "sample_enrichment",
    "samples_between",
    "samples_edges",
    "side_filters",
    "strongest_changes",
    "strongest_path",
    "study_effects",
    "study_expression",
    "study_modules",
    "study_scores",
    "study_sets",
    "written_filters",
]
