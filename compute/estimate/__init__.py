"""A run: the cohort, the tasks of a method, who computes them, what is kept, what it will cost."""

from compute.estimate.cluster import ClusterSize, check_address, cluster_size
from compute.estimate.unfinished import SoFar, UnfinishedStudy, open_unfinished, samples_so_far

__all__ = [
    "ClusterSize",
    "SoFar",
    "UnfinishedStudy",
    "check_address",
    "cluster_size",
    "open_unfinished",
    "samples_so_far",
]
