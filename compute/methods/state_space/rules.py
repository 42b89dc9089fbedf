"""How a state space model is estimated, apart from the estimation: the settings need it, and none of the numerics."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rules:
    """How parameters are estimated. ridge: κ. common: one variance of the noise for all genes. zero: the state before
    the first time is 0, not estimated.
    """

    ridge: float = 0.0
    common: bool = False
    zero: bool = False
