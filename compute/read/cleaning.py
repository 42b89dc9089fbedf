"""From a raw table to one without missing values and with unique names: each rule, and what it did."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError

MOST_MISSING_IN_TABLE = 0.5  # above: the table is refused
MOST_MISSING_IN_SAMPLE = 0.5  # above: the sample is left out, before genes are looked at
MOST_MISSING_IN_GENE = 0.2  # above: the gene is left out; below, its median is filled in

_CONTROL = re.compile(r"\s*[\x00-\x1f\x7f\x85\u2028\u2029]+\s*")


_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""Characters of no width, which come along when names are copied from a web page or a document."""


def clean_names(names: Sequence[str]) -> tuple[list[str], int]:
    """Names without outer blanks, and with a space for line breaks and control characters; how many had those."""
    stripped = [_INVISIBLE.sub("", name).strip() for name in names]
    cleaned = [_CONTROL.sub(" ", name).strip() for name in stripped]
    return cleaned, sum(before != after for before, after in zip(stripped, cleaned, strict=True))


def require_unique(samples: Sequence[str], source: str) -> None:
    """:class:`UserError` for a sample without a name or one that occurs twice."""
    if "" in samples:
        raise UserError(
            "{source} has a sample without a name (number {number:,}); name every sample.",
            source=source,
            number=list(samples).index("") + 1,
        )
    twice = [name for name, count in Counter(samples).items() if count > 1]
    if twice:
        raise UserError(
            "{source} has sample names that occur more than once ({names}); give every sample its own name, or "
            "average the repeats.",
            source=source,
            names=twice,
        )


def require_samples(samples: Sequence[str], source: str) -> None:
    """:class:`UserError` unless there are at least two samples, each with a name of its own."""
    require_unique(samples, source)
    if len(samples) < 2:
        raise UserError(
            "{source} has only one sample ({sample}); at least two are needed.", source=source, sample=samples
        )


@dataclass(frozen=True)
class UniqueGenes:
    """values: samples × genes, every gene with a symbol of its own.

    duplicated: (symbol, how often) in the file. empty: columns that had no symbol.
    """

    values: NDArray[np.float64]
    genes: list[str]
    duplicated: tuple[tuple[str, int], ...]
    empty: int


def unique_genes(values: NDArray[np.float64], genes: Sequence[str], source: str) -> UniqueGenes:
    """Of a symbol that occurs more than once, keep the column with the highest mean (ties: the first).

    One probe is kept whole, as is the habit with arrays: the brightest measures best, and averaging would blend
    it with probes that do not measure the transcript. values: samples × genes, NaN where missing.
    """
    columns: dict[str, list[int]] = {}
    for column, gene in enumerate(genes):
        if gene:
            columns.setdefault(gene, []).append(column)
    if not columns:
        raise UserError("{source} has no gene with a name; every gene needs a symbol.", source=source)
    duplicated = tuple((gene, len(places)) for gene, places in columns.items() if len(places) > 1)
    if len(columns) == len(genes):
        return UniqueGenes(values, list(genes), (), 0)
    best = (max(places, key=lambda column: _mean(values[:, column])) for places in columns.values())
    keep = sorted(best)
    return UniqueGenes(values[:, keep], [genes[column] for column in keep], duplicated, sum(not gene for gene in genes))


def _mean(column: NDArray[np.float64]) -> float:
    present = column[~np.isnan(column)]
    return float(present.mean()) if len(present) else -np.inf


@dataclass(frozen=True)
class FilledTable:
    """values: samples × genes, no NaN. missing: cells that were empty; filled, filled_genes: cells and genes that
    got a median; filled_in: the samples of each of these genes. dropped_*: names of what was left out."""

    values: NDArray[np.float64]
    samples: tuple[str, ...]
    genes: tuple[str, ...]
    missing: int = 0
    filled: int = 0
    filled_genes: int = 0
    dropped_samples: tuple[str, ...] = ()
    dropped_genes: tuple[str, ...] = ()
    filled_in: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def fill_missing(values: NDArray[np.float64], samples: Sequence[str], genes: Sequence[str], source: str) -> FilledTable:
    """Leave out what is missing too often, give the rest the gene's median over the samples kept.

    In order: a sample missing in over 50 % of the genes goes, then a gene missing in over 20 % of the remaining
    samples. values: samples × genes. :class:`UserError` if over half the table is missing, or nothing remains.
    """
    absent = np.isnan(values)
    missing = int(absent.sum())
    if missing == 0:
        return FilledTable(values, tuple(samples), tuple(genes))
    if missing > MOST_MISSING_IN_TABLE * values.size:
        raise UserError(
            "{source} lacks {missing:,} of its {size:,} values ({share:.0%}), over half of the table; check how "
            "it was written, or fill the gaps first.",
            source=source,
            missing=missing,
            size=values.size,
            share=missing / values.size,
        )
    whole = absent.mean(axis=1) <= MOST_MISSING_IN_SAMPLE
    measured = absent[whole].mean(axis=0) <= MOST_MISSING_IN_GENE
    if whole.sum() < 2 or not measured.any():
        raise UserError(
            "{source} has {n_samples:,} samples and {n_genes:,} genes left after removing those with too many "
            "missing values; fill the gaps first.",
            source=source,
            n_samples=int(whole.sum()),
            n_genes=int(measured.sum()),
        )
    kept = values[np.ix_(whole, measured)]
    holes = np.isnan(kept)
    columns = np.flatnonzero(holes.any(axis=0))
    kept[:, columns] = np.where(holes[:, columns], np.nanmedian(kept[:, columns], axis=0), kept[:, columns])
    names, left = _chosen(samples, whole), _chosen(genes, measured)
    return FilledTable(
        values=kept,
        samples=names,
        genes=left,
        missing=missing,
        filled=int(holes.sum()),
        filled_genes=len(columns),
        dropped_samples=_chosen(samples, ~whole),
        dropped_genes=_chosen(genes, ~measured),
        filled_in={left[column]: _chosen(names, holes[:, column]) for column in columns.tolist()},
    )


def _chosen(names: Sequence[str], mask: NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(name for name, chosen in zip(names, mask, strict=True) if chosen)
