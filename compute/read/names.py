"""Match names between tables: as written first, then without case and punctuation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.messages import Message, word


@dataclass(frozen=True)
class NameMatch:
    """positions: for every wanted name its index in the other table, −1 where it has none.

    respelled: pairs (wanted, found) that agree only without case and punctuation. missing: names without
    a partner. ambiguous: names left without one because two would fit.
    """

    positions: NDArray[np.intp]
    respelled: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    ambiguous: tuple[str, ...]

    def messages(self, kind: str = "samples") -> tuple[Message, ...]:
        """What a reader should know; none if every name matched as written."""
        told = []
        if self.respelled:
            pairs = [f"{wanted} = {found}" for wanted, found in self.respelled]
            told.append(
                Message(
                    "{n_pairs:,} {kind} were matched without case and punctuation: {pairs}.",
                    n_pairs=len(pairs),
                    kind=word(kind),
                    pairs=pairs,
                    severity="note",
                )
            )
        if self.ambiguous:
            told.append(
                Message(
                    "{n_ambiguous:,} {kind} match more than one name, so none was used: {ambiguous}.",
                    n_ambiguous=len(self.ambiguous),
                    kind=word(kind),
                    ambiguous=self.ambiguous,
                    severity="note",
                )
            )
        if self.missing:
            told.append(
                Message(
                    "{n_missing:,} {kind} have no match: {missing}.",
                    n_missing=len(self.missing),
                    kind=word(kind),
                    missing=self.missing,
                    severity="note",
                )
            )
        return tuple(told)


def match_names(wanted: Sequence[str], available: Sequence[str]) -> NameMatch:
    """Find each wanted name in another table, whose names are unique.

    CAL-120, cal 120 and CAL120 are one name, unless the other table holds two of them. A name already taken by an
    exact match is not given away a second time.
    """
    exact = {name: place for place, name in enumerate(available)}
    positions = np.array([exact.get(name, -1) for name in wanted], dtype=np.intp)
    taken = set(positions.tolist())
    free: dict[str, list[int]] = {}
    for place, name in enumerate(available):
        if place not in taken:
            free.setdefault(_fold(name), []).append(place)
    asked = Counter(_fold(name) for name, place in zip(wanted, positions, strict=True) if place < 0)
    respelled: list[tuple[str, str]] = []
    missing: list[str] = []
    ambiguous: list[str] = []
    for row, name in enumerate(wanted):
        if positions[row] >= 0:
            continue
        fold = _fold(name)
        candidates = free.get(fold, []) if fold else []
        if len(candidates) == 1 and asked[fold] == 1:
            positions[row] = candidates[0]
            respelled.append((name, available[candidates[0]]))
        else:
            (ambiguous if candidates else missing).append(name)
    return NameMatch(positions, tuple(respelled), tuple(missing), tuple(ambiguous))


def _fold(name: str) -> str:
    """Lower case without punctuation; 906826.0 is the number 906826 as a spreadsheet keeps it."""
    return re.sub(r"[\W_]", "", re.sub(r"(?<=\d{3})\.0$", "", name)).casefold()
