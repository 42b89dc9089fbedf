"""A model's numbers for every sample, packed for the browser, which shows those of the current sample."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sign_dash.pages.components.explained import Explained
from sign_dash.pages.components.spark import shares
from sign_dash.scene.encoding import packed

if TYPE_CHECKING:
    from compute.study import Study


def values_for_browser(explained: Explained, study: Study) -> dict[str, Any]:
    """The store :data:`names.VALUES`: float32 matrices as base64, samples × pairs, in order of the score.

    Of classes, ``predicted`` is the evidence for the current class, ``given`` the sample's own class by name ("" where
    it was not learned from), and ``heldOut`` the held-out probability of the current class.
    """
    rows, columns = explained.cores.shape[1:]
    classes = explained.classes
    given = [classes[place] if place >= 0 else "" for place in explained.given.tolist()] if classes else None
    return {
        "rows": rows,
        "columns": columns,
        "core": packed(explained.cores, "<f4"),
        "contribution": packed(explained.contributions, "<f4"),
        "given": given or _rounded(explained.given),
        "predicted": _rounded(explained.predicted),
        "heldOut": _rounded(explained.held_out),
        "baseline": explained.baseline,
        "target": explained.info["target"],
        "ofClass": explained.of_class,
        "own": explained.own,
        "shares": _rounded(shares(study.modulator)),
    }


def _rounded(values: NDArray[np.float64]) -> list[float]:
    return [round(float(value), 6) for value in values]
