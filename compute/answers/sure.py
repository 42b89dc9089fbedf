"""How sure edges are, as one sentence of an answer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.messages import Message
from compute.study import Study

SURE = 0.8
"""The confidence from which an edge is called sure [ours]."""

UNKNOWN = Message("Confidence has not been computed for this study.")


def confidence_of_edges(study: Study, regulators: NDArray[np.int64], targets: NDArray[np.int64]) -> Message:
    """How many of these edges (positions) another half of the cohort finds, too."""
    known = study.confidence
    if known is None:
        return UNKNOWN
    found = known.of_edges(regulators, targets)["confidence"]
    return Message(
        "Confidence: {sure:,} of {all:,} have a probability of {least:g} or more of being found in an independent "
        "half of the cohort; {expected:.0f} in all are expected.",
        sure=int(np.count_nonzero(found >= SURE)),
        all=found.size,
        least=SURE,
        expected=float(found.sum()),
    )
