"""The compiled code, ready in this process."""

from __future__ import annotations

import numpy as np

from compute.methods.compiled import first_run
from compute.methods.state_space.dimension import from_start
from compute.methods.state_space.rules import Rules
from compute.methods.state_space.series import series_of


@first_run
def compile_all() -> None:
    """A model of a tiny course."""
    series = series_of(np.random.default_rng(0).normal(size=(2, 5, 3)))
    from_start(series, 1, 0, 0, Rules(), 1)
