"""What carries a prediction: component pairs and single edges. Plain arrays, so the dashboard can use it as well.

The reference is the empty network (no edges, core zero), whose prediction is the model's baseline. With G the
gradient of f averaged on the straight way from the empty network to the sample's, the contributions of component
pairs (G·Z) and of edges (Σ_uv G_uv C_R[j,u] x_jk C_T[k,v]) both add up to prediction − baseline. For a linear f these
are the exact Shapley values; for the multilayer perceptron they are integrated gradients (Sundararajan et al. 2017).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Explanation:
    """n predictions taken apart.

    cores, gradients, contributions: (n, a, b); predicted: (n,); baseline: prediction of the empty network.
    contributions = gradients · cores, and their sum over (a, b) is predicted − baseline. Units of the score.
    """

    cores: Floats
    predicted: Floats
    gradients: Floats
    contributions: Floats
    baseline: float


def edge_contributions(
    network: sparse.csr_array[Any], gradient: Floats, regulator_loadings: Floats, target_loadings: Floats
) -> sparse.csr_array[Any]:
    """Contribution of every edge of one sample's network (q×p) to its prediction, in units of the score.

    gradient: the sample's (a, b) slice of ``gradients``; loadings: (q, a) and (p, b). The sum over all edges is
    prediction − baseline; positive pushes the prediction up. Edges the sample lacks contribute nothing.
    """
    edges = sparse.coo_array(network)
    regulators, targets = edges.coords
    pull = np.einsum("eb,eb->e", (regulator_loadings @ gradient)[regulators], target_loadings[targets])
    return sparse.csr_array((edges.data * pull, (regulators, targets)), shape=network.shape)
