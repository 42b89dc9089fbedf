"""Find the genes of a list among those of a table, by one set of rules for lists, gene sets, evidence and scores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from compute.messages import Message
from compute.read.gene_names.dates import symbol_of_date
from compute.read.gene_names.decorated import plain_name
from compute.read.gene_names.genes import SOURCE, genes

CASE, PUNCTUATION, DATE, EXACT = "case", "punctuation", "date", "written"
_MOSTLY = 0.5


@dataclass(frozen=True)
class FoundGene:
    """wanted: as the list writes it. name: as the table writes it. how: the rule by which they are one gene."""

    wanted: str
    name: str
    how: str


@dataclass(frozen=True)
class GeneMatch:
    """found: the genes of the list that are in the table, in its order, each gene of the table once. missing: those
    that are not. ambiguous: those that fit two genes of the table, so none."""

    found: tuple[FoundGene, ...]
    missing: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The genes that were found, as the table writes them."""
        return tuple(one.name for one in self.found)

    def messages(self, what: Message) -> tuple[Message, ...]:
        """By which rules genes were matched beside those that agree as written; what: the list, as in "regulators"."""
        by_rule: dict[str, list[str]] = {}
        for one in self.found:
            if one.how != EXACT:
                by_rule.setdefault(one.how, []).append(f"{one.wanted} = {one.name}")
        said = [
            Message(_SENTENCES[how].template, count=len(pairs), what=what, pairs=pairs, source=SOURCE, severity="note")
            for how, pairs in by_rule.items()
        ]
        if self.ambiguous:
            said.append(
                Message(
                    "{count:,} of the {what} match more than one gene of the table and were not used: {names}.",
                    count=len(self.ambiguous),
                    what=what,
                    names=self.ambiguous,
                    severity="warning",
                )
            )
        return tuple(said)


_SENTENCES = {
    CASE: Message("{count:,} of the {what} agree only without regard to upper and lower case: {pairs}."),
    PUNCTUATION: Message("{count:,} of the {what} agree only without regard to punctuation: {pairs}."),
    DATE: Message("{count:,} of the {what} were recognised as dates made by a spreadsheet: {pairs}."),
    "approved": Message("{count:,} of the {what} are known by another name ({source}): {pairs}."),
    "ensembl": Message("{count:,} of the {what} were matched by Ensembl id ({source}): {pairs}."),
    "previous": Message("{count:,} of the {what} were matched by a previous symbol ({source}): {pairs}."),
    "alias": Message("{count:,} of the {what} were matched by an alias ({source}): {pairs}."),
    "orthologue": Message("{count:,} of the {what} were matched by their one orthologue in the mouse: {pairs}."),
    "ncbi": Message("{count:,} of the {what} were matched by NCBI gene id: {pairs}."),
}


@dataclass
class _Table:
    """The genes of a table by every name they can be found by; a name of two genes is kept with both."""

    exact: dict[str, str]
    by_case: dict[str, list[str]] = field(default_factory=dict)
    by_sign: dict[str, list[str]] = field(default_factory=dict)
    by_symbol: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    mouse: bool = False


class GeneTable:
    """The genes of a table, ready for lists to be found in. Nothing of HGNC is read while all names agree."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = tuple(names)
        self._table = _Table({name: name for name in names})
        self._indexed = self._known = False

    def match(self, wanted: Iterable[str]) -> GeneMatch:
        """The genes of a list that are in the table: as written; without what is beside the name, case or punctuation;
        by orthologue, Ensembl id, previous symbol or alias of HGNC; as dates of a spreadsheet.
        """
        found: dict[str, FoundGene] = {}
        missing: list[str] = []
        ambiguous: list[str] = []
        for name, (candidates, how) in self._found(wanted).items():
            if len(candidates) == 1:
                found.setdefault(candidates[0], FoundGene(name, candidates[0], how))
            else:
                (ambiguous if candidates else missing).append(name)
        return GeneMatch(tuple(found.values()), tuple(missing), tuple(ambiguous))

    def name_of(self, wanted: Iterable[str]) -> dict[str, str]:
        """Every gene of a list that is in the table, with its name there."""
        return {name: candidates[0] for name, (candidates, _) in self._found(wanted).items() if len(candidates) == 1}

    def _found(self, wanted: Iterable[str]) -> dict[str, tuple[list[str], str]]:
        names = tuple(dict.fromkeys(wanted))
        others = [name for name in names if name not in self._table.exact]
        mouse = is_mouse(names) if others else False
        found = {name: self._find(name, mouse) for name in others}
        return {name: found.get(name, ([name], EXACT)) for name in names}

    def _find(self, name: str, mouse: bool) -> tuple[list[str], str]:
        self._index()
        table = self._table
        plain, _ = plain_name(name)
        if not plain:
            return [], ""
        if plain in table.exact:
            return [plain], EXACT
        if mouse == table.mouse:
            for key, by, how in ((plain.upper(), table.by_case, CASE), (_sign(plain), table.by_sign, PUNCTUATION)):
                if len(there := by.get(key, [])) == 1:
                    return there, how
        self._know()
        symbol, how = _symbol(plain, mouse)
        known = table.by_symbol.get(symbol, []) if symbol else []
        best = [gene for gene, by in known if by == "approved"] or [gene for gene, _ in known]
        if len(best) == 1:
            other = next(by for gene, by in known if gene == best[0])
            return best, _rule(how, other, mouse != table.mouse)
        if len(best) > 1:
            return best, ""
        return table.by_case.get(plain.upper(), []), CASE

    def _index(self) -> None:
        if self._indexed:
            return
        self._indexed = True
        self._table.mouse = is_mouse(self._names)
        for name in self._names:
            plain, _ = plain_name(name)
            if plain:
                self._table.by_case.setdefault(plain.upper(), []).append(name)
                self._table.by_sign.setdefault(_sign(plain), []).append(name)

    def _know(self) -> None:
        if self._known:
            return
        self._known = True
        for name in self._names:
            symbol, how = _symbol(plain_name(name)[0], self._table.mouse)
            if symbol:
                self._table.by_symbol.setdefault(symbol, []).append((name, how))


def match_genes(wanted: Iterable[str], names: Sequence[str]) -> GeneMatch:
    """As :meth:`GeneTable.match`, for one list."""
    return GeneTable(names).match(wanted)


def is_mouse(names: Sequence[str]) -> bool:
    """Whether most names that are symbols at all are written as those of the mouse (Zeb1, not ZEB1)."""
    written = [name for name in names if name[:1].isalpha() and not name.upper().startswith("ENSG")]
    if not any(name[1:] != name[1:].upper() for name in written):
        return any(name.upper().startswith("ENSMUSG") for name in names[:1])
    lower = [name for name in written if name[0].isupper() and name[1:] != name[1:].upper()]
    if 2 * len(lower) <= len(written):
        return False
    known = genes()
    return 2 * sum(name.upper() in known.symbols for name in lower) > len(lower)


def _symbol(name: str, mouse: bool) -> tuple[str, str]:
    symbol, how = genes().symbol_of(name, mouse)
    if symbol or not name:
        return symbol, how
    if dated := symbol_of_date(name):
        return dated, DATE
    if name.isascii() and name.isdigit() and name in genes().entrez:
        return genes().entrez[name], "ncbi"
    return "", ""


def _rule(how: str, other: str, across: bool) -> str:
    """The rule to name of the two by which a gene of the list and one of the table led to the same symbol."""
    if across and DATE not in (how, other):
        return "orthologue"
    return next((rule for rule in (DATE, "ncbi", "ensembl", "previous", "alias", "orthologue")
                 if rule in (how, other)), "approved")  # fmt: skip


def _sign(name: str) -> str:
    """R writes HLA.A for HLA-A, others HLA_A."""
    return name.upper().replace(".", "-").replace("_", "-").replace(" ", "-")
