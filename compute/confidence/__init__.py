"""How sure an edge is: the probability that an independent half of the cohort finds it too.

A study is resampled (:func:`confidence`) as its method made it, and what was found is stored with it; it is read as
:attr:`compute.study.Study.confidence`.
"""

from compute.confidence.calibration import Calibration, calibrate
from compute.confidence.design import Design, design_of
from compute.confidence.plan import ConfidencePlan, plan, plan_of_cohort
from compute.confidence.run import Resampling, confidence
from compute.confidence.shares import FOUND, Selection, Shares, shares_of

__all__ = [
    "FOUND",
    "Calibration",
    "ConfidencePlan",
    "Design",
    "Resampling",
    "Selection",
    "Shares",
    "calibrate",
    "confidence",
    "design_of",
    "plan",
    "plan_of_cohort",
    "shares_of",
]
