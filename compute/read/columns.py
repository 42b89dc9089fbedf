"""What each column of a text table is for: names, values or descriptions, by its header and its first records."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from compute.read.dialect import Dialect
from compute.read.labels import (
    says_description,
    says_gene,
    says_identifier,
    says_names,
    says_numbering,
    says_sample,
    says_symbol,
    symbol_share,
)
from compute.read.numbers import is_missing, is_number

FEWEST_NUMBERED = 3
MOSTLY_SYMBOLS = 0.5
"""Share of known symbols from which a column of text is taken for the genes, whatever its label."""


@dataclass(frozen=True)
class TableColumns:
    """What each column of a text table is for: positions in the file, from 0.

    numbered: whether the names are numbers (Entrez ids), taken for names because nothing else is.
    """

    names: int | None
    values: tuple[int, ...]
    described: tuple[int, ...]
    numbered: bool = False


def sort_columns(dialect: Dialect, leading: int = 0) -> TableColumns:
    """Tell names, values and descriptions apart by the header and the first records. leading: as in
    :func:`read_delimited`."""
    kinds = [_kind_of_column(dialect, position) for position in range(dialect.width)]
    names = _name_column(dialect, kinds)
    numbered = names is None and _is_numbered(dialect, kinds)
    names = 0 if numbered else names
    values, described = [], []
    for position, (label, kind) in enumerate(zip(dialect.header, kinds, strict=True)):
        if position == names:
            continue
        identifier = says_gene(label) or says_sample(label) or (position == 0 and says_names(label))
        described_here = says_description(label) or _counts_on(dialect, position)
        if position < leading or described_here or identifier or kind == "text":
            described.append(position)
        else:
            values.append(position)
    return TableColumns(names, tuple(values), tuple(described), numbered)


def _counts_on(dialect: Dialect, position: int) -> bool:
    """Whether a column numbers the rows: its label says so, and it counts on by one."""
    if not says_numbering(dialect.header[position]):
        return False
    cells = [cell.strip() for cell in _cells(dialect, position)]
    if len(cells) < FEWEST_NUMBERED or not all(cell.isascii() and cell.isdigit() for cell in cells):
        return False
    return all(int(after) - int(before) == 1 for before, after in pairwise(cells))


def _is_numbered(dialect: Dialect, kinds: list[str]) -> bool:
    """Whether a first column of numbers is the names: nothing else is, and it says so or holds whole numbers, none of
    them twice, beside other numbers.
    """
    label = dialect.header[0]
    if kinds[0] != "numbers" or _looks_like_gene(label) or is_number(label):
        return False
    if says_identifier(label) or says_names(label):
        return True
    cells = [cell.strip() for cell in _cells(dialect, 0)]
    whole = all(re.fullmatch(r"\d{2,}(\.0)?", cell, re.ASCII) for cell in cells)
    others = [cell for place in range(1, dialect.width) for cell in _cells(dialect, place)]
    fractions = any("." in cell or "," in cell for cell in others)
    return whole and fractions and len(set(cells)) == len(cells) >= FEWEST_NUMBERED


def _cells(dialect: Dialect, position: int) -> list[str]:
    return [record[position] for record in dialect.records if position < len(record)]


def _kind_of_column(dialect: Dialect, position: int) -> str:
    present = [cell.strip() for cell in _cells(dialect, position) if not is_missing(cell)]
    numbers = list(map(dialect.is_number, present))
    if not numbers:
        return "empty"
    if set(present) == {"INF"}:
        return "text"  # a panel of Olink; programs write an infinite value as inf or Inf
    return "numbers" if all(numbers) else "mixed" if any(numbers) else "text"


def _name_column(dialect: Dialect, kinds: list[str]) -> int | None:
    if dialect.unlabelled:
        return 0
    textual = [
        position for position, kind in enumerate(kinds) if kind in ("text", "mixed") and _is_full(dialect, position)
    ]
    for position in textual:
        if says_symbol(dialect.header[position]):
            return position
    if len(textual) > 1:  # a column of symbols beside one of ids, whatever its label
        shares = {position: symbol_share(_cells(dialect, position)) for position in textual}
        telling = [place for place in textual if shares[place] >= MOSTLY_SYMBOLS and _tells_apart(dialect, place)]
        if telling:
            return max(telling, key=lambda place: (says_gene(dialect.header[place]), shares[place]))
    for announces in (says_gene, says_sample):
        for position in textual:
            if announces(dialect.header[position]):
                return position
    if says_names(dialect.header[0]) or (kinds[0] == "text" and 0 in textual):
        return 0
    # A first column of both numbers and text is names (cell lines 22RV1, 697), unless nothing else is a number.
    return 0 if kinds[0] == "mixed" and "numbers" in kinds[1:] and not _looks_like_gene(dialect.header[0]) else None


def _is_full(dialect: Dialect, position: int) -> bool:
    """Whether most cells of a column hold anything: a column of rare remarks names nothing."""
    cells = _cells(dialect, position)
    return 2 * sum(bool(cell.strip()) for cell in cells) > len(cells)


def _tells_apart(dialect: Dialect, position: int) -> bool:
    """Whether the cells of a column differ, as names do: the plate P1 is a gene's symbol, too, but the same in all."""
    cells = {cell.strip() for cell in _cells(dialect, position)}
    return len(cells) > 1 or len(dialect.records) == 1


def _looks_like_gene(label: str) -> bool:
    from compute.read.builtin import known_symbols

    return label.upper() in known_symbols()
