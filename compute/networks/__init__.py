"""What follows from a study's networks: regulatory effects and their change, rankings, files for other programs."""

from compute.networks.cx2 import network_cx2
from compute.networks.effects import RegulatoryEffects, effect_change, regulatory_effects
from compute.networks.graphml import network_graphml
from compute.networks.ranking import RankedRegulator, rank_regulators
from compute.networks.sample import SampleNetwork, sample_network
from compute.networks.tables import Table, edge_table, network_table, ranking_table, save_table, sif_table

__all__ = [
    "RankedRegulator",
    "RegulatoryEffects",
    "SampleNetwork",
    "Table",
    "edge_table",
    "effect_change",
    "network_cx2",
    "network_graphml",
    "network_table",
    "rank_regulators",
    "ranking_table",
    "regulatory_effects",
    "sample_network",
    "save_table",
    "sif_table",
]
