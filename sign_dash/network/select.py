"""Which edges to draw: the subnetwork around chosen genes, over all samples at once.

One selection serves every sample, so that the picture's layout can stay still while the score moves; what is
visible in one sample at one strength is then a matter of :func:`visible_edges`, which the browser repeats
(``assets/js/drawing.js``) while the slider moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from compute import Study

MAX_NODES: Final = 300
MAX_EDGES: Final = 1000
LEGIBLE: Final = 80  # edges a first look can take in
CUTOFFS: Final = (0.0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0)
EMT_FACTORS: Final = ("ZEB1", "ZEB2", "SNAI1", "SNAI2", "TWIST1")


@dataclass(frozen=True, eq=False)
class Subnetwork:
    """The drawn part of a study's networks.

    genes: names of the nodes, the focus genes first.
    focus: how many of them are focus genes.
    regulator: (nodes,) bool, True where the gene is one of the study's regulators.
    source, target: (edges,) positions in `genes`; an edge runs regulator → target.
    weights: (edges, samples) float32 coefficients, 0 where a sample lacks the edge; samples in order of the score.
    reach: steps from the focus genes that may be walked; 0 = every strong enough edge is shown.
    candidates: edges the selection found before the cap on nodes and edges.
    cutoff: the smallest |coefficient| that is shown; every edge reaches it in some sample.
    """

    genes: tuple[str, ...]
    focus: int
    regulator: NDArray[np.bool_]
    source: NDArray[np.int64]
    target: NDArray[np.int64]
    weights: NDArray[np.float32]
    reach: int
    candidates: int
    cutoff: float = 0.0

    @property
    def capped(self) -> bool:
        """Whether edges were left out."""
        return self.candidates > self.source.size

    @cached_property
    def scale(self) -> float:
        """The |coefficient| drawn at full width: the 98th percentile of the edges' largest, at least 1e-6."""
        if self.source.size == 0:
            return 1.0
        return max(float(np.quantile(np.abs(self.weights).max(axis=1), 0.98)), 1e-6)

    @cached_property
    def drawn_targets(self) -> NDArray[np.int64]:
        """(nodes,) how many drawn edges leave each gene, over all samples."""
        return np.bincount(self.source, minlength=len(self.genes))


def coefficients(subnetwork: Subnetwork, samples: int | range) -> NDArray[np.float32]:
    """(edges,) coefficients of one sample, or the means over a range of them, in which an absent edge counts as 0."""
    if isinstance(samples, int):
        return subnetwork.weights[:, samples]
    part = subnetwork.weights[:, samples.start : samples.stop]
    means: NDArray[np.float32] = part.mean(axis=1, dtype=np.float64).astype(np.float32)
    return means


def visible_edges(subnetwork: Subnetwork, samples: int | range, cutoff: float) -> NDArray[np.bool_]:
    """(edges,) which drawn edges are shown in one sample, or in the mean network of a range: |coefficient| ≥ cutoff
    (and not 0), within reach.

    Reach d: an edge is shown if one of its ends is a focus gene or at most d − 1 shown edges away from one.
    """
    size = np.abs(coefficients(subnetwork, samples))
    strong = (size >= cutoff) & (size > 0)
    if subnetwork.reach == 0:
        return strong
    near = np.zeros(len(subnetwork.genes), bool)
    near[: subnetwork.focus] = True
    shown = np.zeros_like(strong)
    for _ in range(subnetwork.reach):
        shown = strong & (near[subnetwork.source] | near[subnetwork.target])
        near[subnetwork.source[shown]] = True
        near[subnetwork.target[shown]] = True
    return shown


def default_focus(study: Study) -> tuple[str, ...]:
    """The EMT factors that are present, else the five regulators with most edges in the middle sample."""
    known = set(study.regulators) | set(study.targets)
    present = tuple(gene for gene in EMT_FACTORS if gene in known)
    if present:
        return present
    network = study.network(len(study.samples) // 2)
    degree = np.diff(network.indptr)
    strongest = np.argsort(-degree, kind="stable")[:5]
    return tuple(study.regulators[j] for j in strongest)


def default_cutoff(study: Study, focus: Sequence[str], reach: int) -> float:
    """The first cut-off for a neighbourhood: the one at which its middle sample is legible."""
    return legible_cutoff(neighbourhood(study, focus, reach), len(study.samples) // 2)


def legible_cutoff(subnetwork: Subnetwork, sample: int) -> float:
    """The smallest round cut-off at which this sample shows no more than `LEGIBLE` edges."""
    for cutoff in CUTOFFS:
        if np.count_nonzero(visible_edges(subnetwork, sample, cutoff)) <= LEGIBLE:
            return cutoff
    return CUTOFFS[-1]


def neighbourhood(
    study: Study,
    focus: Sequence[str],
    reach: int,
    cutoff: float = 0.0,
    max_nodes: int = MAX_NODES,
    max_edges: int = MAX_EDGES,
) -> Subnetwork:
    """The edges within `reach` steps of the focus genes in any sample; nearest first, then strongest, capped.

    Reach 1: the edges that touch a focus gene; each further step adds the edges of the genes reached so far.
    An edge's strength is its largest |coefficient| over the samples; weaker ones than `cutoff` are no edges.
    """
    chosen = _Growing(study, focus, cutoff, max_nodes, max_edges)
    frontier = list(dict.fromkeys(focus))
    for _ in range(reach):
        frontier = chosen.grow(_touching(study, frontier))
    return chosen.finish(reach)


def among(
    study: Study,
    genes: Iterable[str],
    focus: Sequence[str],
    cutoff: float = 0.0,
    max_nodes: int = MAX_NODES,
    max_edges: int = MAX_EDGES,
) -> Subnetwork:
    """The edges that run between any two of `genes` and `focus`, strongest first, capped.

    Edges that are weaker than `cutoff` in every sample are no edges.
    """
    wanted = set(genes) | set(focus)
    targets = np.array([gene in wanted for gene in study.targets])

    def inside() -> Iterator[_Found]:
        for j, regulator in enumerate(study.regulators):
            if regulator in wanted:
                bundle = study.regulator_coefficients(regulator)
                keep = targets[bundle.indices]
                yield _Found(np.full(int(keep.sum()), j), bundle.indices[keep], bundle.coefficients[keep])

    chosen = _Growing(study, focus, cutoff, max_nodes, max_edges)
    chosen.grow(inside())
    return chosen.finish(reach=0)


def strongest(subnetwork: Subnetwork, edges: int) -> Subnetwork:
    """The so many edges with the largest |coefficient| in any sample, their genes, and the genes in focus."""
    if edges >= subnetwork.source.size:
        return subnetwork
    strength = np.abs(subnetwork.weights).max(axis=1, initial=0)
    kept = np.sort(np.argsort(-strength, kind="stable")[:edges])
    here = np.zeros(len(subnetwork.genes), bool)
    here[: subnetwork.focus] = True
    here[subnetwork.source[kept]] = here[subnetwork.target[kept]] = True
    place = np.cumsum(here) - 1
    return replace(
        subnetwork,
        genes=tuple(gene for gene, stays in zip(subnetwork.genes, here, strict=True) if stays),
        regulator=subnetwork.regulator[here],
        source=place[subnetwork.source[kept]],
        target=place[subnetwork.target[kept]],
        weights=subnetwork.weights[kept],
    )


@dataclass(frozen=True, eq=False)
class _Found:
    """Edges found together: regulator and target positions in the study, coefficients edges × samples."""

    regulator: NDArray[np.int64]
    target: NDArray[np.int64]
    coefficients: NDArray[np.float32]


def _touching(study: Study, genes: Sequence[str]) -> Iterator[_Found]:
    """All edges of each gene, as a regulator and as a target."""
    regulators = {gene: j for j, gene in enumerate(study.regulators)}
    targets = {gene: k for k, gene in enumerate(study.targets)}
    for gene in genes:
        if gene in regulators:
            out = study.regulator_coefficients(gene)
            yield _Found(np.full(len(out.indices), regulators[gene]), np.asarray(out.indices), out.coefficients)
        if gene in targets:
            into = study.target_coefficients(gene)
            yield _Found(np.asarray(into.indices), np.full(len(into.indices), targets[gene]), into.coefficients)


class _Growing:
    """A subnetwork that grows step by step; each step's edges are taken strongest first while they fit."""

    def __init__(self, study: Study, focus: Sequence[str], cutoff: float, max_nodes: int, max_edges: int) -> None:
        self._study = study
        self._cutoff = cutoff
        self._max_nodes = max_nodes
        self._max_edges = max_edges
        self._genes = {gene: position for position, gene in enumerate(dict.fromkeys(focus))}
        self._focus = len(self._genes)
        self._seen: set[int] = set()
        self._edges: list[tuple[int, int]] = []
        self._rows: list[NDArray[np.float32]] = []

    def grow(self, found: Iterable[_Found]) -> list[str]:
        """Take what fits of one step's edges; returns the genes that are new in the picture."""
        known = len(self._genes)
        for regulator, target, row in self._strongest(found):
            names = (self._study.regulators[regulator], self._study.targets[target])
            new = [name for name in dict.fromkeys(names) if name not in self._genes]
            if len(self._edges) == self._max_edges or len(self._genes) + len(new) > self._max_nodes:
                continue
            for name in new:
                self._genes[name] = len(self._genes)
            self._edges.append((self._genes[names[0]], self._genes[names[1]]))
            self._rows.append(row)
        return list(self._genes)[known:]

    def _strongest(self, found: Iterable[_Found]) -> list[tuple[int, int, NDArray[np.float32]]]:
        """One step's edges not seen before, strongest first; no more than could be drawn are kept in memory."""
        held: list[tuple[float, int, int, NDArray[np.float32]]] = []
        for edges in found:
            strength = np.abs(edges.coefficients).max(axis=1, initial=0)
            for e in np.flatnonzero((strength > 0) & (strength >= self._cutoff)):
                regulator, target = int(edges.regulator[e]), int(edges.target[e])
                key = regulator * len(self._study.targets) + target
                if key not in self._seen:
                    self._seen.add(key)
                    held.append((float(strength[e]), regulator, target, edges.coefficients[e]))
            if len(held) > 4 * self._max_edges:
                held = sorted(held, key=_by_strength)[: self._max_edges]
        return [(regulator, target, row) for _, regulator, target, row in sorted(held, key=_by_strength)]

    def finish(self, reach: int) -> Subnetwork:
        genes = tuple(self._genes)
        regulators = set(self._study.regulators)
        edges = np.array(self._edges, np.int64).reshape(-1, 2)
        samples = len(self._study.samples)
        return Subnetwork(
            genes=genes,
            focus=self._focus,
            regulator=np.array([gene in regulators for gene in genes], bool),
            source=edges[:, 0],
            target=edges[:, 1],
            weights=np.array(self._rows, np.float32).reshape(-1, samples),
            reach=reach,
            candidates=len(self._seen),
            cutoff=self._cutoff,
        )


def _by_strength(edge: tuple[float, int, int, NDArray[np.float32]]) -> tuple[float, int, int]:
    return (-edge[0], edge[1], edge[2])
