"""Which edges to draw: the subnetwork around chosen genes, over all samples at once.

One selection serves every sample, so that the picture's layout can stay still while the score moves; what is
visible in one sample at one strength is then a matter of :func:`visible_edges`, which the browser repeats
(``assets/js/weights.mjs``) while the slider moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from sign_dash.scene.strengths import Ints, strengths_of
from sign_dash.scene.sureness import knows_sureness, sureness

if TYPE_CHECKING:
    from compute.study import Study

MAX_NODES: Final = 300
MAX_EDGES: Final = 1000
LEGIBLE: Final = 80  # edges a first look can take in
SURE: Final = 0.8
"""The confidence from which an edge is drawn at first."""
CUTOFFS: Final = (0.0, 0.005, 0.007, 0.01, 0.015, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0)
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
    confidence: (edges,) float32, how sure the edges are (:mod:`sign_dash.scene.sureness`); None where nothing is known.
    line: the confidence below which edges, where they are drawn, are faint.
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
    confidence: NDArray[np.float32] | None = None
    line: float = 0.0

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


def coefficients(subnetwork: Subnetwork, samples: int | Sequence[int]) -> NDArray[np.float32]:
    """(edges,) coefficients of one sample, or the means over a range of them, in which an absent edge counts as 0."""
    if isinstance(samples, int):
        return subnetwork.weights[:, samples]
    part = subnetwork.weights[:, list(samples)]
    means: NDArray[np.float32] = part.mean(axis=1, dtype=np.float64).astype(np.float32)
    return means


def visible_edges(subnetwork: Subnetwork, samples: int | Sequence[int], cutoff: float) -> NDArray[np.bool_]:
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


def default_confidence(study: Study) -> float:
    """The least confidence a picture begins with: edges found again in four of five halves, where that is known."""
    return 0.0 if study.confidence is None else SURE


def default_cutoff(study: Study, focus: Sequence[str], reach: int, confidence: float = 0.0) -> float:
    """The first cut-off for a neighbourhood: the one at which its middle sample is legible."""
    return legible_cutoff(neighbourhood(study, focus, reach, confidence=confidence), len(study.samples) // 2)


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
    confidence: float = 0.0,
    faint: bool = False,
) -> Subnetwork:
    """The edges within `reach` steps of the focus genes in any sample; nearest first, then strongest, capped.

    Reach 1: the edges that touch a focus gene; each further step adds the edges of the genes reached so far.
    An edge's strength is its largest |coefficient| over the samples; weaker ones than `cutoff` are no edges, nor are
    those of less than `confidence`, where the study knows how sure its edges are; `faint`: these are taken as well,
    after all others of a step.
    """
    chosen = _Growing(study, focus, cutoff, max_nodes, max_edges, confidence, faint)
    frontier = list(dict.fromkeys(focus))
    for _ in range(reach):
        frontier = chosen.grow(frontier)
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
    chosen = _Growing(study, focus, cutoff, max_nodes, max_edges)
    chosen.grow([gene for gene in study.regulators if gene in wanted], inside=wanted)
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
        confidence=None if subnetwork.confidence is None else subnetwork.confidence[kept],
    )


class _Growing:
    """A subnetwork that grows step by step; each step's edges are taken strongest first while they fit."""

    def __init__(
        self,
        study: Study,
        focus: Sequence[str],
        cutoff: float,
        max_nodes: int,
        max_edges: int,
        confidence: float = 0.0,
        faint: bool = False,
    ) -> None:
        self._study = study
        self._edges_of = strengths_of(study)
        self._cutoff = cutoff
        self._line = confidence if knows_sureness(study) else 0.0
        self._faint = faint
        self._max_nodes = max_nodes
        self._max_edges = max_edges
        self._genes = {gene: position for position, gene in enumerate(dict.fromkeys(focus))}
        self._focus = len(self._genes)
        self._seen = np.empty(0, np.int64)
        self._taken: list[int] = []  # keys of edges: regulator × number of targets + target

    def grow(self, genes: Sequence[str], inside: set[str] | None = None) -> list[str]:
        """Take what fits of the edges of these genes (only those with both ends `inside`); returns the genes that are
        new in the picture."""
        known = len(self._genes)
        names = self._edges_of.genes
        keys, regulators, targets = self._candidates(genes, inside)
        pairs = zip(keys.tolist(), regulators.tolist(), targets.tolist(), strict=True)
        for key, regulator, target in pairs:
            if len(self._taken) == self._max_edges or len(self._genes) >= self._max_nodes:
                break
            new = [name for name in dict.fromkeys((names[regulator], names[target])) if name not in self._genes]
            if len(self._genes) + len(new) > self._max_nodes:
                continue
            for name in new:
                self._genes[name] = len(self._genes)
            self._taken.append(key)
        self._between_known(keys, regulators, targets)
        return list(self._genes)[known:]

    def _between_known(self, keys: Ints, regulators: Ints, targets: Ints) -> None:
        """Once there is no room for a gene: edges that need none."""
        if len(self._genes) < self._max_nodes:
            return
        here = np.zeros(len(self._edges_of.genes), bool)
        here[[self._edges_of.place[gene] for gene in self._genes if gene in self._edges_of.place]] = True
        fits = here[regulators] & here[targets] & ~np.isin(keys, self._taken)
        self._taken += keys[fits][: self._max_edges - len(self._taken)].tolist()

    def _candidates(self, genes: Sequence[str], inside: set[str] | None) -> tuple[Ints, Ints, Ints]:
        """The edges of these genes not seen before, strongest first: keys, and both ends' positions among all genes."""
        of = self._edges_of
        found = [of.touching(self._study, gene) for gene in genes]
        keys = np.concatenate([np.empty(0, np.int64), *(keys for keys, _ in found)])
        strengths = np.concatenate([np.empty(0, np.float32), *(values for _, values in found)])
        strong = strengths >= self._cutoff
        keys, first = np.unique(keys[strong], return_index=True)
        strengths = strengths[strong][first]
        fresh = ~np.isin(keys, self._seen)
        regulators, targets = of.ends(keys)
        if inside is not None:
            within = np.array([gene in inside for gene in of.genes])
            fresh &= within[regulators] & within[targets]
        unsure = self._unsure(keys)
        if not self._faint:
            fresh &= ~unsure
        self._seen = np.concatenate([self._seen, keys[fresh]])
        # Ties in the order of their keys.
        order = np.flatnonzero(fresh)[np.lexsort((-strengths[fresh], unsure[fresh]))]
        return keys[order], regulators[order], targets[order]

    def _unsure(self, keys: Ints) -> NDArray[np.bool_]:
        """Which of these edges have less than the confidence asked for."""
        sure = sureness(self._study, *np.divmod(keys, len(self._study.targets))) if self._line else None
        return np.zeros(keys.size, bool) if sure is None else np.asarray(sure < np.float32(self._line))

    def finish(self, reach: int) -> Subnetwork:
        genes = tuple(self._genes)
        regulators = set(self._study.regulators)
        regulator, target = np.divmod(np.array(self._taken, np.int64), len(self._study.targets))
        return Subnetwork(
            genes=genes,
            focus=self._focus,
            regulator=np.array([gene in regulators for gene in genes], bool),
            source=np.array([self._genes[self._study.regulators[j]] for j in regulator], np.int64),
            target=np.array([self._genes[self._study.targets[k]] for k in target], np.int64),
            weights=self._study.edges(regulator, target),
            reach=reach,
            candidates=self._seen.size,
            cutoff=self._cutoff,
            confidence=sureness(self._study, regulator, target),
            line=self._line,
        )
