"""Counterfactuals: what a prediction becomes without an edge, a gene or a component. Recomputed, not approximated.

Silencing takes something out of the networks as they are and leaves all else in place: what the cell would do about it
(other expression, other edges) is not foreseen. The networks themselves are not needed again: a core is linear in its
network, so what an edge or a gene adds to it can be taken away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.components.learn.predictor import Predictor
from compute.components.reading.stored import Components, Side
from compute.errors import UserError
from compute.messages import word
from compute.study import Study, sure_edges

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Silenced:
    """what: that which was silenced, in words. predicted, silenced: (n,) predictions with and without it."""

    what: str
    predicted: Floats
    silenced: Floats

    @property
    def change(self) -> Floats:
        """(n,) silenced − predicted, in units of the score: negative where it pushed the prediction up."""
        return self.silenced - self.predicted


def silence_component(components: Components, predictor: Predictor, side: Side, component: int) -> Silenced:
    """Without one component (counted from 0) of a side: its row or column of every core is zero.

    Raises :class:`UserError` where there is no such component.
    """
    require_component(components, side, component)
    cores = components.cores.copy()
    cores[(slice(None), component) if side == "regulator" else (slice(None), slice(None), component)] = 0.0
    return _without(f"{side} component {component + 1}", components, predictor, cores)


def silence_edge(study: Study, components: Components, predictor: Predictor, regulator: str, target: str) -> Silenced:
    """Without one edge, in every sample that has it; :class:`UserError` where the study has no such gene."""
    left = components.loadings["regulator"][study.regulator_index(regulator)]
    right = components.loadings["target"][study.target_index(target)]
    course = sure_edges(study, components.confidence).edge(regulator, target).astype(np.float64)
    part = course[:, None, None] * np.outer(left, right)
    return _without(f"{regulator} → {target}", components, predictor, components.cores - part)


def silence_gene(study: Study, components: Components, predictor: Predictor, side: Side, gene: str) -> Silenced:
    """Without all edges that leave a regulator, or that reach a target.

    Raises :class:`UserError` where the study has no such gene.
    """
    part = core_part(study, components, side, gene)
    what = f"all edges {'from' if side == 'regulator' else 'to'} {gene}"
    return _without(what, components, predictor, components.cores - part)


def silence_each_regulator(
    study: Study, components: Components, predictor: Predictor, progress: Callable[[int, int], None] | None = None
) -> Floats:
    """(q, n) change of every sample's prediction when each regulator in turn is silenced (:func:`silence_gene`)."""
    changes = np.empty((len(study.regulators), len(study.samples)))
    for j, regulator in enumerate(study.regulators):
        changes[j] = silence_gene(study, components, predictor, "regulator", regulator).change
        if progress is not None:
            progress(j + 1, len(study.regulators))
    return changes


def core_part(study: Study, components: Components, side: Side, gene: str) -> Floats:
    """(n, a, b) what a gene's edges (out of a regulator, into a target) add to every core; over all genes the core."""
    projected = projected_edges(study, components, side, gene)
    if side == "regulator":
        loading = components.loadings["regulator"][study.regulator_index(gene)]
        part: Floats = loading[None, :, None] * projected[:, None, :]
        return part
    loading = components.loadings["target"][study.target_index(gene)]
    into: Floats = projected[:, :, None] * loading[None, None, :]
    return into


def projected_edges(study: Study, components: Components, side: Side, gene: str) -> Floats:
    """A gene's edges on the other side's components: x_j· C_T (n, b) of a regulator, C_R' x_·k (n, a) of a target."""
    study = sure_edges(study, components.confidence)
    if side == "regulator":
        bundle, other = study.regulator_coefficients(gene), components.loadings["target"]
    else:
        bundle, other = study.target_coefficients(gene), components.loadings["regulator"]
    product: Floats = bundle.coefficients.T.astype(np.float64) @ other[bundle.indices]
    return product


def gene_contributions(study: Study, components: Components, side: Side, gene: str) -> Floats:
    """(n, r) what a gene's edges add to every prediction through each component of its side, in units of the score.

    Over all genes and components of a side the sum is prediction − baseline, as for edges and component pairs.
    """
    parts = core_part(study, components, side, gene) * components.gradients
    summed: Floats = parts.sum(axis=2 if side == "regulator" else 1)
    return summed


def require_component(components: Components, side: Side, component: int) -> None:
    """:class:`UserError` unless the side has the component, counted from 0."""
    count = components.loadings[side].shape[1]
    if not 0 <= component < count:
        raise UserError(
            "There is no {side} component {component}; the model has {count}, counted from 1.",
            side=word(side),
            component=component + 1,
            count=count,
        )


def _without(what: str, components: Components, predictor: Predictor, cores: Floats) -> Silenced:
    return Silenced(what, predictor.predict(components.cores), predictor.predict(cores))
