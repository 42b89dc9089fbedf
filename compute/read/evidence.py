"""Read what is known of genes: published pairs of a regulator and its target, and lists of markers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from os import PathLike

from compute.errors import UserError
from compute.read.builtin import builtin_epithelial_seeds, builtin_mesenchymal_seeds
from compute.read.dialect import SEPARATORS
from compute.read.evidence_tables import PairRow, chip_rows, columns_of, is_chip, references_of, table_rows
from compute.read.frame import read_frame
from compute.read.gene_lists import read_gene_list, read_labelled_genes
from compute.read.gene_names import GeneTable
from compute.read.labels import plain
from compute.read.source import Source, find_source

BUILT_IN = "built-in list"
EPITHELIAL, MESENCHYMAL, GIVEN = "epithelial", "mesenchymal", "given"
MODES = {"activation", "repression", "unknown"}
LOOKED_AT = 20
"""Lines by which a file of pairs is recognised."""
_HEADS = {"regulator", "tf", "source"}
_CLASS_COLUMNS = {"class", "type", "label", "group"}


@dataclass(frozen=True)
class PublishedReport:
    """One published report of a pair. mode: as the file has it (Activation, Repression, Unknown; "" where it says
    nothing). references: identifiers of publications, PubMed ids in TRRUST. years: of publication, where the file has
    them. level: of confidence, A to E in DoRothEA."""

    mode: str
    references: tuple[str, ...]
    years: tuple[int, ...] = ()
    level: str = ""


@dataclass(frozen=True)
class Evidence:
    """Published pairs. pairs: (regulator, target) → reports in the order of the file; they may contradict each other.

    source: the file's name. checksum: SHA-256 of the file.
    """

    pairs: Mapping[tuple[str, str], tuple[PublishedReport, ...]]
    source: str
    checksum: str

    def among(self, genes: Sequence[str]) -> Evidence:
        """The same, its genes called as those of a study are (:class:`compute.read.GeneTable`)."""
        name = GeneTable(genes).name_of(sorted({gene for pair in self.pairs for gene in pair}))
        pairs: dict[tuple[str, str], tuple[PublishedReport, ...]] = {}
        for (regulator, target), reports in self.pairs.items():
            ends = name.get(regulator, regulator), name.get(target, target)
            pairs[ends] = pairs.get(ends, ()) + reports
        return replace(self, pairs=pairs)


@dataclass(frozen=True)
class Markers:
    """Marker genes: symbol → "epithelial", "mesenchymal", or "given" where a list has no classes. source: its name."""

    classes: Mapping[str, str]
    source: str

    def among(self, genes: Sequence[str]) -> Markers:
        """The same, its genes called as those of a study are (:class:`compute.read.GeneTable`)."""
        name = GeneTable(genes).name_of(self.classes)
        return replace(self, classes={name.get(gene, gene): side for gene, side in self.classes.items()})


def read_evidence(path: str | PathLike[str], name: str | None = None) -> Evidence:
    """Published pairs (also .gz), in any form of :mod:`compute.read.evidence_tables`.

    Without a header: regulator, target, mode, references, separated by tabs; mode and references may be absent,
    several references are separated by ``;``. name: what to call the file in messages (default: ``path``). Raises
    :class:`UserError`, naming the line, where a regulator or a target is missing, and for a file without pairs.
    """
    source = find_source(path, name)
    if not source.is_text:
        raise UserError(
            "{source} is a binary file, not pairs of regulator and target (text with tabs).", source=source.name
        )
    pairs: dict[tuple[str, str], list[PublishedReport]] = {}
    for found in _rows(source):
        if not found.regulator or not found.target:
            raise UserError(
                "{source} has no pair in line {row:,}; a line is regulator, target, mode, references, "
                "separated by tabs.",
                source=source.name,
                row=found.row,
            )
        report = PublishedReport(found.mode, found.references, found.years, found.level)
        pairs.setdefault((found.regulator, found.target), []).append(report)
    if not pairs:
        raise UserError(
            "{source} holds no pair of regulator and target; give a table in the format of TRRUST.", source=source.name
        )
    return Evidence({ends: tuple(reports) for ends, reports in pairs.items()}, source.name, source.checksum)


def _rows(source: Source) -> Iterable[PairRow]:
    first = _first_lines(source)
    columns = columns_of(first[0]) if first else None
    if columns is not None:
        return table_rows(source, columns)
    return chip_rows(source) if is_chip(first) else _plain_rows(source)


def _plain_rows(source: Source) -> Iterator[PairRow]:
    """Without a header, or with one that names regulator and target alone."""
    for row, fields in _lines(source):
        if row > 1 or fields[0].lower() not in _HEADS:
            regulator, target, mode, references = (*fields[:4], "", "", "", "")[:4]
            yield PairRow(row, regulator, target, mode, references_of(references))


def _first_lines(source: Source) -> list[str]:
    """Of the head alone: what a file is has to be known before it is read."""
    return [line for line in source.first_lines() if line.strip() and not line.startswith("#")][:LOOKED_AT]


def has_pairs(source: Source) -> bool:
    """Whether a file is of published pairs: by its header or its places of a genome, or, as in TRRUST, by lines whose
    mode says what the regulator does.
    """
    if not source.is_text:
        return False
    lines = _first_lines(source)
    if lines and (columns_of(lines[0]) is not None or is_chip(lines)):
        return True
    rows = [_fields(line) for line in lines]
    first = [fields for row, fields in enumerate(rows) if row or fields[0].lower() not in _HEADS]
    return bool(first) and all(len(fields) >= 3 and fields[2].lower() in MODES for fields in first)


def is_evidence(path: str | PathLike[str]) -> bool:
    """:func:`has_pairs` of a file by its path; False for one that cannot be read."""
    try:
        return has_pairs(find_source(path))
    except (UserError, OSError):
        return False


def read_known(path: str | PathLike[str], name: str | None = None) -> Evidence | Markers:
    """Published pairs or marker genes, whichever the file holds: pairs where its first line has three fields or more,
    separated by tabs, or is a header that names a regulator. name, errors: as :func:`read_evidence`.
    """
    source = find_source(path, name)
    if source.is_text:
        _, first = next(_lines(source), (0, [""]))
        if has_pairs(source):
            return read_evidence(path, name)
        if len(first) >= 3 or (len(first) == 2 and first[0].lower() in _HEADS):
            return read_evidence(path, name)
    return read_markers(path, name)


def builtin_markers() -> Markers:
    """The built-in epithelial and mesenchymal genes."""
    classes = dict.fromkeys(builtin_epithelial_seeds(), EPITHELIAL)
    return Markers(classes | dict.fromkeys(builtin_mesenchymal_seeds(), MESENCHYMAL), BUILT_IN)


def read_markers(path: str | PathLike[str], name: str | None = None) -> Markers:
    """A list of marker genes: one symbol a line, or a table with a column of genes, and of classes (Epi, Mes) if known.

    name: what to call the file in messages (default: ``path``). Raises :class:`UserError` as :func:`read_gene_list` and
    :func:`read_labelled_genes` do.
    """
    source = find_source(path, name)
    if _is_table(source) and any(plain(str(label)) in _CLASS_COLUMNS for label in read_frame(source).columns):
        labelled = read_labelled_genes(path, name)
        classes = dict.fromkeys(labelled.epithelial, EPITHELIAL) | dict.fromkeys(labelled.mesenchymal, MESENCHYMAL)
        return Markers(classes, source.name)
    return Markers(dict.fromkeys(read_gene_list(path, name), GIVEN), source.name)


def _is_table(source: Source) -> bool:
    if not source.is_text:
        return True
    first = next((line for _, fields in _lines(source) if (line := "\t".join(fields))), "")
    return any(separator in first for separator in SEPARATORS)


def _lines(source: Source) -> Iterator[tuple[int, list[str]]]:
    """Number and tab-separated fields of every line that is neither blank nor a comment."""
    for row, line in enumerate(source.lines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield row, _fields(line)


def _fields(line: str) -> list[str]:
    return [field.strip() for field in line.rstrip("\r\n").split("\t")]
