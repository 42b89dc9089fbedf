"""Read what is known about the samples: tissue, treatment, identifiers."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

from compute.data.frame import by_sample, read_frame
from compute.data.source import find_source

if TYPE_CHECKING:
    import pandas as pd


def read_annotation(path: str | PathLike[str]) -> pd.DataFrame:
    """One row per sample, indexed by sample name (the column headed sample, cell, …, else the first).

    Raises :class:`UserError` where the file is no table or names a sample twice.
    """
    source = find_source(path)
    return by_sample(read_frame(source), source)
