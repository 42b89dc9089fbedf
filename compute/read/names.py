"""Match names of samples between tables: as written first, then by rules that are said and can be refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.messages import Message, word
from compute.read.barcodes import barcode, is_normal, same_person, without_site

NEAR, EXACT = "near", "exact"
MATCHING = (NEAR, EXACT)
"""How sample names of two tables are brought together: also where they nearly agree, or only as written."""
FOLD, LETTER, SITE, BARCODE = "fold", "letter", "site", "barcode"


@dataclass(frozen=True)
class NameMatch:
    """positions: for every wanted name its index in the other table, −1 where it has none.

    pairs: those (wanted, found) that do not agree as written, by the rule they agree by. shared: rows of the other
    table that several wanted names got, each with these. missing: names without a partner. ambiguous: names left
    without one because two would fit.
    """

    positions: NDArray[np.intp]
    pairs: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    shared: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def respelled(self) -> tuple[tuple[str, str], ...]:
        """Pairs that agree only without case and punctuation."""
        return self.pairs.get(FOLD, ())

    def messages(self, kind: str = "samples") -> tuple[Message, ...]:
        """What a reader should know; none if every name matched as written."""
        told = [
            Message(
                _SENTENCES[rule].template,
                n_pairs=len(pairs),
                kind=word(kind),
                pairs=[f"{wanted} = {found}" for wanted, found in pairs],
                severity="note",
            )
            for rule, pairs in self.pairs.items()
            if pairs
        ]
        told += self._of_shared()
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

    def _of_shared(self) -> list[Message]:
        if not self.shared:
            return []
        told = [
            Message(
                "{count:,} rows were assigned to several samples of the same person: {rows}.",
                count=len(self.shared),
                rows=[f"{row} → {' + '.join(samples)}" for row, samples in self.shared],
                severity="warning",
            )
        ]
        normal = [sample for _, samples in self.shared for sample in samples if is_normal(sample)]
        if normal:
            told.append(
                Message(
                    "{count:,} of these are of normal tissue (TCGA 10 to 19) and were assigned the person's "
                    "annotation: {samples}; remove them if it describes the tumour.",
                    count=len(normal),
                    samples=normal,
                    severity="warning",
                )
            )
        return told


_SENTENCES = {
    FOLD: Message("{n_pairs:,} {kind} were matched ignoring case and punctuation: {pairs}."),
    LETTER: Message("{n_pairs:,} {kind} were matched without the X that R puts before a number: {pairs}."),
    SITE: Message("{n_pairs:,} {kind} were matched without the tissue behind the name: {pairs}."),
    BARCODE: Message("{n_pairs:,} {kind} were matched by what their TCGA barcodes have in common: {pairs}."),
}


def check_matching(matching: str) -> str:
    """The same; :class:`UserError` where it is no way to match names."""
    if matching not in MATCHING:
        raise UserError(
            "There is no name matching {matching!r}; choose {choices:or}.", matching=matching, choices=MATCHING
        )
    return matching


def match_names(wanted: Sequence[str], available: Sequence[str], matching: str = NEAR) -> NameMatch:
    """Find each wanted name in another table, whose names are unique.

    CAL-120, cal 120 and CAL120 are one name, unless the other table holds two of them; so are X697 (of R) and 697,
    A549_LUNG and A549. TCGA barcodes of different length agree where one begins the other, and a row of a person goes
    to every sample of hers. A name already taken by an exact match is not given away a second time. matching:
    "exact" leaves all of this out.
    """
    exact = {name: place for place, name in enumerate(available)}
    positions = np.array([exact.get(name, -1) for name in wanted], dtype=np.intp)
    if matching == EXACT:
        return NameMatch(positions, {}, tuple(n for n, p in zip(wanted, positions, strict=True) if p < 0))
    pairs: dict[str, tuple[tuple[str, str], ...]] = {}
    doubtful: dict[int, None] = {}
    for rule, key in _RULES.items():
        pairs[rule] = _by_key(wanted, available, positions, key, doubtful)
    pairs[BARCODE], shared = _by_barcode(wanted, available, positions, doubtful)
    left = [row for row in range(len(wanted)) if positions[row] < 0]
    return NameMatch(
        positions,
        {rule: found for rule, found in pairs.items() if found},
        tuple(wanted[row] for row in left if row not in doubtful),
        tuple(wanted[row] for row in left if row in doubtful),
        shared,
    )


def _by_key(
    wanted: Sequence[str],
    available: Sequence[str],
    positions: NDArray[np.intp],
    key: Callable[[str], str],
    doubtful: dict[int, None],
) -> tuple[tuple[str, str], ...]:
    """Pairs of names that have the same key, which no other name has. positions: are filled in."""
    taken = set(positions.tolist())
    free: dict[str, list[int]] = {}
    for place, name in enumerate(available):
        if place not in taken and (found := key(name)):
            free.setdefault(found, []).append(place)
    asked: dict[str, list[int]] = {}
    for row, name in enumerate(wanted):
        if positions[row] < 0 and (found := key(name)):
            asked.setdefault(found, []).append(row)
    pairs = []
    for found, rows in asked.items():
        places = free.get(found, [])
        if len(places) == 1 and len(rows) == 1:
            positions[rows[0]] = places[0]
            pairs.append((wanted[rows[0]], available[places[0]]))
        elif places:
            doubtful.update(dict.fromkeys(rows))
    return tuple(pairs)


def _by_barcode(
    wanted: Sequence[str], available: Sequence[str], positions: NDArray[np.intp], doubtful: dict[int, None]
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """Pairs of TCGA barcodes of which one begins the other, and the rows that several samples got."""
    codes = [(place, code) for place, name in enumerate(available) if (code := barcode(name))]
    by_person: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for place, code in codes:
        by_person.setdefault("-".join(code[:3]), []).append((place, code))
    pairs = []
    rows_of: dict[int, list[int]] = {}
    for row, name in enumerate(wanted):
        code = barcode(name)
        if positions[row] >= 0 or not code:
            if positions[row] >= 0:
                rows_of.setdefault(int(positions[row]), []).append(row)
            continue
        fitting = [place for place, other in by_person.get("-".join(code[:3]), []) if same_person(code, other)]
        if len(fitting) == 1:
            positions[row] = fitting[0]
            pairs.append((name, available[fitting[0]]))
            rows_of.setdefault(fitting[0], []).append(row)
            doubtful.pop(row, None)
        elif fitting:
            doubtful[row] = None
    shared = tuple(
        (available[place], tuple(wanted[row] for row in rows)) for place, rows in rows_of.items() if len(rows) > 1
    )
    return tuple(pairs), shared


def _fold(name: str) -> str:
    """Lower case without punctuation; 906826.0 is the number 906826 as a spreadsheet keeps it."""
    return re.sub(r"[\W_]", "", re.sub(r"(?<=\d{3})\.0$", "", name)).casefold()


_RULES: dict[str, Callable[[str], str]] = {
    FOLD: _fold,
    LETTER: lambda name: re.sub(r"^x(?=\d)", "", _fold(name)),
    SITE: lambda name: _fold(without_site(name)),
}
