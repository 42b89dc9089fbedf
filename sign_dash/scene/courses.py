"""Courses of the edges of a drawing, for the browser: K numbers per edge instead of one per sample."""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import numpy as np

from compute.study import BAND, edge_courses
from sign_dash.scene.encoding import packed

if TYPE_CHECKING:
    from compute.study import Study
    from sign_dash.scene.select import Subnetwork


def sent_courses(study: Study, subnetwork: Subnetwork) -> dict[str, Any] | None:
    """What ``assets/js/courses.mjs`` evaluates at any score; None where the study keeps networks.

    ``score`` (g,), ``functions`` (g, K) and ``modulator`` (samples,) are doubles, ``course`` (edges, K) and ``spread``
    (edges, K (K + 1)/2) single precision, all in base64. ``reach``: standard deviations on either side in a band.
    """
    if study.courses is None:
        return None
    regulators = np.array([study.regulator_index(subnetwork.genes[i]) for i in subnetwork.source], np.int64)
    targets = np.array([study.target_index(subnetwork.genes[i]) for i in subnetwork.target], np.int64)
    found = edge_courses(study, regulators, targets)
    return {
        "functions_each": found.functions.shape[1],
        "reach": NormalDist().inv_cdf(0.5 + BAND / 2.0),
        "least": found.least,
        "score": packed(found.score, "<f8"),
        "functions": packed(found.functions, "<f8"),
        "modulator": packed(study.modulator, "<f8"),
        "course": packed(found.course, "<f4"),
        "spread": packed(found.spread, "<f4"),
    }
