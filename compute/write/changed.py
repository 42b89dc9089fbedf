"""The drawn part of the difference of two sides, with the names and the origin that a file must carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from compute.analyse.difference import CATEGORIES, NetworkDifference, least_change
from compute.analyse.sides import ComparedSide
from compute.study.edges import ACTIVATES, REPRESSES
from compute.write.described import Plain, known_columns, roles_of
from compute.write.difference_tables import band_columns, difference_origin
from compute.write.sample import edge_summary

UNCHANGED: Final = "unchanged"
"""The category of an edge that does not change, among :data:`compute.analyse.CATEGORIES`."""
KINDS: Final = (*CATEGORIES, UNCHANGED)
_NOUNS: Final = {ACTIVATES: "activation", REPRESSES: "repression"}


@dataclass(frozen=True, eq=False)
class ChangedNetwork:
    """Edges of a difference B − A, the largest change first, and where they come from.

    difference: of just these edges, in this order. category: one of :data:`KINDS` per edge. acts: what the edge does
    in B, or in A where B has it not. expression_a, expression_b: mean level of each gene over the samples of a side,
    on the scale of its study's table. known: number of references and sign of the published pairs.
    The rest as of :class:`compute.write.described.DescribedNetwork`.
    """

    title: str
    origin: Mapping[str, Plain]
    difference: NetworkDifference
    category: tuple[str, ...]
    acts: tuple[str, ...]
    expression_a: Mapping[str, float]
    expression_b: Mapping[str, float]
    without_edges: Mapping[str, str]
    known: Mapping[tuple[str, str], tuple[int, str]] = field(default_factory=dict)

    @property
    def regulators(self) -> tuple[str, ...]:
        """One per edge."""
        return tuple(self.difference.regulators[j] for j in self.difference.regulator)

    @property
    def targets(self) -> tuple[str, ...]:
        """One per edge."""
        return tuple(self.difference.targets[k] for k in self.difference.target)

    @property
    def interactions(self) -> list[str]:
        """Kind and sign in one word: ``lost_activation``, ``flipped_repression``, ``unchanged_activation``."""
        return [f"{kind}_{_NOUNS[acts]}" for kind, acts in zip(self.category, self.acts, strict=True)]

    @property
    def edge_values(self) -> dict[str, NDArray[Any]]:
        """Difference, kind of change, both means with their spreads, and how many samples have the edge."""
        of = self.difference
        return {
            "difference": of.difference,
            "category": np.array(self.category, dtype=object),
            "acts": np.array(self.acts, dtype=object),
            "mean_a": of.mean_a,
            "mean_b": of.mean_b,
            "spread_a": of.spread_a,
            "spread_b": of.spread_b,
            "standardised_difference": of.standardised,
            "samples_with_edge_a": of.present_a,
            "samples_with_edge_b": of.present_b,
            **band_columns(of, np.arange(of.difference.size)),
            **known_columns(self.regulators, self.targets, self.known),
        }

    @property
    def strengths(self) -> NDArray[np.float32]:
        """(e,) |B − A|."""
        return np.abs(self.difference.difference)

    @property
    def signs(self) -> NDArray[np.int8]:
        """(e,) of B − A."""
        return np.sign(self.difference.difference).astype(np.int8)

    @property
    def roles(self) -> dict[str, str]:
        """``regulator`` or ``target`` for every gene."""
        return roles_of(self.regulators, self.targets, self.without_edges)

    @property
    def gene_values(self) -> dict[str, Mapping[str, float]]:
        """Mean expression over the samples of each side."""
        return {"expression_a": self.expression_a, "expression_b": self.expression_b}


def changed_network(
    a: ComparedSide,
    b: ComparedSide,
    edges: Sequence[tuple[str, str]],
    roles: Mapping[str, str],
    strength: float,
    change: float | None = None,
) -> ChangedNetwork:
    """The part of a difference that somebody has on screen, its numbers read from the studies.

    edges: regulator, target. roles: ``regulator`` or ``target`` of every gene that is shown, also of those without an
    edge. strength, change: as in :mod:`compute.analyse.difference`. Raises :class:`UserError` for a gene that one of
    the studies has not.
    """
    difference = difference_among(a, b, edges)
    order = difference.largest(np.arange(len(edges)))
    difference = difference_among(a, b, [edges[place] for place in order])
    kinds = difference.categories(strength, least_change(strength, change))
    in_a_only = (kinds == CATEGORIES.index("lost")) | (difference.mean_b == 0)
    acting = np.where(in_a_only, difference.mean_a, difference.mean_b)
    study = a.study
    label = " (simulated)" if study.simulated or b.study.simulated else ""
    other = "" if b.study is study else f" ({b.study.title})"
    return ChangedNetwork(
        title=f"{study.title}{label}: B − A, {b.title}{other} against {a.title}",
        origin=difference_origin(a, b, strength, change),
        difference=difference,
        category=tuple(KINDS[kind] for kind in kinds),  # position −1, no change, is the last one
        acts=tuple(ACTIVATES if value > 0 else REPRESSES for value in acting.tolist()),
        expression_a=_levels(a, roles),
        expression_b=_levels(b, roles),
        without_edges=dict(roles),
    )


def difference_among(a: ComparedSide, b: ComparedSide, edges: Sequence[tuple[str, str]]) -> NetworkDifference:
    """The difference of these edges alone (regulator, target), in their order; nothing else is read.

    Raises :class:`UserError` for a gene that one of the studies has not.
    """
    regulators = tuple(dict.fromkeys(regulator for regulator, _ in edges))
    targets = tuple(dict.fromkeys(target for _, target in edges))
    (mean_a, spread_a, present_a), (mean_b, spread_b, present_b) = (_summary(side, edges) for side in (a, b))
    return NetworkDifference(
        a=a,
        b=b,
        regulators=regulators,
        targets=targets,
        regulator=np.array([regulators.index(regulator) for regulator, _ in edges], np.int32),
        target=np.array([targets.index(target) for _, target in edges], np.int32),
        mean_a=mean_a,
        mean_b=mean_b,
        spread_a=spread_a,
        spread_b=spread_b,
        present_a=present_a,
        present_b=present_b,
    )


def _summary(
    side: ComparedSide, edges: Sequence[tuple[str, str]]
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.int32]]:
    if side.at is not None:
        network = side.study.network_at(side.at)
        rows = [edge_summary(network[[side.study.regulator_index(j)], [side.study.target_index(k)]]) for j, k in edges]
    else:
        rows = [edge_summary(side.study.edge(*edge)[side.samples]) for edge in edges]
    means, spreads, present = zip(*rows, strict=True) if rows else ((), (), ())
    return np.array(means, np.float32), np.array(spreads, np.float32), np.array(present, np.int32)


def _levels(side: ComparedSide, genes: Mapping[str, str]) -> dict[str, float]:
    return {gene: float(np.mean(side.study.expression(gene)[side.samples])) for gene in genes}
