"""Regulators that are known already: a plain list, or pairs of a regulator and its target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from os import PathLike
from typing import TYPE_CHECKING

from compute.errors import UserError
from compute.read.dialect import SEPARATORS
from compute.read.evidence import has_pairs, read_evidence
from compute.read.evidence_tables import REGULATOR, TARGET
from compute.read.frame import read_frame
from compute.read.gene_lists import read_gene_list
from compute.read.gene_names import GeneTable
from compute.read.labels import plain
from compute.read.source import Source, find_source

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class KnownRegulators:
    """Regulators somebody knows of. source: the file's name.

    genes: symbols known whatever the target. by_target: target → those known to act on it; empty for a plain list.
    """

    source: str
    genes: frozenset[str]
    by_target: Mapping[str, frozenset[str]]

    def among(self, names: Sequence[str]) -> KnownRegulators:
        """The same, its genes called as those of a study are (:class:`compute.read.GeneTable`)."""
        others = {gene for known in self.by_target.values() for gene in known}
        name = GeneTable(names).name_of(sorted({*self.genes, *self.by_target, *others}))
        by_target: dict[str, frozenset[str]] = {}
        for target, known in self.by_target.items():
            called = name.get(target, target)
            by_target[called] = by_target.get(called, frozenset()) | {name.get(gene, gene) for gene in known}
        return replace(self, genes=frozenset(name.get(gene, gene) for gene in self.genes), by_target=by_target)

    @property
    def of_pairs(self) -> bool:
        """Whether the file says which target each regulator acts on."""
        return bool(self.by_target)

    def of(self, target: str) -> frozenset[str]:
        """The known regulators of a target; of a plain list all its genes."""
        return self.by_target.get(target, frozenset()) if self.of_pairs else self.genes


def read_known_regulators(path: str | PathLike[str], name: str | None = None) -> KnownRegulators:
    """Published pairs (:func:`read_evidence`), a table with the columns regulator and target, or a gene list as
    :func:`read_gene_list` takes it.

    name: what to call the file in messages (default: ``path``). Raises :class:`UserError` where the file holds
    neither, or pairs without a name.
    """
    source = find_source(path, name)
    if has_pairs(source):
        published: dict[str, set[str]] = {}
        for one, other in read_evidence(path, name).pairs:
            published.setdefault(other, set()).add(one)
        return KnownRegulators(source.name, frozenset(), {gene: frozenset(known) for gene, known in published.items()})
    if source.is_text and _one_a_line(source):
        return KnownRegulators(source.name, frozenset(read_gene_list(path, name)), {})
    frame = read_frame(source)
    columns = {plain(str(label)): place for place, label in enumerate(frame.columns)}
    regulator, target = (next((columns[key] for key in columns if key in keys), None) for keys in (REGULATOR, TARGET))
    if regulator is None or target is None:
        return KnownRegulators(source.name, frozenset(read_gene_list(path, name)), {})
    return KnownRegulators(source.name, frozenset(), _pairs(frame, regulator, target, source))


def _pairs(frame: pd.DataFrame, regulator: int, target: int, source: Source) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    ends = frame.iloc[:, [regulator, target]].astype("string").fillna("")
    for row, (one, other) in enumerate(ends.itertuples(index=False), start=2):
        if not one.strip() or not other.strip():
            raise UserError(
                "{source} names no regulator or no target in row {row:,}; fill it in or remove it.",
                source=source.name,
                row=row,
            )
        found.setdefault(other.strip(), set()).add(one.strip())
    if not found:
        raise UserError("{source} has the columns regulator and target but no row; add pairs.", source=source.name)
    return {name: frozenset(regulators) for name, regulators in found.items()}


def _one_a_line(source: Source) -> bool:
    lines = (line.split("#", 1)[0].strip() for line in source.lines())
    first = [line for line, _ in zip(filter(None, lines), range(20), strict=False)]
    return not any(separator in line for line in first for separator in SEPARATORS)
