"""Read gene sets in the GMT format: name, description, then the symbols, separated by tabs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from os import PathLike

from compute.errors import UserError
from compute.messages import Message
from compute.read.source import Source, find_source


@dataclass(frozen=True)
class GeneSets:
    """Gene sets in the order of the file. genes: unique symbols of each set. source: the file's name.

    checksum: SHA-256 of the file. notes: what was left out, one sentence each.
    """

    names: tuple[str, ...]
    genes: tuple[tuple[str, ...], ...]
    source: str
    checksum: str
    notes: tuple[Message, ...]


def read_gene_sets(path: str | PathLike[str], name: str | None = None) -> GeneSets:
    """Gene sets from a GMT file (also .gz). name: what to call the file in messages (default: ``path``).

    A set without genes, and one that repeats an earlier set of the same name gene by gene, are left out and noted.
    Raises :class:`UserError`, naming the line, for a line without tabs or name, for two different sets of one name,
    and for a file without any set.
    """
    source = find_source(path, name)
    if not source.is_text:
        raise UserError("{source} is a binary file, not gene sets in the GMT format (text).", source=source.name)
    sets: dict[str, tuple[int, tuple[str, ...]]] = {}
    empty: list[str] = []
    repeated: list[str] = []
    for row, name, genes in _lines(source):
        earlier = sets.get(name)
        if not genes:
            empty.append(name)
        elif earlier is None:
            sets[name] = row, genes
        elif set(earlier[1]) == set(genes):
            repeated.append(name)
        else:
            raise UserError(
                "{source} has two different gene sets named {name!r}, in lines {earlier:,} and "
                "{row:,}; rename one of them.",
                source=source.name,
                name=name,
                earlier=earlier[0],
                row=row,
            )
    if not sets:
        raise UserError(
            "{source} holds no gene set; a GMT line is name, description, genes, separated by tabs.", source=source.name
        )
    notes = []
    if empty:
        notes.append(
            Message(
                "{n_empty:,} sets of {source} have no genes and were left out: {empty}.",
                n_empty=len(empty),
                source=source.name,
                empty=empty,
                severity="note",
            )
        )
    if repeated:
        notes.append(
            Message(
                "{n_repeated:,} sets of {source} occur twice and were kept once: {repeated}.",
                n_repeated=len(repeated),
                source=source.name,
                repeated=repeated,
                severity="note",
            )
        )
    return GeneSets(tuple(sets), tuple(genes for _, genes in sets.values()), source.name, source.checksum, tuple(notes))


def _lines(source: Source) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Line number, name and genes of every line that is not blank."""
    for row, line in enumerate(source.lines(), start=1):
        fields = [field.strip() for field in line.rstrip("\r\n").split("\t")]
        if not any(fields):
            continue
        if len(fields) < 2 or not fields[0]:
            raise UserError(
                "{source} has no gene set in line {row:,}; a GMT line is name, description, genes, separated by tabs.",
                source=source.name,
                row=row,
            )
        yield row, fields[0], tuple(dict.fromkeys(field for field in fields[2:] if field))
