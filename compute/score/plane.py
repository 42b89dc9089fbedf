"""The plane of the E and the M score, and which samples are hybrid in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

Phenotype = Literal["epithelial", "hybrid", "mesenchymal", "neither"]
PHENOTYPES: tuple[Phenotype, ...] = get_args(Phenotype)


def phenotypes(epithelial: NDArray[np.float64], mesenchymal: NDArray[np.float64]) -> Sequence[Phenotype]:
    """Where each sample lies in the plane: hybrid where both its scores lie above their medians over the samples.

    epithelial, mesenchymal: (n,) E and M score. Above the median of E alone it is epithelial, above that of M alone
    mesenchymal, above none of the two neither. The medians are those of these samples, so the same sample may be hybrid
    in one cohort and not in another [ours].
    """
    up_e, up_m = epithelial > np.median(epithelial), mesenchymal > np.median(mesenchymal)
    names: dict[tuple[bool, bool], Phenotype] = {
        (True, False): "epithelial",
        (True, True): "hybrid",
        (False, True): "mesenchymal",
        (False, False): "neither",
    }
    return tuple(names[bool(e), bool(m)] for e, m in zip(up_e, up_m, strict=True))
