"""All scores of a table that was brought, side by side, before one of them is chosen for a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from compute.errors import UserError
from compute.read import LabelledGenes, read_gene_list, read_gene_sets, read_labelled_genes, transform
from compute.runs.parsed import read_parsed
from compute.score import Comparison, ScoreGenes, compare_scores, emt_sets

MOST_VALUES = 40_000_000
"""Samples × genes that are scored while somebody waits."""


def compare_brought(
    expression: Path,
    lists: Mapping[str, Path],
    orientation: str = "",
    part: str = "",
    steps: str = "auto",
    parsed: Path | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Comparison:
    """The scores of a table, with the genes of the lists that were brought beside it.

    lists: by name; a table of genes in two classes is taken for KS, a list named after 76GS for 76GS, a GMT file for
    gene sets; others play no part. orientation, part, steps: as of :class:`RunRequest`. tell: as of
    :func:`compute.score.compare_scores`. :class:`UserError` as the readers and the scores raise it, and for a table too
    large to be waited for.
    """
    table, report = read_parsed(expression, orientation or None, parsed, expression.name, part)
    if table.values.size > MOST_VALUES:
        raise UserError(
            "{source} has {samples:,} samples × {genes:,} genes, too many to wait for here; compare its scores with "
            "`python -m compute scores`.",
            source=table.source,
            samples=len(table.samples),
            genes=len(table.genes),
        )
    table, _ = transform(table, report.scale, steps)
    return compare_scores(table, genes_of_lists(lists), tell)


def genes_of_lists(lists: Mapping[str, Path]) -> ScoreGenes:
    """What of the lists that were brought is the genes of a score; what is none is passed over."""
    classes: LabelledGenes | None = None
    gs76: tuple[str, ...] = ()
    sets: dict[str, tuple[str, ...]] = {}
    for name, path in lists.items():
        if name.lower().removesuffix(".gz").endswith((".gmt", ".gmx")):
            read = read_gene_sets(path, name)
            sets = {
                one: genes for one, genes in zip(read.names, read.genes, strict=True) if one in emt_sets(read.names)
            }
        elif "76" in name:
            gs76 = read_gene_list(path, name)
        else:
            try:
                classes = read_labelled_genes(path, name)
            except UserError:
                continue  # a plain list: of regulators, targets, or of no score of ours
    return ScoreGenes(classes, gs76, sets)
