"""Read what is known about the samples: tissue, treatment, identifiers."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from typing import TYPE_CHECKING

from compute.errors import UserError
from compute.messages import Message
from compute.read.frame import as_names, by_sample, read_frame
from compute.read.names import NEAR, NameMatch, match_names
from compute.read.source import find_source

if TYPE_CHECKING:
    import pandas as pd


def read_annotation(path: str | PathLike[str], name: str | None = None) -> pd.DataFrame:
    """One row per sample, indexed by sample name (the column headed sample, cell, …, else the first).

    name: what to call the file in messages (default: ``path``).
    Raises :class:`UserError` where the file is no table or names a sample twice.
    """
    source = find_source(path, name)
    return by_sample(read_frame(source), source)


def align_annotation(
    samples: Sequence[str], annotation: pd.DataFrame, matching: str = NEAR
) -> tuple[pd.DataFrame, tuple[Message, ...]]:
    """The annotation with one row per sample, in the order of ``samples``; rows stay empty where none is known.

    Samples are looked up in the annotation's own names, or in that of its columns (an identifier, such as the
    COSMIC id) which knows the most of them, as :func:`~compute.read.names.match_names` does. Also returns what a reader
    should know of the matching. Raises :class:`UserError` if not one sample is found.
    """
    best, by = best_match(samples, annotation, matching)
    if not (best.positions >= 0).any():
        raise UserError(
            "None of the {n_samples:,} samples ({sample}, …) is in the annotation ({other_sample}, …); the "
            "sample names of both tables must agree.",
            n_samples=len(samples),
            sample=samples[0],
            other_sample=annotation.index[0],
        )
    numbered = annotation.reset_index(drop=True)
    aligned = numbered.reindex(best.positions).set_axis(list(samples), axis=0)  # no row −1: empty
    said = (
        (Message("Samples were matched to the annotation by its column {column!r}.", column=by, severity="note"),)
        if by
        else ()
    )
    return aligned.rename_axis("sample"), (*said, *best.messages())


def best_match(samples: Sequence[str], table: pd.DataFrame, matching: str = NEAR) -> tuple[NameMatch, str]:
    """Samples found by the table's own names, or by the column that knows the most of them; and its name, else ""."""
    best, by = match_names(samples, [str(name) for name in table.index], matching), ""
    for place in range(table.shape[1]):
        names = as_names(table.iloc[:, place])
        present = [name for name in names if name]
        if present and len(set(present)) == len(present):
            match = match_names(samples, names, matching)
            if (match.positions >= 0).sum() > (best.positions >= 0).sum():
                best, by = match, str(table.columns[place])
    return best, by
