"""The library: networks from tables in memory, and studies as data frames, graphs and arrays."""

from compute.api.estimator import NetworkEstimator
from compute.api.network import Network
from compute.api.run import profile
from compute.api.study import Study

__all__ = ["Network", "NetworkEstimator", "Study", "profile"]
