"""Which genes reach which in a directed acyclic graph, as sets of bits: one look-up tells of a cycle."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.methods.compiled import compiled

WORD = 64


@compiled
def no_paths(genes: int) -> NDArray[np.uint64]:
    """The closure (p, words) of a graph without edges: bit v of row u is set if there is a path from u to v."""
    return np.zeros((genes, (genes + WORD - 1) // WORD), np.uint64)


@compiled
def reaches(closure: NDArray[np.uint64], u: int, v: int) -> bool:
    """Whether there is a path from u to v, of one edge at least."""
    return bool((closure[u, v // WORD] >> np.uint64(v % WORD)) & np.uint64(1))


@compiled
def add_edge(closure: NDArray[np.uint64], u: int, v: int) -> None:
    """Bring the closure up to date with a new edge u → v that closes no cycle."""
    word, bit = v // WORD, np.uint64(1) << np.uint64(v % WORD)
    for a in range(closure.shape[0]):
        if a == u or reaches(closure, a, u):
            closure[a] |= closure[v]
            closure[a, word] |= bit


@compiled
def rebuild(closure: NDArray[np.uint64], parents: NDArray[np.int64], count: NDArray[np.int64]) -> None:
    """The closure of the graph whose gene j has parents ``parents[j, :count[j]]``, children before their parents."""
    p = count.size
    closure[:] = 0
    open_children = np.zeros(p, np.int64)
    for j in range(p):
        for a in range(count[j]):
            open_children[parents[j, a]] += 1
    ready = np.empty(p, np.int64)
    filled = 0
    for j in range(p):
        if open_children[j] == 0:
            ready[filled] = j
            filled += 1
    position = 0
    while position < filled:
        j = ready[position]
        position += 1
        word, bit = j // WORD, np.uint64(1) << np.uint64(j % WORD)
        for a in range(count[j]):
            k = parents[j, a]
            closure[k] |= closure[j]
            closure[k, word] |= bit
            open_children[k] -= 1
            if open_children[k] == 0:
                ready[filled] = k
                filled += 1
