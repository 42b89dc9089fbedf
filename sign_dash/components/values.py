"""A model's numbers for every sample, packed for the browser, which shows those of the sample at hand."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sign_dash.components.explained import Explained
from sign_dash.components.spark import shares

if TYPE_CHECKING:
    from compute import Study


def values_for_browser(explained: Explained, study: Study) -> dict[str, Any]:
    """The store :data:`names.VALUES`: float32 matrices as base64, samples × pairs, in order of the score."""
    return {
        "rows": explained.components("regulator"),
        "columns": explained.components("target"),
        "core": _packed(explained.cores),
        "contribution": _packed(explained.contributions),
        "given": _rounded(explained.given),
        "predicted": _rounded(explained.predicted),
        "heldOut": _rounded(explained.held_out),
        "baseline": explained.baseline,
        "target": explained.info["target"],
        "shares": _rounded(shares(study.modulator)),
    }


def _packed(values: NDArray[np.float64]) -> str:
    return base64.b64encode(np.ascontiguousarray(values, "<f4").tobytes()).decode("ascii")


def _rounded(values: NDArray[np.float64]) -> list[float]:
    return [round(float(value), 6) for value in values]
