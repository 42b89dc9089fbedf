"""Public data sets from their providers' addresses: terms first, resumed where they broke off, checked."""

from compute.fetch.catalogue import CATALOGUE, DataSet, find_data_set
from compute.fetch.download import Fetched, fetch

__all__ = ["CATALOGUE", "DataSet", "Fetched", "fetch", "find_data_set"]
