"""The subnetwork around a component: its strongest genes, genes of interest, and the first neighbours of these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from compute.components.explain.silence import require_component
from compute.components.reading.stored import Components, Side
from compute.errors import UserError, unknown_name
from compute.messages import Message, word
from compute.study import Study

STRONG, SEED, NEIGHBOUR = "strong", "seed", "neighbour"
EMT_SEEDS = ("ZEB1", "ZEB2", "SNAI1", "SNAI2", "TWIST1")
"""The genes whose first neighbours the 2020 study of EMT networks looked at."""


def emt_seeds(study: Study) -> list[str]:
    """Those of :data:`EMT_SEEDS` that are regulators or targets of the study."""
    return [gene for gene in EMT_SEEDS if gene in study.regulators or gene in study.targets]


@dataclass(frozen=True, eq=False)
class ComponentSubnetwork:
    """Genes, and all edges of the study among them that enough samples have.

    title: what it is about. roles: gene → "strong" (chosen by its loading), "seed", or "neighbour" of a seed, the
    first that applies. regulator, target: (e,) positions in the study. coefficients: (e, n) float32, zero where a
    sample lacks the edge.
    """

    title: str
    roles: dict[str, str]
    regulator: NDArray[np.int64]
    target: NDArray[np.int64]
    coefficients: NDArray[np.float32]

    def edges_of(self, side: Side, gene: int) -> NDArray[np.float32]:
        """(edges, n) coefficients of the edges that leave a regulator, or reach a target (positions in the study)."""
        found: NDArray[np.float32] = self.coefficients[(self.regulator if side == "regulator" else self.target) == gene]
        return found


@dataclass(frozen=True)
class Neighbourhood:
    """Which genes join a subnetwork, and which edges count.

    seeds: genes whose first neighbours join; of each, the ``neighbours`` with the largest mean |coefficient| in either
    direction. least_share: an edge counts if at least this share of the samples have it.
    """

    seeds: Sequence[str]
    neighbours: int
    least_share: float


@dataclass(frozen=True)
class Region:
    """Part of the plane of two components of a side: loadings within (low, high) on each, ends included.

    components: counted from 0. bounds: one pair for each; infinite where open.
    """

    side: Side
    components: tuple[int, int]
    bounds: tuple[tuple[float, float], tuple[float, float]]

    @property
    def message(self) -> Message:
        """Where it lies, for a sentence."""
        (low, high), (other_low, other_high) = self.bounds
        return Message(
            "{genes}, component {first} from {low:g} to {high:g} and component {second} from {other_low:g} to "
            "{other_high:g}",
            genes=word(f"{self.side}s"),
            first=self.components[0] + 1,
            low=low,
            high=high,
            second=self.components[1] + 1,
            other_low=other_low,
            other_high=other_high,
        )

    @property
    def title(self) -> str:
        return str(self.message)


def component_subnetwork(
    study: Study,
    components: Components,
    component: int,
    *,
    top: int,
    around: Neighbourhood,
) -> ComponentSubnetwork:
    """Around a regulator-side component (counted from 0): its ``top`` regulators, the seeds, the seeds' neighbours.

    After Park et al. 2020, who read regulator-side components so; how many genes they took is not stated where we
    could look it up. Raises :class:`UserError` for an unknown
    component or gene, and for numbers out of range.
    """
    require_component(components, "regulator", component)
    if top < 1:
        raise UserError("The number of strongest regulators must be at least 1, not {top}.", top=top)
    sizes = np.abs(components.loadings["regulator"][:, component])
    strong = [study.regulators[j] for j in np.argsort(-sizes, kind="stable")[:top].tolist()]
    return _around(study, f"regulator component {component + 1}", strong, around)


def region_subnetwork(
    study: Study,
    components: Components,
    region: Region,
    *,
    around: Neighbourhood,
) -> ComponentSubnetwork:
    """Around the genes of a region of a component plane, in the same way as :func:`component_subnetwork`."""
    chosen = region_genes(study, components, region)
    return _around(study, region.title, chosen, around)


def region_genes(study: Study, components: Components, region: Region) -> list[str]:
    """Genes of a side whose loadings lie in the region, in the study's order.

    Raises :class:`UserError` for an unknown component, bounds the wrong way round, and a region without genes.
    """
    inside = np.ones(len(components.loadings[region.side]), bool)
    for component, (low, high) in zip(region.components, region.bounds, strict=True):
        require_component(components, region.side, component)
        if not low <= high:
            raise UserError(
                "A range of loadings cannot run from {low:g} to {high:g}; put the smaller number first.",
                low=low,
                high=high,
            )
        loading = components.loadings[region.side][:, component]
        inside &= (loading >= low) & (loading <= high)
    names = study.regulators if region.side == "regulator" else study.targets
    found = [names[place] for place in np.flatnonzero(inside).tolist()]
    if not found:
        raise UserError("No gene lies in the region ({region}); widen it.", region=region.message)
    return found


def parse_region(side: str, first: str, second: str) -> Region:
    """A region from text: ``regulators`` or ``targets``, and twice ``COMPONENT:LOW..HIGH``, an open end left out.

    Raises :class:`UserError` for anything else.
    """
    sides: dict[str, Side] = {"regulators": "regulator", "targets": "target"}
    if side not in sides:
        raise UserError("A region is one of regulators or of targets, not of {side!r}.", side=side)
    parts = [_axis(text) for text in (first, second)]
    return Region(sides[side], (parts[0][0], parts[1][0]), (parts[0][1], parts[1][1]))


def _axis(text: str) -> tuple[int, tuple[float, float]]:
    component, colon, bounds = text.partition(":")
    low, dots, high = bounds.partition("..")
    try:
        if not (colon and dots):
            raise ValueError
        found = int(component) - 1, (float(low) if low else -inf, float(high) if high else inf)
    except ValueError:
        raise UserError(
            "{text!r} is not a part of a region; write COMPONENT:LOW..HIGH such as 1:0.05.. or 2:-0.1..0.1.", text=text
        ) from None
    return found


def _around(study: Study, title: str, strong: Sequence[str], around: Neighbourhood) -> ComponentSubnetwork:
    if around.neighbours < 0:
        raise UserError("The number of neighbours must be 0 or more, not {neighbours}.", neighbours=around.neighbours)
    if not 0 < around.least_share <= 1:
        raise UserError(
            "The share of the samples must be above 0 and at most 1, not {least_share:g}.",
            least_share=around.least_share,
        )
    known = set(study.regulators) | set(study.targets)
    for gene in around.seeds:
        if gene not in known:
            raise unknown_name(
                word("gene"),
                gene,
                dict.fromkeys((*study.regulators, *study.targets)),
                Message("the study {study}", study=study.path.name),
            )
    least = max(1, int(np.ceil(around.least_share * len(study.samples))))
    near = [gene for seed in around.seeds for gene in _neighbours(study, seed, around.neighbours, least)]
    roles = dict.fromkeys(strong, STRONG)
    for genes, role in ((around.seeds, SEED), (near, NEIGHBOUR)):
        roles = dict.fromkeys(genes, role) | roles  # the first role stays
    ordered = {gene: roles[gene] for gene in (*strong, *around.seeds, *near)}
    return ComponentSubnetwork(title, ordered, *_edges_among(study, ordered, least))


def _neighbours(study: Study, gene: str, most: int, least: int) -> list[str]:
    """The targets a gene acts on most, then the regulators that act on it most."""
    found = []
    for names, others, read in (
        (study.regulators, study.targets, study.regulator_coefficients),
        (study.targets, study.regulators, study.target_coefficients),
    ):
        if gene not in names:
            continue
        bundle = read(gene)
        kept = np.flatnonzero(np.count_nonzero(bundle.coefficients, axis=1) >= least)
        strength = np.abs(bundle.coefficients[kept]).mean(axis=1)
        order = kept[np.argsort(-strength, kind="stable")[:most]]
        found += [others[place] for place in bundle.indices[order].tolist()]
    return found


def _edges_among(
    study: Study, genes: dict[str, str], least: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    targets = np.array([k for k, name in enumerate(study.targets) if name in genes], np.int64)
    regulator, target = [], []
    coefficients = []
    for j, name in enumerate(study.regulators):
        if name not in genes:
            continue
        bundle = study.regulator_coefficients(name)
        kept = np.isin(bundle.indices, targets) & (np.count_nonzero(bundle.coefficients, axis=1) >= least)
        regulator.append(np.full(int(kept.sum()), j, np.int64))
        target.append(bundle.indices[kept])
        coefficients.append(bundle.coefficients[kept])
    if not regulator:
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty((0, len(study.samples)), np.float32)
    return np.concatenate(regulator), np.concatenate(target), np.concatenate(coefficients)
