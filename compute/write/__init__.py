"""Every file a study becomes for other programs: tables, CX2, GraphML, SIF."""

from compute.write.all_edges import AllEdges, all_edges
from compute.write.all_networks import FORMS, LEAST_SHARE, export_networks, networks_anndata
from compute.write.changed import UNCHANGED, ChangedNetwork, changed_network, difference_among
from compute.write.course_tables import course_rows, courses_table
from compute.write.cx2 import network_cx2
from compute.write.cx2_drawn import CHANGE_MARKS, SIGN_MARKS, EdgeMarks, drawn_cx2
from compute.write.described import DescribedNetwork
from compute.write.difference_tables import difference_origin, differences_table, rewiring_table
from compute.write.drawn import BENEATH, EdgeLook, Looks, NodeLook
from compute.write.graphml import network_graph, network_graphml
from compute.write.sample import SampleNetwork, at_score, sample_network, score_network, shown_network, study_origin
from compute.write.study_network import StudyNetwork, study_network
from compute.write.study_tables import (
    binned_hubs_table,
    departures_table,
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
from compute.write.table import Table, save_table
from compute.write.tables import edge_table, gene_table, network_table, ranking_table, sif_table

__all__ = [
    "BENEATH",
    "CHANGE_MARKS",
    "FORMS",
    "LEAST_SHARE",
    "SIGN_MARKS",
    "UNCHANGED",
    "AllEdges",
    "ChangedNetwork",
    "DescribedNetwork",
    "EdgeLook",
    "EdgeMarks",
    "Looks",
    "NodeLook",
    "SampleNetwork",
    "StudyNetwork",
    "Table",
    "all_edges",
    "at_score",
    "binned_hubs_table",
    "changed_network",
    "course_rows",
    "courses_table",
    "departures_table",
    "difference_among",
    "difference_origin",
    "differences_table",
    "drawn_cx2",
    "edge_contributions_table",
    "edge_table",
    "effects_table",
    "enrichment_table",
    "export_networks",
    "functions_table",
    "gene_table",
    "hubs_table",
    "masters_table",
    "network_cx2",
    "network_graph",
    "network_graphml",
    "network_table",
    "networks_anndata",
    "ranking_table",
    "rewiring_table",
    "sample_contributions_table",
    "sample_hubs_table",
    "sample_network",
    "save_table",
    "score_network",
    "shown_network",
    "sif_table",
    "stability_table",
    "study_network",
    "study_origin",
]
