"""The tables in which published pairs are kept, each told by the names of its columns or the form of its lines.

==========================  ==========================================================================================
TRRUST                      no header: regulator, target, mode, PubMed ids
CollecTRI, OmniPath         ``source``, ``target`` with ``weight``; ``source_genesymbol`` … with ``is_stimulation``
DoRothEA                    ``tf``, ``confidence`` (A to E), ``target``, ``mor``
SIGNOR                      ``ENTITYA``, ``ENTITYB``, ``EFFECT``, ``MECHANISM``, ``PMID``; transcription alone is taken
targets of a ChIP (BED)     chromosome, start, end, gene; the regulator is the first word of the file's name
==========================  ==========================================================================================
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from compute.read.labels import plain
from compute.read.source import Source

ACTIVATION, REPRESSION, UNKNOWN = "Activation", "Repression", "Unknown"
REGULATOR = frozenset(["regulator", "tf", "source", "sourcegenesymbol", "entitya"])
TARGET = frozenset(["target", "targetgene", "targetgenesymbol", "entityb"])
_MODE = frozenset(["mode", "effect", "weight", "mor", "sign"])
_REFERENCES = frozenset(["references", "reference", "pmid", "pmids", "pubmed", "pubmedid", "pubmedids"])
_YEAR = frozenset(["year", "years", "publicationyear", "pubyear"])
_LEVEL = frozenset(["confidence", "dorothealevel", "level"])
_MECHANISM, _UP, _DOWN = (frozenset([name]) for name in ("mechanism", "isstimulation", "isinhibition"))
_SAYS_PAIRS = _MODE | _REFERENCES | _LEVEL | _UP
_BETWEEN = re.compile(r"[;,|]")
_CHROMOSOME = re.compile(r"(chr)?([1-9]|1\d|2[0-2]|X|Y|M|MT)", re.IGNORECASE)


@dataclass(frozen=True)
class PairRow:
    """One row of a table. row: its number in the file. years: as the file has them. level: of confidence, A to E."""

    row: int
    regulator: str
    target: str
    mode: str
    references: tuple[str, ...]
    years: tuple[int, ...] = ()
    level: str = ""


@dataclass(frozen=True)
class Columns:
    """Positions of the columns that a header names; −1 where it lacks one. separator: between fields."""

    separator: str
    regulator: int
    target: int
    mode: int
    references: int
    year: int
    level: int
    mechanism: int
    up: int
    down: int


def columns_of(line: str) -> Columns | None:
    """What a header says; None where the line is none that names a regulator and a target and what is known of them."""
    separator = "\t" if "\t" in line else ","
    labels = [plain(label) for label in _fields(line, separator)]
    kinds = (REGULATOR, TARGET, _MODE, _REFERENCES, _YEAR, _LEVEL, _MECHANISM, _UP, _DOWN)
    # OmniPath names proteins and genes side by side; the genes' symbols are wanted.
    order = sorted(range(len(labels)), key=lambda at: not labels[at].endswith("genesymbol"))
    found = [next((at for at in order if labels[at] in names), -1) for names in kinds]
    if min(found[:2]) < 0 or not any(label in _SAYS_PAIRS for label in labels):
        return None
    return Columns(separator, *found)


def is_chip(lines: Sequence[str]) -> bool:
    """Whether lines are places of a genome, each with a gene."""
    parts = [line.split("\t") for line in lines if not line.startswith(("track", "browser"))]
    return bool(parts) and all(
        len(part) >= 4 and part[1].isdecimal() and part[2].isdecimal() and bool(_CHROMOSOME.fullmatch(part[0]))
        for part in parts
    )


def chip_rows(source: Source) -> Iterator[PairRow]:
    """The gene of every place, as a target of the regulator that the file is named after."""
    regulator = re.split(r"[^A-Za-z0-9-]", PurePath(source.name).name)[0].upper()
    for row, line in enumerate(source.lines(), start=1):
        fields = line.rstrip("\r\n").split("\t")
        if len(fields) >= 4 and fields[3].strip() not in ("", "."):
            yield PairRow(row, regulator, fields[3].strip(), UNKNOWN, ())


def table_rows(source: Source, columns: Columns) -> Iterator[PairRow]:
    """Every row after the header; rows of SIGNOR about anything but transcription are passed over."""
    header = True
    for row, line in enumerate(source.lines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if header:
            header = False
            continue
        fields = [field.strip() for field in _fields(line.rstrip("\r\n"), columns.separator)]

        def cell(at: int, fields: Sequence[str] = fields) -> str:
            return fields[at] if 0 <= at < len(fields) else ""

        if columns.mechanism >= 0 and not cell(columns.mechanism).lower().startswith("transcription"):
            continue
        yield PairRow(
            row,
            cell(columns.regulator),
            cell(columns.target),
            _signed(cell(columns.up), cell(columns.down)) if columns.up >= 0 else _mode(cell(columns.mode)),
            references_of(cell(columns.references)),
            tuple(int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", cell(columns.year))),
            cell(columns.level).upper(),
        )


def references_of(text: str) -> tuple[str, ...]:
    """Identifiers of publications, without the data base that names them: ``CollecTRI:123;DoRothEA:456``."""
    pieces = (piece.strip() for piece in _BETWEEN.split(text))
    return tuple(dict.fromkeys(piece.rsplit(":", 1)[-1].strip() for piece in pieces if piece))


_WORDS: Mapping[str, str] = {"up": ACTIVATION, "activ": ACTIVATION, "down": REPRESSION, "repres": REPRESSION,
                             "inhib": REPRESSION, "stimul": ACTIVATION}  # fmt: skip


def _mode(text: str) -> str:
    try:
        value = float(text)
    except ValueError:
        return next((mode for start, mode in _WORDS.items() if text.lower().startswith(start)), UNKNOWN)
    return ACTIVATION if value > 0 else REPRESSION if value < 0 else UNKNOWN


def _signed(up: str, down: str) -> str:
    true = {"1", "true", "yes"}
    activates, represses = up.lower() in true, down.lower() in true
    return UNKNOWN if activates == represses else ACTIVATION if activates else REPRESSION


def _fields(line: str, separator: str) -> list[str]:
    return next(csv.reader([line], delimiter=separator), []) if separator == "," else line.split("\t")
