"""How sure an edge is: the probability that an independent half of the cohort finds it too."""

from compute.confidence.calibration import Calibration, calibrate
from compute.confidence.design import Design, design_of
from compute.confidence.shares import FOUND, Selection, Shares, shares_of

__all__ = ["FOUND", "Calibration", "Design", "Selection", "Shares", "calibrate", "design_of", "shares_of"]
