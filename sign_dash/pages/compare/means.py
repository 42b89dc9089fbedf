"""Mean networks of the sides of large studies, kept between processes: the next server shows a comparison at once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from compute.analyse import MeanNetwork, mean_network
from sign_dash.array_cache import ArrayCache, Arrays
from sign_dash.cache import networks_key

if TYPE_CHECKING:
    from compute.study import Study

LARGE: Final = 10_000_000
"""Coefficients of a side from which on reading them takes longer than reading what was kept."""
MOST: Final = 500_000_000
"""Bytes; a side of the whole GDSC study has some 20 MB."""
VERSION: Final = 1
"""To be raised when a mean network comes to be something else."""


class Means:
    """Mean networks, as :func:`compute.analyse.mean_network` reads them."""

    def __init__(self, cache: Path) -> None:
        self._cache = ArrayCache(cache / "means", MOST)

    def of(self, study: Study, samples: Sequence[int]) -> MeanNetwork:
        """The mean network of these samples; that of few coefficients, or of a study that still grows, is not kept."""
        chosen = np.asarray(samples, np.int64)
        if study.info.state != "complete" or study.edge_counts[chosen].sum() < LARGE:
            return mean_network(study, samples)
        which = hashlib.sha256(chosen.tobytes()).hexdigest()[:16]
        key = f"{VERSION}-{networks_key(study)}-{which}"
        found = self._cache.get(key, lambda: _arrays(mean_network(study, samples)))
        return MeanNetwork(**{name: found[name] for name in _NAMES}, samples=chosen.size)


_NAMES: Final = ("regulator", "target", "mean", "spread", "present")


def _arrays(mean: MeanNetwork) -> Arrays:
    return {name: getattr(mean, name) for name in _NAMES}
