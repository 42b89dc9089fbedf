"""All a study knows of one gene, for one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.answers.one_network import edges_into, edges_out_of
from compute.components import Side, first_class, read_components
from compute.errors import UserError, unknown_name
from compute.messages import Message, word
from compute.ranks import ranks
from compute.read import Evidence, KnownPair, known_pair
from compute.study import Study

MOST = 8
SIDES: tuple[Side, ...] = ("regulator", "target")


@dataclass(frozen=True)
class Partner:
    """The other end of an edge. strength: mean coefficient over all samples, or the method's number; confidence: that
    another half of the cohort finds the edge, None where that is not known. samples: that have it. known: what the
    evidence file says of the pair, None where it lacks it.
    """

    gene: str
    strength: float
    confidence: float | None
    samples: int
    known: KnownPair | None


@dataclass(frozen=True)
class ComponentPlace:
    """Where a gene stands on a component: the one on which its rank is highest, of one side of a model."""

    model: str
    side: Side
    component: int
    loading: float
    rank: int
    genes: int


@dataclass(frozen=True)
class PublishedPair:
    """A pair of the evidence file that the gene is part of. references: their identifiers."""

    regulator: str
    target: str
    modes: tuple[str, ...]
    references: tuple[str, ...]


@dataclass(frozen=True)
class Alternative:
    """A regulator that parts of the cohort choose in place of another one of the same target."""

    regulator: str
    target: str
    instead: str
    correlation: float


@dataclass(frozen=True, eq=False)
class Dossier:
    """One gene. regulators, targets: the strongest of so many (``*_count``); None where it cannot have any.

    components: of every stored TRIP model. evidence: None where no file was given. expression: (samples,);
    with_score: its rank correlation with the score.
    """

    gene: str
    regulators: tuple[Partner, ...] | None
    regulators_count: int
    targets: tuple[Partner, ...] | None
    targets_count: int
    components: tuple[ComponentPlace, ...]
    evidence: tuple[PublishedPair, ...] | None
    alternatives: tuple[Alternative, ...]
    expression: NDArray[np.float32]
    with_score: float


def gene_dossier(study: Study, gene: str, evidence: Evidence | None = None) -> Dossier:
    """Everything about a gene; :class:`UserError` for one that is neither a regulator nor a target.

    evidence: its genes called as those of the study are (:meth:`compute.read.Evidence.among`).
    """
    if gene not in study.regulators and gene not in study.targets:
        names = dict.fromkeys((*study.regulators, *study.targets))
        raise unknown_name(word("gene"), gene, names, Message("the study {study}", study=study.title))
    pairs = {} if evidence is None else evidence.pairs
    into = out = None
    if gene in study.targets:
        into = _partners(
            study, gene, "target", {one: known_pair(said) for (one, other), said in pairs.items() if other == gene}
        )
    if gene in study.regulators:
        out = _partners(
            study, gene, "regulator", {other: known_pair(said) for (one, other), said in pairs.items() if one == gene}
        )
    expression = study.expression(gene)
    return Dossier(
        gene,
        None if into is None else into[:MOST],
        len(into or ()),
        None if out is None else out[:MOST],
        len(out or ()),
        _components(study, gene),
        None if evidence is None else _published(gene, evidence),
        _alternatives(study, gene),
        expression,
        _rank_correlation(expression, study.modulator),
    )


def _rank_correlation(expression: NDArray[np.float32], score: NDArray[np.float64]) -> float:
    """0 where the gene does not vary."""
    return float(np.corrcoef(ranks(expression), ranks(score))[0, 1]) if np.ptp(expression) and np.ptp(score) else 0.0


def _partners(study: Study, gene: str, side: Side, known: dict[str, KnownPair]) -> tuple[Partner, ...]:
    """The edges that leave a regulator, or reach a target, the strongest first."""
    names = study.targets if side == "regulator" else study.regulators
    if not study.per_sample:
        found = edges_out_of(study, gene) if side == "regulator" else edges_into(study, gene)
        n = len(study.samples)
        return tuple(
            Partner(other, float(abs(size) * (sign or 1)), None, n, known.get(other))
            for other, size, sign in zip(found.others, found.strength, found.sign, strict=True)
        )
    bundle = study.regulator_coefficients(gene) if side == "regulator" else study.target_coefficients(gene)
    mean = bundle.coefficients.mean(axis=1, dtype=np.float64)
    there = np.count_nonzero(bundle.coefficients, axis=1)
    sure = _confidence(study, gene, side, bundle.indices)
    return tuple(
        Partner(
            names[int(bundle.indices[row])],
            float(mean[row]),
            None if sure is None else float(sure[row]),
            int(there[row]),
            known.get(names[int(bundle.indices[row])]),
        )
        for row in np.argsort(-np.abs(mean), kind="stable").tolist()
    )


def _confidence(study: Study, gene: str, side: Side, others: NDArray[np.int64]) -> NDArray[np.float32] | None:
    if study.confidence is None:
        return None
    own = study.regulator_index(gene) if side == "regulator" else study.target_index(gene)
    ends = (np.full(others.size, own), others) if side == "regulator" else (others, np.full(others.size, own))
    found: NDArray[np.float32] = study.confidence.of_edges(*ends)["confidence"]
    return found


def _components(study: Study, gene: str) -> tuple[ComponentPlace, ...]:
    found = []
    for name in study.models() if study.per_sample else ():
        try:
            model = study.model(name)
            parts = read_components(model, of_class=first_class(model))
        except UserError:
            continue  # of another kind, or damaged: the page Components says so
        for side, genes in zip(SIDES, (study.regulators, study.targets), strict=True):
            if gene in genes:
                found.append(_place(name, side, genes, parts.loadings[side], gene))
    return tuple(found)


def _place(model: str, side: Side, genes: Sequence[str], loadings: NDArray[np.float64], gene: str) -> ComponentPlace:
    sizes = np.abs(loadings)
    row = genes.index(gene)
    ranks = 1 + np.count_nonzero(sizes > sizes[row], axis=0)
    best = int(ranks.argmin())
    return ComponentPlace(model, side, best + 1, float(loadings[row, best]), int(ranks[best]), len(genes))


def _published(gene: str, evidence: Evidence) -> tuple[PublishedPair, ...]:
    found = [
        PublishedPair(
            *pair,
            tuple(dict.fromkeys(report.mode for report in reports if report.mode)),
            tuple(dict.fromkeys(cited for report in reports for cited in report.references)),
        )
        for pair, reports in evidence.pairs.items()
        if gene in pair
    ]
    return tuple(sorted(found, key=lambda pair: (-len(pair.references), pair.regulator, pair.target)))


def _alternatives(study: Study, gene: str) -> tuple[Alternative, ...]:
    """In place of the regulators of this target that the halves of the cohort select most often."""
    known = study.confidence
    if known is None or gene not in study.targets:
        return ()
    target = study.target_index(gene)
    edges = known.of_target(target)
    order = np.argsort(-edges["confidence"], kind="stable")[:MOST]
    rows = known.rows(edges["regulator"][order].astype(np.int64), np.full(order.size, target))
    return tuple(
        Alternative(
            study.regulators[int(edges["regulator"][at])],
            gene,
            study.regulators[int(one["regulator"])],
            float(one["correlation"]),
        )
        for at, row in zip(order.tolist(), rows.tolist(), strict=True)
        for one in known.alternatives_of(row)[:1]
    )
