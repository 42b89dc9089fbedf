"""One way into every score: check the lists, find the genes, compute, turn low to epithelial."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from compute.errors import UserError
from compute.read import (
    Expression,
    LabelledGenes,
    builtin_epithelial_seeds,
    builtin_mesenchymal_seeds,
    read_gene_list,
    read_labelled_genes,
)
from compute.score.eem import Module, ModuleSearch, most_variable
from compute.score.genes import find_genes
from compute.score.gs76 import gs76_score
from compute.score.hidden import hidden_modulator
from compute.score.ks import ks_score
from compute.score.result import ScoreResult

# [ours] A list takes part in the EEM score if its coherent subset has a smaller p-value. The centre is chosen as the
# best, so the hypergeometric p-value is too small: lists of random genes reach about 2e-6 in pure noise.
COHERENT = 1e-6
FEWEST_SAMPLES = {"eem": 10, "76gs": 5}  # [ours] below, the correlations these methods rest on mean nothing


@dataclass(frozen=True)
class Method:
    """title: one line for a menu. read_genes: reads a file of the kind of list that ``compute`` takes."""

    title: str
    read_genes: Callable[[str], LabelledGenes | Sequence[str]]
    compute: Callable[[Expression, LabelledGenes | Sequence[str] | None], ScoreResult]


def score(expression: Expression, method: str, genes: LabelledGenes | Sequence[str] | None = None) -> ScoreResult:
    """Score every sample: low = epithelial, high = mesenchymal.

    method: "eem" (genes: two labelled lists of seeds, or None for the built-in ones), "76gs" (genes: the list of
    symbols) or "ks" (genes: two labelled lists).
    Raises :class:`UserError` for another method, a list that is missing or of the wrong kind, a list of which
    the table has nothing, too few samples, or seeds that do not go along together.
    """
    if method not in METHODS:
        raise UserError(f"There is no score {method!r}; choose one of {', '.join(METHODS)}.")
    fewest = FEWEST_SAMPLES.get(method, 1)
    if len(expression.samples) < fewest:
        raise UserError(
            f"{expression.source} has {len(expression.samples)} samples, and {method} needs at least {fewest}: "
            "it rests on correlations over the samples; add samples, or use ks."
        )
    return METHODS[method].compute(expression, genes)


def _eem(expression: Expression, genes: LabelledGenes | Sequence[str] | None) -> ScoreResult:
    seeds = _labelled("eem", genes) if genes is not None else _BUILTIN
    sides = {
        "epithelial": find_genes(expression, seeds.epithelial, "epithelial seeds"),
        "mesenchymal": find_genes(expression, seeds.mesenchymal, "mesenchymal seeds"),
    }
    population = most_variable(expression.values)
    search = ModuleSearch(expression.values[:, population])
    modules: dict[str, Module] = {}
    notes: list[str] = [f"Seeds: {seeds.source}."]
    for side, found in sides.items():
        notes += found.notes(f"{side} seeds")
        places = np.flatnonzero(np.isin(population, found.columns))
        if len(places) == 0:
            notes.append(f"None of them is among the {len(population):,} most variable genes.")
            continue
        module = search.find(places)
        verdict = "" if module.p_value < COHERENT else f", not below {COHERENT:g}, so they take no part"
        notes.append(
            f"{len(module.members):,} of {module.seeds:,} {side} seeds among the {len(population):,} most variable "
            f"genes are coherent (p = {module.p_value:.1g}){verdict}."
        )
        if module.p_value < COHERENT:
            modules[side] = module
    if not modules:
        raise UserError(
            f"Neither the epithelial nor the mesenchymal seeds go along together in {expression.source}, so EEM "
            "finds no score; use 76gs or ks, or give other seeds."
        )
    columns = {side: population[module.members] for side, module in modules.items()}
    low, high = (columns.get(side, np.empty(0, dtype=np.intp)) for side in sides)
    return ScoreResult(
        method="eem",
        samples=expression.samples,
        values=hidden_modulator(expression.values[:, low], expression.values[:, high]),
        used=tuple(expression.genes[column] for column in np.concatenate([low, high])),
        missing=sides["epithelial"].missing + sides["mesenchymal"].missing,
        notes=tuple(notes),
    )


def _gs76(expression: Expression, genes: LabelledGenes | Sequence[str] | None) -> ScoreResult:
    if genes is None or isinstance(genes, LabelledGenes):
        raise UserError("The score 76gs needs the list of its 76 genes; give it with --genes FILE.")
    found = find_genes(expression, genes, "76GS genes")
    cdh1 = find_genes(expression, ["CDH1"], "reference genes of 76GS (CDH1)")
    chosen = expression.values[:, found.columns]
    still = [gene for gene, column in zip(found.names, chosen.T, strict=True) if column.min() == column.max()]
    told = [f"{len(still):,} of them never vary and weigh nothing."] if still else []
    return ScoreResult(
        method="76gs",
        samples=expression.samples,
        values=gs76_score(chosen, expression.values[:, cdh1.columns[0]]),
        used=found.names,
        missing=found.missing,
        notes=(
            *found.notes("76GS genes"),
            *told,
            "The published 76GS is high for epithelial; here its sign is turned.",
        ),
    )


def _ks(expression: Expression, genes: LabelledGenes | Sequence[str] | None) -> ScoreResult:
    if genes is None:
        raise UserError("The score ks needs its two gene lists; give them with --genes FILE (columns gene, class).")
    lists = _labelled("ks", genes)
    low = find_genes(expression, lists.epithelial, "epithelial genes")
    high = find_genes(expression, lists.mesenchymal, "mesenchymal genes")
    return ScoreResult(
        method="ks",
        samples=expression.samples,
        values=ks_score(expression.values[:, low.columns], expression.values[:, high.columns]),
        used=low.names + high.names,
        missing=low.missing + high.missing,
        notes=(*low.notes("epithelial genes"), *high.notes("mesenchymal genes")),
    )


def _labelled(method: str, genes: LabelledGenes | Sequence[str]) -> LabelledGenes:
    if isinstance(genes, LabelledGenes):
        return genes
    raise UserError(
        f"The score {method} needs genes in two classes; give a table with the columns gene and class (Epi or Mes)."
    )


_BUILTIN = LabelledGenes(builtin_epithelial_seeds(), builtin_mesenchymal_seeds(), "the built-in canonical EMT genes")
METHODS: dict[str, Method] = {
    "eem": Method("first principal component of the coherent EMT genes (EEM)", read_labelled_genes, _eem),
    "76gs": Method("76 genes weighted by their correlation with CDH1", read_gene_list, _gs76),
    "ks": Method("Kolmogorov-Smirnov distance between mesenchymal and epithelial genes", read_labelled_genes, _ks),
}
