"""What the components of a stored model say: genes, functions, associations, subnetworks, markers. No torch."""

from compute.components.activity import Activity, component_activity
from compute.components.associations import Association, LevelAssociation, level_associations, numeric_associations
from compute.components.functions import ComponentEnrichment, component_enrichment
from compute.components.markers import MarkerRow, marker_rows
from compute.components.ranges import ActingRange, acting_range
from compute.components.stored_ranks import StoredRanks, read_ranks, write_ranks
from compute.components.strongest import StrongGene, strongest_genes
from compute.components.subnetwork import (
    EMT_SEEDS,
    Neighbourhood,
    Region,
    Subnetwork,
    component_subnetwork,
    region_genes,
    region_subnetwork,
)

__all__ = [
    "EMT_SEEDS",
    "ActingRange",
    "Activity",
    "Association",
    "ComponentEnrichment",
    "LevelAssociation",
    "MarkerRow",
    "Neighbourhood",
    "Region",
    "StoredRanks",
    "StrongGene",
    "Subnetwork",
    "acting_range",
    "component_activity",
    "component_enrichment",
    "component_subnetwork",
    "level_associations",
    "marker_rows",
    "numeric_associations",
    "read_ranks",
    "region_genes",
    "region_subnetwork",
    "strongest_genes",
    "write_ranks",
]
