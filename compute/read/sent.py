"""What readers give as plain data, and back: so it comes from a process that nothing but data is taken from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from compute.messages import Message
from compute.read.evidence import Evidence, Markers, PublishedReport, read_evidence, read_known
from compute.read.gmt import GeneSets, read_gene_sets
from compute.read.known import KnownRegulators, read_known_regulators
from compute.read.recognise import Recognised, recognise

T = TypeVar("T")


@dataclass(frozen=True)
class Sent(Generic[T]):
    """A reader whose answer can be sent. All three are functions of a module, for another process has to find them.

    read: called there, with the arguments it was asked with. plain: the answer as data that JSON holds; back: the
    answer again.
    """

    read: Callable[..., T]
    plain: Callable[[T], Any]
    back: Callable[[Any], T]


def _recognised(found: Recognised) -> Any:
    return [found.role, found.reason.record()]


def _recognised_again(sent: Any) -> Recognised:
    role, reason = sent
    return Recognised(role, Message.from_record(reason))


RECOGNISED = Sent(recognise, _recognised, _recognised_again)


def _gene_sets(sets: GeneSets) -> Any:
    return [sets.names, sets.genes, sets.source, sets.checksum, [note.record() for note in sets.notes]]


def _gene_sets_again(sent: Any) -> GeneSets:
    names, genes, source, checksum, notes = sent
    shared: dict[str, str] = {}  # a gene is in many sets; JSON makes a text of each
    return GeneSets(
        tuple(names),
        tuple(tuple(shared.setdefault(gene, gene) for gene in one) for one in genes),
        source,
        checksum,
        tuple(map(Message.from_record, notes)),
    )


GENE_SETS = Sent(read_gene_sets, _gene_sets, _gene_sets_again)


def evidence_among(path: str, name: str, genes: Sequence[str]) -> Evidence:
    """Published pairs, their genes called as these are."""
    return read_evidence(path, name).among(genes)


def _evidence(found: Evidence) -> Any:
    pairs = [
        [*ends, [[report.mode, report.references, report.years, report.level] for report in reports]]
        for ends, reports in found.pairs.items()
    ]
    return [pairs, found.source, found.checksum]


def _evidence_again(sent: Any) -> Evidence:
    pairs, source, checksum = sent
    shared: dict[str, str] = {}
    again = {
        (shared.setdefault(regulator, regulator), shared.setdefault(target, target)): tuple(
            PublishedReport(shared.setdefault(mode, mode), tuple(references), tuple(years), level)
            for mode, references, years, level in reports
        )
        for regulator, target, reports in pairs
    }
    return Evidence(again, source, checksum)


EVIDENCE = Sent(evidence_among, _evidence, _evidence_again)


def _known(found: Evidence | Markers) -> Any:
    return _evidence(found) if isinstance(found, Evidence) else [dict(found.classes), found.source]


def _known_again(sent: Any) -> Evidence | Markers:
    return _evidence_again(sent) if len(sent) == 3 else Markers(*sent)


KNOWN = Sent(read_known, _known, _known_again)


def known_regulators_among(path: str, name: str, genes: Sequence[str]) -> KnownRegulators:
    """Known regulators, their genes called as these are."""
    return read_known_regulators(path, name).among(genes)


def _known_regulators(found: KnownRegulators) -> Any:
    return [found.source, list(found.genes), {target: list(genes) for target, genes in found.by_target.items()}]


def _known_regulators_again(sent: Any) -> KnownRegulators:
    source, genes, by_target = sent
    return KnownRegulators(
        source, frozenset(genes), {target: frozenset(regulators) for target, regulators in by_target.items()}
    )


KNOWN_REGULATORS = Sent(known_regulators_among, _known_regulators, _known_regulators_again)
