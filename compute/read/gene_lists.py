"""Read lists of genes: plain, in two classes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from os import PathLike
from typing import TYPE_CHECKING

from compute.errors import UserError
from compute.messages import Message, word
from compute.read.dialect import SEPARATORS
from compute.read.frame import read_frame
from compute.read.labels import plain, says_gene, says_symbol
from compute.read.source import Source, find_source

if TYPE_CHECKING:
    import pandas as pd

FIRST = 20
"""Lines by which a list is told from a table."""
MOST_OF_A_LIST = 1 << 24
"""Signs of a list of genes: several times what every name of every gene takes."""
_ROLES = frozenset(["regulator", "regulators", "target", "targets", "tf", "tfs", "hostgene", "hostgenesymbol"])
_CLASSES = {
    "epi": "epithelial", "e": "epithelial", "epithelial": "epithelial",
    "mes": "mesenchymal", "m": "mesenchymal", "mesenchymal": "mesenchymal",
}  # fmt: skip


@dataclass(frozen=True)
class LabelledGenes:
    """Two lists of gene symbols, each unique and in the order of the file. source: the file's name."""

    epithelial: tuple[str, ...]
    mesenchymal: tuple[str, ...]
    source: str


def read_gene_list(path: str | PathLike[str], name: str | None = None) -> tuple[str, ...]:
    """Unique symbols in the order of the file: one a line ('#' starts a comment), or a table's gene column.

    name: what to call the file in messages (default: ``path``). Raises :class:`UserError` for a file without symbols,
    or a table without a column of genes.
    """
    source = find_source(path, name)
    lines = _plain_lines(source) if source.is_text else None
    genes = _unique(_gene_column(read_frame(source), source) if lines is None else lines)
    if not genes:
        raise UserError("{source} holds no gene symbol; write one symbol a line.", source=source.name)
    return genes


def read_labelled_genes(path: str | PathLike[str], name: str | None = None) -> LabelledGenes:
    """A table with a column of genes and a column of classes (Epi or Mes; epithelial, mesenchymal, E, M).

    name: what to call the file in messages (default: ``path``). Raises :class:`UserError` for a missing column, another
    class, a gene in both classes, an empty class.
    """
    source = find_source(path, name)
    frame = read_frame(source)
    column = next((label for label in frame.columns if plain(label) in ("class", "type", "label", "group")), None)
    if column is None:
        raise UserError(
            "{source} needs a column 'class' that says Epi or Mes for every gene; it has {columns}.",
            source=source.name,
            columns=map(str, frame.columns),
        )
    lists: dict[str, dict[str, None]] = {"epithelial": {}, "mesenchymal": {}}
    for row, (gene, label) in enumerate(zip(_gene_column(frame, source), frame[column], strict=True), start=2):
        if not gene:
            continue
        side = _CLASSES.get(str(label).strip().lower())
        if side is None:
            raise UserError(
                "{source} has class {label!r} for {gene} in row {row:,}; write Epi or Mes.",
                source=source.name,
                label=str(label),
                gene=gene,
                row=row,
            )
        lists[side][gene] = None
    both = [gene for gene in lists["epithelial"] if gene in lists["mesenchymal"]]
    empty = [side for side, genes in lists.items() if not genes]
    if both or empty:
        what = (
            Message("{gene} in both classes", gene=both[0]) if both else Message("no {side} gene", side=word(empty[0]))
        )
        raise UserError(
            "{source} has {what}; every gene belongs to one class, and both classes are needed.",
            source=source.name,
            what=what,
        )
    return LabelledGenes(tuple(lists["epithelial"]), tuple(lists["mesenchymal"]), source.name)


def _plain_lines(source: Source) -> list[str] | None:
    """The lines without comments and header, or None where they are rows of a table: where most of the first have a
    separator. One name with a blank or a comma makes no table.
    """
    lines: list[str] = []
    rows = 0
    for read in source.lines(MOST_OF_A_LIST):
        line = read.split("#", 1)[0].strip().strip('"')
        lines += [line] if line else []
        if line and len(lines) <= FIRST:
            rows += any(separator in line for separator in SEPARATORS)
        if len(lines) == FIRST and 2 * rows >= FIRST:
            return None
    if 2 * rows >= min(len(lines), FIRST) > 0:
        return None
    return lines[1:] if lines and _announces_genes(lines[0]) else lines


def _gene_column(frame: pd.DataFrame, source: Source) -> list[str]:
    labels = [str(label) for label in frame.columns]
    place = next((place for place, label in enumerate(labels) if says_symbol(label)), None)
    if place is None:
        place = next((place for place, label in enumerate(labels) if _announces_genes(label)), None)
    if place is None:
        raise UserError(
            "{source} has no column headed gene or symbol (it has {labels}); name that column, or write one "
            "symbol a line.",
            source=source.name,
            labels=labels[:10],
        )
    column = frame.iloc[:, place]
    return ["" if missing else str(gene).strip() for gene, missing in zip(column, column.isna(), strict=True)]


def _announces_genes(label: str) -> bool:
    return says_gene(label) or plain(label) in _ROLES


def _unique(symbols: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stripped for symbol in symbols if (stripped := symbol.strip())))
