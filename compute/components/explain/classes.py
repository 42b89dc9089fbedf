"""What carries the evidence for a class; plain arrays, as :mod:`compute.components.explain.scores` is for scores."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ClassExplanation:
    """n predictions of C classes taken apart.

    cores: (n, a, b). evidence: (n, C), log-odds of each class against the average class, each row summing to 0;
    probabilities: (n, C), its softmax. gradients, contributions: (n, C, a, b). baseline: (C,), evidence of the empty
    network. contributions = gradients · cores, and their sum over (a, b) is evidence − baseline.
    """

    cores: Floats
    evidence: Floats
    probabilities: Floats
    gradients: Floats
    contributions: Floats
    baseline: Floats
