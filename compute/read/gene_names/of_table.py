"""Names of the genes of a table: without what stands beside them, and symbols for Ensembl ids where those are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from compute.messages import Message
from compute.read.gene_names.decorated import ENSEMBL, GENOME, NUMBER, SEVERAL, VERSION, plain_name
from compute.read.gene_names.genes import SOURCE, genes
from compute.read.gene_names.match import is_mouse

BY_ID, AGAIN = "ensembl", "again"
_NUMBERED = re.compile(r"(.+)[._-]\d{1,2}")
_MOSTLY = 0.5


@dataclass(frozen=True)
class Renamed:
    """A gene of the table. original: as the file writes it. name: as it is called from here on ("" for none)."""

    original: str
    name: str
    how: str


@dataclass(frozen=True)
class TableNames:
    """names: of every gene, in the order of the table, "" where a gene has none. renamed: those that were changed.
    ids_unknown: Ensembl ids without a symbol, where others got theirs. mouse: whether they are named as in the mouse.
    """

    names: tuple[str, ...]
    renamed: tuple[Renamed, ...] = ()
    ids_unknown: tuple[str, ...] = ()
    mouse: bool = False

    def messages(self) -> tuple[Message, ...]:
        """What was changed, by rule."""
        by_rule: dict[str, list[str]] = {}
        for one in self.renamed:
            by_rule.setdefault(one.how, []).append(f"{one.original} → {one.name or '—'}")
        said = [
            Message(_SENTENCES[how].template, count=len(pairs), pairs=pairs, source=SOURCE, severity="note")
            for how, pairs in by_rule.items()
        ]
        if self.ids_unknown:
            said.append(
                Message(
                    "{count:,} Ensembl ids have no symbol in {source} and are kept: {names}.",
                    count=len(self.ids_unknown),
                    source=SOURCE,
                    names=self.ids_unknown,
                    severity="note",
                )
            )
        if self.mouse:
            said.append(
                Message(
                    "The genes are named as those of the mouse; lists of human genes are matched by their one-to-one "
                    "orthologues.",
                    severity="note",
                )
            )
        return tuple(said)


_SENTENCES = {
    AGAIN: Message("The number was removed from {count:,} repeated gene names: {pairs:3}."),
    VERSION: Message("The version was removed from {count:,} Ensembl ids: {pairs:3}."),
    NUMBER: Message("The number or id beside the symbol was removed from {count:,} gene names: {pairs:3}."),
    ENSEMBL: Message("The symbol beside the Ensembl id was used for {count:,} genes: {pairs:3}."),
    SEVERAL: Message("The first symbol was used for {count:,} genes with several: {pairs:3}."),
    GENOME: Message("The genome before the symbol was removed from {count:,} gene names: {pairs:3}."),
    BY_ID: Message("{count:,} Ensembl ids were replaced by their symbols ({source}): {pairs:3}."),
}


def names_of_table(names: Sequence[str]) -> TableNames:
    """The names by which the genes are known from here on.

    Ensembl ids become symbols where most genes of the table are named by ids and most of those have a symbol; of the
    mouse, the mouse symbol. Symbols stay as the table writes them, previous ones too: lists find them all the same.
    """
    plain = _without_number(plain_name(name) for name in names)
    renamed = {
        place: Renamed(name, new, how)
        for place, (name, (new, how)) in enumerate(zip(names, plain, strict=True))
        if how and new != name
    }
    called = [new for new, _ in plain]
    unknown: tuple[str, ...] = ()
    ids = [place for place, name in enumerate(called) if name[:3].upper() == "ENS"]
    if ids and len(ids) > _MOSTLY * len(called):
        symbols = {place: _symbol(called[place]) for place in ids}
        known = {place: symbol for place, symbol in symbols.items() if symbol}
        if len(known) > _MOSTLY * len(ids):
            unknown = tuple(called[place] for place in ids if place not in known)
            for place, symbol in known.items():
                called[place] = symbol
                renamed[place] = Renamed(names[place], symbol, BY_ID)
    changed = tuple(renamed[place] for place in sorted(renamed))
    return TableNames(tuple(called), changed, unknown, is_mouse(called))


def _without_number(plain: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """CDH1.1, CDH1-1 and CDH1_1 beside CDH1 are that gene again: R, Seurat and scanpy number what occurs twice."""
    given = list(plain)
    approved, present = genes().approved, {name for name, _ in given}
    out = []
    for name, how in given:
        found = _NUMBERED.fullmatch(name) if name.upper() not in approved else None
        again = found is not None and found[1] in present and found[1].upper() in approved
        out.append((found[1], AGAIN) if found is not None and again else (name, how))
    return out


def _symbol(name: str) -> str:
    known = genes()
    key = name.upper()
    if key in known.ensembl:
        return known.ensembl[key]
    return known.mouse_of.get(known.mouse_ensembl.get(key, ""), "")
