"""Cores between the samples: of a study of courses they are courses too."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from compute.components.reading.rows import Origin, plain_table
from compute.components.reading.stored import Components, Side
from compute.study import Study
from compute.write.table import Columns, Table

Floats = NDArray[np.float64]
POINTS = 25
"""Scores of the table, evenly spaced from the lowest sample to the highest."""


def cores_at(study: Study, loadings: Mapping[Side, Floats], scores: Floats) -> Floats:
    """C_R' X(m) C_T at any scores (s,) from the study's lowest to its highest: (s, a, b). loadings: of each side
    (genes, r), in any rotation.

    Exact: the network at a score, projected. :class:`UserError` for a study without courses.
    """
    courses = study.known_courses()
    left, right = loadings["regulator"], loadings["target"]
    if courses.least > 0:  # an edge is there or not: a core is no sum of a few
        networks = (study.network_at(float(score)) for score in scores)
        return np.array([left.T @ (network @ right) for network in networks]).reshape(-1, left.shape[1], right.shape[1])
    known, shape = courses.arrays, (len(study.targets), len(study.regulators))
    of_functions = [
        (sparse.csr_array((column, known["regulator"], known["target_ptr"]), shape=shape).T @ right).T @ left
        for column in np.asarray(known["course"], np.float64).T
    ]
    found: Floats = np.einsum("sf,fba->sab", courses.functions(scores), np.array(of_functions))
    return found


def core_courses_table(study: Study, components: Components, origin: Origin) -> Table:
    """``modulator,regulator_component,target_component,core`` at :data:`POINTS` scores."""
    scores = np.linspace(float(study.modulator.min()), float(study.modulator.max()), POINTS)
    cores = cores_at(study, components.loadings, scores)
    rows = (
        [score, u + 1, v + 1, float(core[u, v])]
        for score, core in zip(scores.tolist(), cores, strict=True)
        for u, v in np.ndindex(*core.shape)
    )
    columns: Columns = {
        "modulator": "float64", "regulator_component": "Int64", "target_component": "Int64", "core": "float64",
    }  # fmt: skip
    return plain_table(columns, rows, origin)
