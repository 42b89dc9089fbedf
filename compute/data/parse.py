"""A text table into a frame, once its dialect is known; rows that are too long are never cut off silently."""

from __future__ import annotations

import warnings
from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np

from compute.data.dialect import MISSING, Dialect
from compute.data.source import Source
from compute.errors import UserError

if TYPE_CHECKING:
    import pandas as pd


def parse(source: Source, dialect: Dialect, text: Collection[int], numbers: Collection[int] = ()) -> pd.DataFrame:
    """Columns by their place from 0, as many as the header has.

    text: places kept as they are written, "" where empty. numbers: places that must hold numbers, NaN where
    missing. Any other column gets the type that fits it. Raises :class:`UserError` where that cannot be.
    """
    import pandas as pd

    spare = [dialect.width] if dialect.hanging else []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)  # pandas only warns when it cuts a row off
            frame = pd.read_csv(
                source.path,
                sep=dialect.separator,
                decimal=dialect.decimal,
                header=0,
                names=[*range(dialect.width), *spare],
                index_col=False,
                dtype=dict.fromkeys(numbers, np.float64),
                converters=dict.fromkeys([*text, *spare], str),
                na_values=list(MISSING),
                keep_default_na=False,
                skipinitialspace=True,
                low_memory=False,
                compression="gzip" if source.compressed else None,
                encoding=source.encoding,
                float_precision="round_trip",
            )
    except (OSError, EOFError, ValueError, pd.errors.ParserWarning) as error:
        raise source.unreadable(error) from error
    if spare and any(cell.strip() for cell in frame.iloc[:, -1]):
        raise UserError(f"{source.name} has rows with more values than its header has labels; label every column.")
    return frame.iloc[:, : dialect.width]
