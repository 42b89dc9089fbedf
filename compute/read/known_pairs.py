"""What is published of a regulator and its target, in one line: how many references, and what it does to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from compute.read.evidence_tables import ACTIVATION, REPRESSION

if TYPE_CHECKING:
    from compute.read.evidence import Evidence, PublishedReport

KnownSign = Literal["unknown", "activation", "repression", "both"]
KNOWN_SIGNS: Final[tuple[KnownSign, ...]] = ("unknown", "activation", "repression", "both")


@dataclass(frozen=True)
class KnownPair:
    """references: distinct publications; 0 where the file names none. sign: what its reports say together; ``both``
    where they contradict each other."""

    references: int
    sign: KnownSign


def known_pair(reports: Sequence[PublishedReport]) -> KnownPair:
    """The reports of one pair together."""
    cited = {reference for report in reports for reference in report.references}
    modes = {report.mode.lower() for report in reports}
    at = (ACTIVATION.lower() in modes) + 2 * (REPRESSION.lower() in modes)
    return KnownPair(len(cited), KNOWN_SIGNS[at])


def known_pairs(
    evidence: Evidence, regulators: Collection[str], targets: Collection[str]
) -> Mapping[tuple[str, str], KnownPair]:
    """The published pairs that could be an edge among these genes, called as ``evidence`` calls them."""
    froms, tos = set(regulators), set(targets)
    return {
        (regulator, target): known_pair(reports)
        for (regulator, target), reports in evidence.pairs.items()
        if regulator in froms and target in tos
    }
