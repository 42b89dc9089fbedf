"""How a graph is searched: light, so that settings can say it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Search:
    """How a graph is searched. candidates: c, at most so many per gene. parents: m, at most so many chosen of them.

    restarts: climbs from orders of their own, the best of which counts. exact: the determinant (see ``score``).
    unequal: a gene's variance may depend on its parents. acyclic: False for values at different times.
    """

    candidates: int = 10
    parents: int = 10
    restarts: int = 10
    exact: bool = False
    unequal: bool = False
    acyclic: bool = True
