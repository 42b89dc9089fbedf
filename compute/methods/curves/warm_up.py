"""The compiled code, ready in this process."""

from __future__ import annotations

import numpy as np

from compute.methods.compiled import first_run
from compute.methods.curves.fit import penalised
from compute.methods.curves.select import Columns, select
from compute.methods.curves.sparse import sparse


@first_run
def compile_all() -> None:
    """Both forms and the selection, on a few random numbers."""
    rng = np.random.default_rng(0)
    columns = Columns(
        rng.normal(size=(24, 3)), rng.normal(size=(24, 1)), np.array([-1]), rng.normal(size=24), np.zeros((24, 0))
    )
    sparse(columns, None).fit_target(0)
    penalised(columns, 1.0, 0).fit_target(0)
    select(columns, np.ones(24, np.bool_), 1.0)
