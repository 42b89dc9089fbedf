"""Compile both forms and the selection on a few random numbers."""

from __future__ import annotations

import numpy as np

from compute.methods.curves.fit import penalised
from compute.methods.curves.select import Columns, select
from compute.methods.curves.sparse import sparse


def compile_all() -> None:
    rng = np.random.default_rng(0)
    columns = Columns(
        rng.normal(size=(24, 3)), rng.normal(size=(24, 1)), np.array([-1]), rng.normal(size=24), np.zeros((24, 0))
    )
    sparse(columns, None).fit_target(0)
    penalised(columns, 1.0, 0).fit_target(0)
    select(columns, np.ones(24, np.bool_), 1.0)
