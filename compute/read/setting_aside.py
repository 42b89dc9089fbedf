"""Take out of a table what is no gene, no sample and no value, and say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compute.messages import Message
from compute.read.gene_names.genes import SOURCE
from compute.read.not_genes import (
    NotSamples,
    find_not_genes,
    find_not_samples,
    find_sentinel,
    hardly_genes,
    unlike_genes,
)
from compute.read.scale import samples_apart
from compute.read.unlike_samples import find_unlike

if TYPE_CHECKING:
    import pandas as pd

_OF_A_FILE = re.compile(
    r"([._](sorted|dedup|markdup|sortedbycoord|out|aligned|coord|rmdup|bam|sam|cram|counts?|txt|tsv|readspergene|tab|"
    r"cel|gz|genes|isoforms|results|sf|quant))+$",
    re.IGNORECASE,
)

_FILES = (
    ".bam",
    ".sam",
    ".cram",
    ".cel",
    ".cel.gz",
    ".genes.results",
    ".isoforms.results",
    ".readspergene.out.tab",
    ".sf",
)


@dataclass(frozen=True)
class Sorted:
    """A table of which what is no gene, sample or value was taken out. values: samples × genes, NaN where missing.

    metadata: columns of what is known of the samples (age, batch) that stood among the genes, None for none.
    """

    values: NDArray[np.float64]
    samples: list[str]
    genes: list[str]
    messages: tuple[Message, ...] = ()
    metadata: pd.DataFrame | None = None


def set_aside(values: NDArray[np.float64], samples: Sequence[str], genes: Sequence[str]) -> Sorted:
    """Samples that are statistics or totals, rows of counting programs, metadata, sentinels; files as samples."""
    import pandas as pd

    said: list[Message] = []
    values, samples = _samples_only(values, samples, said)
    samples = _without_file_names(samples, said)
    values = _without_sentinel(values, said)
    values, samples = _alike_only(values, samples, said)
    _say_two_scales(values, samples, said)
    others = find_not_genes(values, genes)
    metadata = None
    if others.all:
        _say_not_genes(others.summary, others.spikes, genes, said)
        about = (*others.metadata, *others.strange)
        if about:
            said.append(
                Message(
                    "{count:,} rows or columns among the genes describe the samples and are not "
                    "expression: {names}; they were set aside and kept as annotation.",
                    count=len(about),
                    names=[genes[place] for place in about],
                    severity="warning",
                )
            )
            metadata = pd.DataFrame({genes[place]: values[:, place] for place in about}, index=list(samples))
        kept = np.setdiff1d(np.arange(len(genes)), others.all)
        values, genes = values[:, kept], [genes[place] for place in kept]
    if hardly_genes(genes):
        said.append(
            Message(
                "The genes are named like {examples}, which are neither gene symbols nor ids known to {source}, so "
                "gene lists will not match. Give a table with a column of symbols (for probes, join their annotation "
                "first).",
                examples=genes[:3],
                source=SOURCE,
                severity="warning",
            )
        )
    elif unknown := unlike_genes(genes):
        said.append(
            Message(
                "{count:,} gene names are unknown to {source} and were kept: {names}; remove any that is not a gene.",
                count=len(unknown),
                source=SOURCE,
                names=unknown,
                severity="warning",
            )
        )
    return Sorted(values, list(samples), list(genes), tuple(said), metadata)


def _say_two_scales(values: NDArray[np.float64], samples: Sequence[str], said: list[Message]) -> None:
    low, high = samples_apart(values)
    if len(low):
        said.append(
            Message(
                "{n_low:,} samples ({low}) look like logarithms and {n_high:,} ({high}) like linear values: the table "
                "joins two scales; bring them to one before it is used.",
                n_low=len(low),
                low=[samples[place] for place in low[:3]],
                n_high=len(high),
                high=[samples[place] for place in high[:3]],
                severity="problem",
            )
        )


def _say_not_genes(summary: Sequence[int], spikes: Sequence[int], genes: Sequence[str], said: list[Message]) -> None:
    if summary:
        said.append(
            Message(
                "{count:,} rows of totals or unassigned reads were left out: {names}.",
                count=len(summary),
                names=[genes[place] for place in summary],
                severity="note",
            )
        )
    if spikes:
        said.append(
            Message(
                "{count:,} spike-ins were left out: {names}.",
                count=len(spikes),
                names=[genes[place] for place in spikes],
                severity="note",
            )
        )


def _samples_only(
    values: NDArray[np.float64], samples: Sequence[str], said: list[Message]
) -> tuple[NDArray[np.float64], Sequence[str]]:
    others = find_not_samples(samples)
    for places, said_of in ((others.statistics, _STATISTICS), (others.summary, _TOTALS)):
        if places:
            names = [samples[place] for place in places]
            said.append(Message(said_of.template, count=len(places), names=names, severity="warning"))
    said.extend(_of_measures(others))
    if not (others.all or others.kept):
        return values, samples
    kept = np.setdiff1d(np.arange(len(samples)), others.all)
    return values[kept], [others.kept.get(place, samples[place]) for place in kept.tolist()]


def _alike_only(
    values: NDArray[np.float64], samples: Sequence[str], said: list[Message]
) -> tuple[NDArray[np.float64], Sequence[str]]:
    """Without columns of ids, positions and the like, told by their values."""
    found = find_unlike(values)
    for places, said_of in ((found.whole, _WHOLE), (found.apart, _APART), (found.doubtful, _DOUBTFUL)):
        if places:
            names = [samples[place] for place in places]
            said.append(Message(said_of.template, count=len(places), names=names, severity="warning"))
    left_out = (*found.whole, *found.apart)
    if not left_out:
        return values, samples
    kept = np.setdiff1d(np.arange(len(samples)), left_out)
    return values[kept], [samples[place] for place in kept.tolist()]


_WHOLE = Message(
    "{count:,} columns hold whole numbers where the samples hold fractions; they describe or number the genes and "
    "were left out: {names}."
)
_APART = Message(
    "{count:,} columns beside the samples rank the genes differently from the samples (correlation below 0.2), are "
    "not expression and were left out: {names}."
)
_DOUBTFUL = Message(
    "{count:,} samples rank the genes differently from all others (correlation below 0.2) and were kept: {names}; "
    "remove any that is not a sample."
)


def _of_measures(found: NotSamples) -> list[Message]:
    if found.measures and found.measure:
        return [
            Message(
                "Every sample has several measures; {measure} was used (without its name), {others} were not.",
                measure=found.measure,
                others=found.measures,
                severity="warning",
            )
        ]
    if found.measures:
        return [
            Message(
                "Columns beside the samples ({others}) are not expression and were left out.",
                others=found.measures,
                severity="warning",
            )
        ]
    if found.kept:
        return [
            Message(
                "Every sample's name contained the measure ({measure}), which was removed: {before}.",
                measure=found.measure,
                before=list(found.kept.values())[:3],
                severity="note",
            )
        ]
    return []


_STATISTICS = Message("{count:,} columns hold results of a test, not samples, and were left out: {names}.")
_TOTALS = Message("{count:,} columns hold totals or means, not samples, and were left out: {names}.")


def _without_file_names(samples: Sequence[str], said: list[Message]) -> Sequence[str]:
    """Samples named by the path of a file (/data/S1.sorted.bam) get the name in it, if that tells them apart."""
    if not samples or not all("/" in name or name.lower().endswith(_FILES) for name in samples):
        return samples
    short = [_OF_A_FILE.sub("", name.replace("\\", "/").rsplit("/", 1)[-1]) for name in samples]
    if len(set(short)) < len(short) or "" in short:
        return samples
    said.append(
        Message(
            "Samples were named by files; the sample name within was used: {before} → {after}.",
            before=samples[0],
            after=short[0],
            severity="note",
        )
    )
    return short


def _without_sentinel(values: NDArray[np.float64], said: list[Message]) -> NDArray[np.float64]:
    number, count = find_sentinel(values)
    if not count:
        return values
    said.append(
        Message(
            "{count:,} cells hold {number:g}, far from all other values, and were treated as missing.",
            count=count,
            number=number,
            severity="warning",
        )
    )
    return np.where(values == number, np.nan, values)
