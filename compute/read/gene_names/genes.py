"""What is known of the names of human genes: approved, previous and other symbols, ids, orthologues in the mouse.

Compiled from HGNC (45,000 approved symbols, as of 25 June 2026), MANE 1.5 (NCBI's ids of protein-coding genes) and
Ensembl's one-to-one orthologues of human (GRCh38.p13) and mouse (GRCm39); resources/README.md says how and from where.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from compute.messages import Message

RESOURCE = Path(__file__).resolve().parent.parent / "resources" / "genes.tsv.gz"
COLUMNS = ("symbol", "ensembl", "entrez", "previous", "aliases", "mouse", "mouse_ensembl")
SOURCE = Message("HGNC of June 2026")


@dataclass(frozen=True)
class Genes:
    """Tables from a name to approved human symbols. Names are in upper case, Ensembl ids without version.

    A name that two genes share is in none of the tables but ``approved``: an approved symbol is always its own gene.
    """

    approved: Mapping[str, str]
    ensembl: Mapping[str, str]
    entrez: Mapping[str, str]
    previous: Mapping[str, str]
    aliases: Mapping[str, str]
    mouse: Mapping[str, str]
    mouse_ensembl: Mapping[str, str]
    mouse_of: Mapping[str, str]

    @cached_property
    def symbols(self) -> frozenset[str]:
        """Every name that is a symbol: approved, previous, or of a mouse gene with one human orthologue."""
        return frozenset(self.approved) | frozenset(self.previous) | frozenset(self.mouse)

    def symbol_of(self, name: str, mouse: bool = False) -> tuple[str, str]:
        """The approved human symbol of a name, and how it was found ("" and "" where none is known or two are).

        How: "approved", "ensembl", "previous", "alias", "orthologue". mouse: whether the name is of a
        mouse gene, so that its orthologue goes before a human gene that happens to be spelled alike.
        """
        key = name.upper()
        tables = [
            ("approved", self.approved),
            ("ensembl", self.ensembl),
            ("orthologue", self.mouse_ensembl),
            ("previous", self.previous),
            ("alias", self.aliases),
        ]
        if mouse:
            tables.insert(0, ("orthologue", self.mouse))
        return next(((table[key], how) for how, table in tables if key in table), ("", ""))


@cache
def genes() -> Genes:
    """The table, read once (about a tenth of a second)."""
    lines = gzip.decompress(RESOURCE.read_bytes()).decode().splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    approved = {row[0].upper(): row[0] for row in rows}
    return Genes(
        approved=approved,
        ensembl=_unique((row[1], row[0]) for row in rows if row[1]),
        entrez=_unique((row[2], row[0]) for row in rows if row[2]),
        previous=_unique(((name, row[0]) for row in rows if row[3] for name in row[3].split("|")), approved),
        aliases=_unique(((name, row[0]) for row in rows if row[4] for name in row[4].split("|")), approved),
        mouse=_unique((row[5], row[0]) for row in rows if row[5]),
        mouse_ensembl=_unique((row[6], row[0]) for row in rows if row[6]),
        mouse_of={row[0]: row[5] for row in rows if row[5]},
    )


def _unique(pairs: Iterable[tuple[str, str]], taken: Mapping[str, str] | None = None) -> dict[str, str]:
    """Name → symbol for the names that one gene alone has, none of them an approved symbol of another."""
    found: dict[str, str] = {}
    shared = set[str]()
    for name, symbol in pairs:
        key = name.upper()
        if found.setdefault(key, symbol) != symbol:
            shared.add(key)
    gone = shared.union(taken or ())
    return {name: symbol for name, symbol in found.items() if name and name not in gone}
