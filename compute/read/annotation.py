"""Read what is known about the samples: tissue, treatment, identifiers."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from typing import TYPE_CHECKING

from compute.errors import UserError
from compute.messages import Message
from compute.read.frame import as_names, by_sample, read_frame
from compute.read.names import match_names
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


def align_annotation(samples: Sequence[str], annotation: pd.DataFrame) -> tuple[pd.DataFrame, tuple[Message, ...]]:
    """The annotation with one row per sample, in the order of ``samples``; rows stay empty where none is known.

    Samples are looked up in the annotation's own names, or in that of its columns (an identifier, such as the
    COSMIC id) which knows the most of them. Also returns what a reader should know of the matching.
    Raises :class:`UserError` if not one sample is found.
    """
    best = match_names(samples, [str(name) for name in annotation.index])
    place, known = None, int((best.positions >= 0).sum())
    for column in range(annotation.shape[1]):
        names = as_names(annotation.iloc[:, column])
        present = [name for name in names if name]
        if len(set(present)) == len(present):
            match = match_names(samples, names)
            if (found := int((match.positions >= 0).sum())) > known:
                best, place, known = match, column, found
    if known == 0:
        raise UserError(
            "None of the {n_samples:,} samples ({sample}, …) is in the annotation ({other_sample}, …); the "
            "sample names of both tables must agree.",
            n_samples=len(samples),
            sample=samples[0],
            other_sample=annotation.index[0],
        )
    numbered = annotation.reset_index(drop=True)
    aligned = numbered.reindex(best.positions).set_axis(list(samples), axis=0)  # no row −1: empty
    by = (
        ()
        if place is None
        else (
            Message(
                "Samples were matched to the annotation by its column {column!r}.",
                column=annotation.columns[place],
                severity="note",
            ),
        )
    )
    return aligned.rename_axis("sample"), (*by, *best.messages())
