"""Read gene sets in the GMT format: name, description, then the symbols, separated by tabs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from os import PathLike

from compute.errors import UserError
from compute.messages import Message
from compute.read.numbers import is_number
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
    """Gene sets from a GMT or GMX file (also .gz); weights beside the symbols (``CDH1,1.0``) are left out.

    name: what to call the file in messages (default: ``path``).

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
    lines = _columns(source) if is_gmx(source) else _lines(source)
    for row, name, genes in lines:
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
        yield row, fields[0], _genes(fields[2:])


def is_gmx(source: Source) -> bool:
    """GMX has one set a column: names, then a line of descriptions that say nothing, then genes."""
    lines = [line.split("\t") for line in source.first_lines()[:3]]
    if len(lines) < 3 or len(lines[0]) < 1:
        return False
    empty = all(cell.strip().lower() in ("na", "n/a", "") for cell in lines[1])
    return source.name.lower().removesuffix(".gz").endswith(".gmx") or (empty and len(lines[0]) == len(lines[1]))


def _columns(source: Source) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """The sets of a GMX file, each with the line of its name."""
    lines = [[field.strip() for field in line.rstrip("\r\n").split("\t")] for line in source.lines()]
    for place, name in enumerate(lines[0] if lines else ()):
        if name:
            yield 1, name, _genes([line[place] for line in lines[2:] if place < len(line)])


def _genes(fields: list[str]) -> tuple[str, ...]:
    """Symbols without the weights that Enrichr writes after a comma, each once."""
    plain = (field.rsplit(",", 1)[0].strip() if "," in field and is_number(field.rsplit(",", 1)[1]) else field
             for field in fields)  # fmt: skip
    return tuple(dict.fromkeys(field for field in plain if field))
