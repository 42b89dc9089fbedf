"""From a raw table to one without missing values and with unique names: each rule, and what it did."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.data.report import named
from compute.errors import UserError

MOST_MISSING_IN_TABLE = 0.5  # above: the table is refused
MOST_MISSING_IN_SAMPLE = 0.5  # above: the sample is left out, before genes are looked at
MOST_MISSING_IN_GENE = 0.2  # above: the gene is left out; below, its median is filled in

_CONTROL = re.compile(r"[\s\x00-\x1f\x7f\x85\u2028\u2029]+")
_BREAK = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")


def clean_names(names: Sequence[str]) -> tuple[list[str], int]:
    """Names without outer blanks and with single spaces inside; the count is of those with control characters."""
    broken = sum(_BREAK.search(name.strip()) is not None for name in names)
    return [_CONTROL.sub(" ", name).strip() for name in names], broken


def require_unique(samples: Sequence[str], source: str) -> None:
    """:class:`UserError` for a sample without a name or one that occurs twice."""
    if "" in samples:
        raise UserError(
            f"{source} has a sample without a name (number {list(samples).index('') + 1:,}); name every sample."
        )
    twice = [name for name, count in Counter(samples).items() if count > 1]
    if twice:
        raise UserError(
            f"{source} names {len(twice):,} sample{'s' if len(twice) > 1 else ''} more than once ({named(twice)}); "
            "give every sample its own name, or average the repeats."
        )


def require_samples(samples: Sequence[str], source: str) -> None:
    """:class:`UserError` unless there are at least two samples, each with a name of its own."""
    require_unique(samples, source)
    if len(samples) < 2:
        raise UserError(f"{source} has only one sample ({named(samples)}); at least two are needed.")


@dataclass(frozen=True)
class Unique:
    """keep: columns to keep, ascending. duplicated: (symbol, how often). empty: columns without a symbol."""

    keep: NDArray[np.intp]
    duplicated: tuple[tuple[str, int], ...]
    empty: int


def unique_genes(values: NDArray[np.float64], genes: Sequence[str]) -> Unique:
    """Of a symbol that occurs more than once, keep the column with the highest mean (ties: the first).

    One probe is kept whole, as is the habit with arrays: the brightest measures best, and averaging would blend
    it with probes that do not measure the transcript. values: samples × genes, NaN where missing.
    """
    counts = Counter(gene for gene in genes if gene)
    duplicated = tuple((gene, count) for gene, count in counts.items() if count > 1)
    best: dict[str, tuple[float, int]] = {}
    repeated = {gene for gene, _ in duplicated}
    for column, gene in enumerate(genes):
        if not gene:
            continue
        mean = _mean(values[:, column]) if gene in repeated else 0.0
        if gene not in best or mean > best[gene][0]:
            best[gene] = (mean, column)
    keep = np.sort(np.array([column for _, column in best.values()], dtype=np.intp))
    return Unique(keep, duplicated, sum(not gene for gene in genes))


def _mean(column: NDArray[np.float64]) -> float:
    present = column[~np.isnan(column)]
    return float(present.mean()) if len(present) else -np.inf


@dataclass(frozen=True)
class Filled:
    """values: no NaN. samples, genes: which rows and columns of the input they are (boolean masks)."""

    values: NDArray[np.float64]
    samples: NDArray[np.bool_]
    genes: NDArray[np.bool_]
    missing: int
    filled: int
    filled_genes: int


def fill_missing(values: NDArray[np.float64], source: str) -> Filled:
    """Leave out what is missing too often, give the rest the gene's median over the samples kept.

    In order: a sample missing in over 50 % of the genes goes, then a gene missing in over 20 % of the remaining
    samples. values: samples × genes. :class:`UserError` if over half the table is missing, or nothing remains.
    """
    absent = np.isnan(values)
    missing = int(absent.sum())
    if missing == 0:
        every_sample, every_gene = (np.ones(length, dtype=np.bool_) for length in values.shape)
        return Filled(values, every_sample, every_gene, missing=0, filled=0, filled_genes=0)
    if missing > MOST_MISSING_IN_TABLE * values.size:
        raise UserError(
            f"{source} lacks {missing:,} of its {values.size:,} values ({missing / values.size:.0%}), over half of the "
            "table; check how it was written, or fill the gaps first."
        )
    samples = absent.mean(axis=1) <= MOST_MISSING_IN_SAMPLE
    genes = absent[samples].mean(axis=0) <= MOST_MISSING_IN_GENE
    if samples.sum() < 2 or not genes.any():
        raise UserError(
            f"{source} has {int(samples.sum()):,} samples and {int(genes.sum()):,} genes left once those with too many "
            "missing values are taken out; fill the gaps first."
        )
    kept = values[np.ix_(samples, genes)]
    holes = np.isnan(kept)
    columns = np.flatnonzero(holes.any(axis=0))
    medians = np.nanmedian(kept[:, columns], axis=0)
    kept[:, columns] = np.where(holes[:, columns], medians, kept[:, columns])
    return Filled(kept, samples, genes, missing, int(holes.sum()), len(columns))
