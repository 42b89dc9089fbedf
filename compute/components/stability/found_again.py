"""How stable the components of a model are over seeds and over samples. Plain arrays; the fits are made elsewhere.

[ours]. A component is found again by another fit if its partner there has an absolute cosine of at least
``SAME_COMPONENT``; it is stable if that holds for at least ``STABLE_SHARE`` of the fits to resampled samples, and for
as many of the fits from other seeds. The networks are those of the study throughout: what a component owes to the
choice of samples is measured, what it owes to the estimation of the networks is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compute.components.reading.stored import Components, Rotation, Side, sparse_rotation
from compute.components.stability.matching import match_components
from compute.errors import UserError
from compute.study import StoredModel

Floats = NDArray[np.float64]

SAME_COMPONENT = 0.8
"""Absolute cosine from which two components count as the same one. Unrelated directions among q genes have about
√(2/(πq)): 0.04 for 500 genes."""
STABLE_SHARE = 0.8
LEVEL = 0.9
"""Coverage of the bootstrap intervals; with 20 resamples a wider one would rest on single fits."""
REFITS: dict[Side, str] = {"regulator": "refit_regulator_loadings", "target": "refit_target_loadings"}
"""Arrays of a model whose stability was measured: (seeds + resamples, genes, components) float32, seeds first."""


@dataclass(frozen=True, eq=False)
class SideStability:
    """Stability of the r components of one side.

    seed_cosine: (S, r) and resample_cosine: (B, r), of each component with its partner in each fit, 0..1.
    seed_subspace: (S,) and resample_subspace: (B,), smallest cosine between the spaces spanned: where it is near 1 and
    a component is unstable, that component has turned within a stable space. low, high: (genes, r) ends of the
    loadings' percentile bootstrap interval at ``LEVEL``, partners' signs turned to agree.
    """

    seed_cosine: Floats
    resample_cosine: Floats
    seed_subspace: Floats
    resample_subspace: Floats
    low: Floats
    high: Floats

    @property
    def figure(self) -> Floats:
        """(r,) the stability figure: median absolute cosine with its partner over the resamples."""
        median: Floats = np.median(self.resample_cosine, axis=0)
        return median

    @property
    def found_in_resamples(self) -> Floats:
        """(r,) share of the resamples that find the component again."""
        return _found_again(self.resample_cosine)

    @property
    def found_in_seeds(self) -> Floats:
        """(r,) share of the seeds that find the component again."""
        return _found_again(self.seed_cosine)

    @property
    def stable(self) -> NDArray[np.bool_]:
        """(r,) whether the component is stable by the rule above."""
        return (self.found_in_resamples >= STABLE_SHARE) & (self.found_in_seeds >= STABLE_SHARE)


Stability = dict[Side, SideStability]


def has_stability(model: StoredModel) -> bool:
    """Whether the model's stability was measured and stored with it."""
    return "stability" in model.info


def read_stability(model: StoredModel, components: Components) -> Stability:
    """Stability of stored components in the rotation of ``components``; every refit is turned by the same rule.

    Raises :class:`UserError` where it was never measured.
    """
    if not has_stability(model):
        raise UserError(
            "The stability of the model {model!r} was never measured; run `components` with --stability.",
            model=model.name,
        )
    record: dict[str, Any] = model.info["stability"]
    seeds = len(record["seeds"])
    return {
        side: side_stability(
            components.loadings[side], np.asarray(model.arrays[REFITS[side]], np.float64), seeds, components.rotation
        )
        for side in components.loadings
    }


def side_stability(reference: Floats, refits: Floats, seeds: int, rotation: Rotation) -> SideStability:
    """Stability of one side. reference: (genes, r); refits: (seeds + resamples, genes, r) in principal order."""
    turned = [sparse_rotation(found) if rotation == "varimax" else found for found in refits]
    matches = [match_components(reference, found) for found in turned]
    cosine = np.array([match.cosine for match in matches])
    subspace = np.array([match.subspace for match in matches])
    tail = (1 - LEVEL) / 2
    low, high = np.quantile([match.loadings for match in matches[seeds:]], [tail, 1 - tail], axis=0)
    return SideStability(cosine[:seeds], cosine[seeds:], subspace[:seeds], subspace[seeds:], low, high)


def _found_again(cosine: Floats) -> Floats:
    share: Floats = (cosine >= SAME_COMPONENT).mean(axis=0)
    return share
