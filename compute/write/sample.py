"""One sample's network with the names and the origin that a file must carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from compute.analyse import samples_between, written_filters
from compute.errors import UserError
from compute.study import SIGNED_COEFFICIENT, ContrastBands, EdgeMeaning, Study, bands_at
from compute.suitability import every_caution
from compute.write.described import Plain, known_columns, roles_of

CONFIDENCES = ("confidence", "confidence_of_change")
"""What files say of how sure an edge is; :data:`compute.study.EDGES` says what it means."""


@dataclass(frozen=True)
class SampleNetwork:
    """The edges of one sample, or of the mean of a range, strongest first, and where they come from.

    origin: study, simulated, created, modulator_name, sample, modulator: what every file says of itself.
    title: the same in one line for people, with "simulated" in it where it is.
    regulators, targets, coefficients: one entry per edge; coefficients float32: the method's strength of an edge,
    negative where it represses.
    expression: level of each gene of the network in this sample, on the scale of the study's table.
    without_edges: role of each gene that belongs to the network, e.g. was drawn, though it has no edge here.
    spread, present: of a mean over several samples: (e,) standard deviation of the coefficient over them (0 counts
    where a sample lacks the edge), and how many have the edge; None of one sample. confidence: of a study that has it,
    (e,) records of :data:`~compute.study.EDGES`. edge: what the numbers mean. band: at one score of a study of courses.
    known: number of references and sign of the published pairs among the edges.
    """

    origin: dict[str, Plain]
    sample: str
    title: str
    regulators: tuple[str, ...]
    targets: tuple[str, ...]
    coefficients: NDArray[np.float32]
    expression: Mapping[str, float]
    without_edges: Mapping[str, str] = field(default_factory=dict)
    spread: NDArray[np.float32] | None = None
    present: NDArray[np.int32] | None = None
    confidence: NDArray[np.void] | None = None
    edge: EdgeMeaning = SIGNED_COEFFICIENT
    band: ContrastBands | None = None
    known: Mapping[tuple[str, str], tuple[int, str]] = field(default_factory=dict)

    @property
    def interactions(self) -> list[str]:
        """``activates`` or ``represses``, per edge; ``regulates`` or ``goes_with`` where edges have no sign."""
        return self.edge.interactions(self.coefficients)

    @property
    def roles(self) -> dict[str, str]:
        """``regulator`` or ``target`` for every gene of the network; who regulates anything is a regulator."""
        return roles_of(self.regulators, self.targets, self.without_edges)

    @property
    def strengths(self) -> NDArray[np.float32]:
        """(e,) |coefficient|."""
        return np.abs(self.coefficients)

    @property
    def signs(self) -> NDArray[np.int8] | None:
        """(e,) 1 or −1; None where edges have no sign."""
        return np.sign(self.coefficients).astype(np.int8) if self.edge.signed else None

    @property
    def edge_values(self) -> dict[str, NDArray[Any]]:
        """The coefficients, under the name of the method's column; of a mean over several samples also their spread and
        how many have the edge; of courses at one score between what they lie; how sure each edge is, where that is
        known."""
        values: dict[str, NDArray[Any]] = {self.edge.strength: self.coefficients}
        if self.spread is not None and self.present is not None:
            values |= {"spread": self.spread, "samples_with_edge": self.present}
        if self.band is not None:
            values |= {"low": self.band.low.astype(np.float32), "high": self.band.high.astype(np.float32)}
        if self.confidence is not None:
            values |= {name: self.confidence[name] for name in CONFIDENCES}
        return values | known_columns(self.regulators, self.targets, self.known)

    @property
    def gene_values(self) -> dict[str, Mapping[str, float]]:
        """The levels of expression."""
        return {"expression": self.expression}


def study_origin(study: Study) -> dict[str, Plain]:
    """What every file made from a study says of it; ``cautions`` where there are any."""
    origin: dict[str, Plain] = {
        "study": study.title,
        "simulated": study.simulated,
        "created": study.info.created,
        "modulator_name": study.modulator_name,
    }
    cautions = " ".join(map(str, every_caution(study)))
    return origin | {"cautions": cautions} if cautions else origin


def sample_network(study: Study, sample: str) -> SampleNetwork:
    """Read one sample's network; :class:`UserError` where the study has no such sample."""
    number = study.sample_index(sample)
    return _whole_network(study, study.network(number), number, float(study.modulator[number]), sample)


def score_network(study: Study, score: float) -> SampleNetwork:
    """The network at a score: of courses that very one, with its band, and expression of the nearest sample; else that
    of the nearest sample, which the file names. :class:`UserError` where no sample has so low or so high a score.
    """
    matrix = study.network_at(score)
    nearest = int(np.abs(study.modulator - score).argmin())
    if study.courses is None:
        return _whole_network(study, matrix, nearest, float(study.modulator[nearest]), study.samples[nearest])
    found = _whole_network(study, matrix, nearest, score, at_score(study, score))
    return replace(found, origin={**found.origin, "nearest_sample": study.samples[nearest]})


def at_score(study: Study, score: float) -> str:
    """What stands for the name of a sample where a network is that of a score between samples."""
    return f"at {study.modulator_name} {score:.6g}"


def _named(study: Study, sample: str, modulator: float) -> str:
    """The sample with its score; a score between samples is its own name."""
    return sample if sample == at_score(study, modulator) else f"{sample}, {study.modulator_name} {modulator:.4g}"


def _whole_network(
    study: Study, network: sparse.csr_array, number: int, modulator: float, sample: str
) -> SampleNetwork:
    """number: position of the sample whose expression it carries."""
    matrix = network.tocoo()
    regulator, target = (end.astype(np.int64) for end in matrix.coords)
    # Strongest first, ties in the study's order: the same file every time, and its head is worth reading.
    order = np.lexsort((target, regulator, -np.abs(matrix.data)))
    regulators = tuple(study.regulators[j] for j in regulator[order])
    targets = tuple(study.targets[k] for k in target[order])
    genes = dict.fromkeys((*regulators, *targets))
    label = " (simulated)" if study.simulated else ""
    return SampleNetwork(
        origin=study_origin(study) | {"sample": sample, "modulator": modulator},
        sample=sample,
        title=f"{study.title}{label}: {_named(study, sample, modulator)}",
        regulators=regulators,
        targets=targets,
        coefficients=matrix.data[order],
        expression={gene: float(study.expression(gene)[number]) for gene in genes},
        confidence=None if study.confidence is None else study.confidence.of_edges(regulator[order], target[order]),
        edge=study.info.method.edge,
        band=None if study.courses is None else bands_at(study, regulator[order], target[order], modulator),
    )


def shown_network(
    study: Study,
    first: int,
    last: int,
    edges: Sequence[tuple[str, str, float]],
    roles: Mapping[str, str],
    score: float | None = None,
    filters: str = "",
) -> SampleNetwork:
    """The part of a network that somebody has on screen.

    first, last: positions of the samples whose mean network it is, both belonging to it; the same for one sample's.
    filters: of the samples between them, as :func:`compute.analyse.samples_between` reads them.
    edges: regulator, target, coefficient as shown. roles: ``regulator`` or ``target`` of every gene that is shown,
    also of those without an edge here. score: between samples, of courses; the sample is then the nearest one, of which
    expression is. Raises :class:`UserError` for a gene or sample that the study has not.
    """
    if not 0 <= first <= last < len(study.samples):
        raise UserError(
            "Samples {first} to {last} are not all in {study}; it has {n_samples}.",
            first=first + 1,
            last=last + 1,
            study=study.title,
            n_samples=len(study.samples),
        )
    if not study.per_sample:
        first, last = 0, len(study.samples) - 1
    ordered = sorted(edges, key=lambda edge: (-abs(edge[2]), edge[0], edge[1]))
    levels = {gene: study.expression(gene) for gene in roles}
    between = samples_between(study, first, last, filters)
    if not between:
        raise UserError("No sample from {first} to {last} is left; take a filter away.", first=first + 1, last=last + 1)
    of_samples = np.array(between)
    modulator = float(np.mean(study.modulator[of_samples])) if score is None else score
    several = f"mean of samples {first + 1} to {last + 1}{written_filters(filters)}"
    sample = study.samples[first] if first == last else several if study.per_sample else "all samples"
    nearest = {}
    if score is not None:
        sample, nearest = at_score(study, score), {"nearest_sample": sample}
    label = " (simulated)" if study.simulated else ""
    origin = study_origin(study) | {"sample": sample, "modulator": modulator} | nearest
    spread = present = None
    if last > first and study.per_sample:
        summaries = [edge_summary(study.edge(edge[0], edge[1])[of_samples]) for edge in ordered]
        spread = np.array([summary[1] for summary in summaries], np.float32)
        present = np.array([summary[2] for summary in summaries], np.int32)
        origin |= {
            "samples": len(between),
            "modulator_from": float(study.modulator[first]),
            "modulator_to": float(study.modulator[last]),
            "coefficients": "means over the samples; absent edges count 0",
        }
    return SampleNetwork(
        origin=origin,
        sample=sample,
        title=f"{study.title}{label}: {_named(study, sample, modulator)}",
        regulators=tuple(edge[0] for edge in ordered),
        targets=tuple(edge[1] for edge in ordered),
        coefficients=np.array([edge[2] for edge in ordered], dtype=np.float32),
        expression={gene: float(np.mean(level[of_samples])) for gene, level in levels.items()},
        without_edges=dict(roles),
        spread=spread,
        present=present,
        confidence=None if study.confidence is None else study.confidence.of_edges(*_ends(study, ordered)),
        edge=study.info.method.edge,
        band=None if study.courses is None or first != last else bands_at(study, *_ends(study, ordered), modulator),
    )


def _ends(study: Study, edges: Sequence[tuple[str, str, float]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    regulators = np.array([study.regulator_index(edge[0]) for edge in edges], np.int64)
    return regulators, np.array([study.target_index(edge[1]) for edge in edges], np.int64)


def edge_summary(values: NDArray[np.float32]) -> tuple[float, float, int]:
    """Mean over samples, standard deviation (NaN for one) and number other than 0, as a mean network has them."""
    m = values.size
    exact = values.astype(np.float64)
    mean = float(exact.sum() / m)
    spread = float(np.sqrt(max(float((exact**2).sum()) - m * mean**2, 0.0) / (m - 1))) if m > 1 else float("nan")
    return mean, spread, int(np.count_nonzero(values))
