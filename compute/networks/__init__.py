"""What follows from a study's networks: regulatory effects and their change, rankings, files for other programs."""

from compute.networks.cx2 import network_cx2
from compute.networks.effects import RegulatoryEffects, effect_change, regulatory_effects
from compute.networks.graphml import network_graphml
from compute.networks.ranking import RankedRegulator, rank_regulators
from compute.networks.sample import SampleNetwork, sample_network
from compute.networks.tables import edge_csv, network_csv, network_sif, ranking_csv, sidecar

__all__ = [
    "RankedRegulator",
    "RegulatoryEffects",
    "SampleNetwork",
    "edge_csv",
    "effect_change",
    "network_csv",
    "network_cx2",
    "network_graphml",
    "network_sif",
    "rank_regulators",
    "ranking_csv",
    "regulatory_effects",
    "sample_network",
    "sidecar",
]
