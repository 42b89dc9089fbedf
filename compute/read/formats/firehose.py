"""Text with two lines of header, as Broad's Firehose writes them: samples, then what was measured of each."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from compute.errors import UserError
from compute.messages import Message
from compute.read.formats.base import Format
from compute.read.formats.delimited import read_delimited
from compute.read.numbers import is_missing, is_number
from compute.read.source import Source
from compute.read.table import RawTable

_PREFERRED = ("normalized_count", "rpkm", "scaled_estimate", "tpm", "fpkm", "raw_count", "beta_value")


def read_firehose(source: Source) -> RawTable:
    """The measure is noted; where every sample has several, one is taken (``source.part``, or the most normalised) and
    the others are named.
    """
    measures = _second(source)
    if measures is None:
        raise UserError("{source} has no second line of header; it is read as plain text.", source=source.name)
    table = read_delimited(source.between(0, dropped=1), leading=1)
    labels = measures[len(measures) - len(table.columns) - len(table.set_aside) :]
    kinds = list(dict.fromkeys(labels))
    if len(kinds) == 1:
        return replace(
            table,
            format=_title(source),
            usual="genes-in-rows",
            notes=(*table.notes, Message("Values are {measure}.", measure=kinds[0], severity="note")),
        )
    of_columns = _measures_of(table, source)
    there = list(dict.fromkeys(of_columns))
    by_fold = {kind.casefold(): kind for kind in there}
    chosen = (
        by_fold.get(source.part.casefold())
        if source.part
        else next((by_fold[kind] for kind in _PREFERRED if kind in by_fold), there[0])
    )
    if chosen is None:
        raise UserError(
            "{source} has no measure {part!r}; it has {there}.", source=source.name, part=source.part, there=there
        )
    kept = [place for place, kind in enumerate(of_columns) if kind == chosen]
    others = [kind for kind in there if kind != chosen]
    return replace(
        table,
        values=np.ascontiguousarray(table.values[:, kept]),
        columns=[table.columns[place] for place in kept],
        format=_title(source),
        usual="genes-in-rows",
        set_aside=(),
        notes=(
            *table.notes,
            Message(
                "Of each sample's measures {chosen} was used; the others are {others} (--layer NAME).",
                chosen=chosen,
                others=others,
                severity="note",
            ),
        ),
    )


def _title(source: Source) -> Message | str:
    return source.packed(Message("TSV with two lines of header (Firehose)"))


def _measures_of(table: RawTable, source: Source) -> list[str]:
    """The measure of each column of values: samples come back once for each measure."""
    lines = source.first_lines()
    samples, measures = (line.split("\t") for line in lines[:2])
    aside = set(table.set_aside)
    return [
        measure.strip()
        for sample, measure in list(zip(samples, measures, strict=False))[1:]
        if not (sample in aside and measure.strip().casefold() not in _PREFERRED)
    ]


def _second(source: Source) -> list[str] | None:
    """The measures of the second line; None where it is no second line of header."""
    lines = source.first_lines()[:3]
    if len(lines) < 3:
        return None
    header, second, third = (line.split("\t") for line in lines)
    if not len(header) == len(second) == len(third) or len(header) < 3:
        return None
    measures = [cell.strip() for cell in second[1:]]
    is_text = all(cell and not is_number(cell) and not is_missing(cell) for cell in measures)
    few = len(set(measures)) <= max(4, len(measures) // 10) and len(set(measures)) < len(measures)
    numbers = sum(is_number(cell) or is_missing(cell) for cell in third[1:])
    return measures if is_text and few and 2 * numbers > len(third) - 1 else None


FORMAT = Format(
    name="firehose",
    label="Firehose",
    title="text with two lines of header (Firehose)",
    extensions=(".txt", ".txt.gz"),
    carries="several measures of each sample",
    recognise=lambda source: _second(source) is not None,
    read=read_firehose,
    turn=130,
)
