"""TRIP: a few components that keep the networks and predict the score. The only home of torch.

Importing this package loads no torch; :class:`TRIP` and :func:`fit_study` bring it when they are first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from compute.tensor.explain import Explanation, edge_contribution_along, edge_contributions

if TYPE_CHECKING:
    from compute.tensor.accuracy import CAUTION
    from compute.tensor.model import fit_study
    from compute.tensor.trip import TRIP

_LATER = {
    "CAUTION": "compute.tensor.accuracy",
    "TRIP": "compute.tensor.trip",
    "fit_study": "compute.tensor.model",
}

__all__ = ["CAUTION", "TRIP", "Explanation", "edge_contribution_along", "edge_contributions", "fit_study"]


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)
