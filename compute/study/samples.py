"""What a study keeps of its samples: their score and their annotation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.study import format as layout
from compute.study.intact import check_ascending, check_shape
from compute.study.stored import read_array

if TYPE_CHECKING:
    import pandas as pd

    from compute.study.read import Study


def read_modulator(file: Path, samples: int) -> NDArray[np.float64]:
    """(n,) ascending; :class:`UserError` where the file is damaged."""
    found = read_array(file)
    check_shape(file, found, (samples,))
    check_ascending(file, found)
    return found


def stored_own_scores(study: Study) -> dict[str, NDArray[np.float64]]:
    """By target, (n,) the score without it that a study estimated it along; :class:`UserError` where the file is
    damaged.
    """
    names = study.info.own_scores
    if not names:
        return {}
    file = study.path / layout.OWN_SCORES
    found = read_array(file)
    check_shape(file, found, (len(names), len(study.samples)), "f")
    return dict(zip(names, found, strict=True))


def read_annotation(file: Path, samples: Sequence[str]) -> pd.DataFrame:
    """Indexed by sample, in the study's order; no columns where there is no file. :class:`UserError` where the file is
    damaged, or says something of other samples.
    """
    import pandas as pd

    if not file.is_file():
        return pd.DataFrame(index=pd.Index(samples, name="sample"))
    try:
        frame = pd.read_parquet(file)
    except Exception as error:  # of a damaged file pyarrow raises nearly anything
        raise UserError(
            "{path} is damaged ({error}); restore the study from a copy.", path=file, error=error
        ) from error
    if list(frame.index) != list(samples):
        raise UserError("{path} is damaged (its samples are others); restore the study from a copy.", path=file)
    return frame
