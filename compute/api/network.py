"""One network as a data frame that knows its other forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import pandas as pd
from scipy import sparse

from compute.write import DescribedNetwork, network_graph

if TYPE_CHECKING:
    import networkx as nx


class Network(pd.DataFrame):
    """The edges of one network, strongest first: ``regulator``, ``target``, ``coefficient``, ``confidence`` (NaN where
    the study does not know it), and what else the method says of an edge.

    A coefficient above 0 activates, below 0 represses. What is selected from it is an ordinary data frame.
    Made by :meth:`compute.Study.network`.
    """

    _metadata: ClassVar[list[str]] = ["_described", "_matrix"]
    _described: DescribedNetwork
    _matrix: Callable[[], sparse.csr_array]

    @classmethod
    def of(cls, described: DescribedNetwork, matrix: Callable[[], sparse.csr_array]) -> Network:
        """The edges of ``described`` as a frame. matrix: gives the same network, regulators × targets of the study."""
        columns = {"regulator": described.regulators, "target": described.targets, **described.edge_values}
        columns.setdefault("confidence", np.full(len(described.regulators), np.nan, np.float32))
        made = cls(columns)
        # Not as attributes: pandas would take them for columns.
        object.__setattr__(made, "_described", described)
        object.__setattr__(made, "_matrix", matrix)
        return made

    @property
    def _constructor(self) -> Callable[..., pd.DataFrame]:
        return pd.DataFrame

    @property
    def title(self) -> str:
        """Study, sample and score in one line; says where data are simulated."""
        return self._described.title

    @property
    def sparse(self) -> sparse.csr_array:  # type: ignore[override]  # pandas: an accessor for sparse columns
        """(regulators, targets) float32, in the order of the study's ``regulator_names`` and ``target_names``."""
        return self._matrix()

    def to_networkx(self) -> nx.DiGraph[str]:
        """A directed graph of genes; edges have ``weight`` (≥ 0, the size), ``sign``, ``coefficient`` and others."""
        return network_graph(self._described)
