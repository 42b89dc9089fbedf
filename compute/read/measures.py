"""Tables that hold several measures of each sample side by side: ``S1.AVG_Signal``, ``S1.Detection Pval``."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

_KINDS = (
    ("abundance", r"abundances?"),
    ("tpm", r"(log2?[ _.]?)?tpms?"),
    ("fpkm", r"(log2?[ _.]?)?(fpkm|rpkm)s?"),
    ("cpm", r"(log2?[ _.]?)?cpms?"),
    ("normalised", r"(norm(ali[sz]ed)?|log2?norm)([ _.-]?(counts?|signal|intensity|expression))?|vst|rlog|rma"),
    ("LFQ intensity", r"lfq([ _.]intensity)?"),
    ("signal", r"(avg[ _.])?signal|mas5|gprocessedsignal"),
    ("intensity", r"intensity"),
    ("iBAQ", r"ibaq"),
    ("counts", r"(raw|read|expected|est)?[ _.-]?counts?|raw|reads"),
    ("length", r"(effective[ _.])?length|infreps\S*"),
    ("detection", r"detection([ _.-]?(p[ _.-]?val(ue)?s?|call))?|p[ _.-]?val(ue)?|abs[ _.]call|flag|status"),
    ("error", r"bead[ _.]std(err|ev)|array[ _.]stdev|narrays|avg[ _.]nbeads|nbeads|stderr|sd|se"),
    ("interval", r"conf[ _.](lo|hi|low|high)"),
    ("peptides", r"((unique|razor \+ unique)[ _.])?peptides|sequence coverage.*|ms/ms count|identification type"),
)
"""What stands beside the name of a sample, the measure to be taken first."""
_NEVER = frozenset(["detection", "error", "interval", "length", "peptides"])
"""No expression, whatever stands beside them."""
_BETWEEN = r"[._ :|-]+"
_ALONE = [(kind, re.compile(rf"(?:{words})(?:\.\d+)?", re.IGNORECASE)) for kind, words in _KINDS]
_SUFFIXES = [
    (kind, re.compile(rf"(?P<before>.+?)(?:{_BETWEEN}|[ _.]*[(\[])(?:{words})[)\]]?", re.IGNORECASE))
    for kind, words in _KINDS
]
_PREFIXES = [(kind, re.compile(rf"(?:{words}){_BETWEEN}(?P<after>.+)", re.IGNORECASE)) for kind, words in _KINDS]
_MOSTLY = 0.8


@dataclass(frozen=True)
class Measure:
    """measure: the one that is taken; measures: the others; others: places of theirs. kept: places of the one, each
    with the name of its sample alone."""

    measure: str
    measures: tuple[str, ...]
    others: tuple[int, ...]
    kept: Mapping[int, str]


def one_measure(names: Sequence[str], taken: Collection[int] = ()) -> Measure | None:
    """The measure to take where samples stand with several, or all with the same one; None where names hold none.

    names: of the samples; taken: places that are no samples already.
    """
    free = [place for place in range(len(names)) if place not in taken]
    found = {place: split for place in free if (split := _split(names[place])) is not None}
    kinds = {kind for kind, _ in found.values()}
    if not found or (not kinds - _NEVER and len(found) == len(free)):
        return None
    rest = [place for place in free if place not in found]
    if len(rest) > (1 - _MOSTLY) * len(free):  # S1, Detection Pval, S2, Detection Pval.1
        return _unnamed(names, found, rest)
    chosen = next(kind for kind, _ in _KINDS if kind in kinds and kind not in _NEVER)
    kept = {place: sample for place, (kind, sample) in found.items() if kind == chosen}
    several = len(kinds) > 1 or bool(rest)
    if len(kept) < 2 or "" in kept.values() or len(set(kept.values())) < len(kept) or (rest and len(kinds) == 1):
        return None
    others = tuple(place for place in free if place not in kept) if several else ()
    left = sorted({found[place][0] for place in others if place in found} | {names[place] for place in rest})
    return Measure(chosen, tuple(left), others, kept)


def _unnamed(names: Sequence[str], found: Mapping[int, tuple[str, str]], rest: Sequence[int]) -> Measure | None:
    """Samples stand by their own names, and beside each a figure that is no expression."""
    figures = {kind for kind, _ in found.values()}
    if len(rest) < 2 or not figures <= _NEVER or len(found) % len(rest) or any(sample for _, sample in found.values()):
        return None
    return Measure("", tuple(sorted(figures)), tuple(found), {place: names[place] for place in rest})


def _split(name: str) -> tuple[str, str] | None:
    """The measure and the sample that a name holds; None where it holds no measure."""
    for kind, pattern in _ALONE:
        if pattern.fullmatch(name):
            return kind, ""
    for kind, pattern in _PREFIXES:
        if match := pattern.fullmatch(name):
            return kind, match["after"].strip()
    for kind, pattern in _SUFFIXES:
        if match := pattern.fullmatch(name):
            return kind, match["before"].strip()
    return None
