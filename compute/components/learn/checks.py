"""What an estimator is given, checked before anything is computed: one sentence where it cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from operator import index
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.utils.class_weight import compute_sample_weight

from compute.components.learn.settings import PREDICTORS, ClassWeight
from compute.components.trip.stack import NetworkStack
from compute.errors import UserError
from compute.messages import Message, word

Floats = NDArray[np.float64]

LARGEST_SEED = 2**32 - 1
"""Of scikit-learn's generators."""
MOST = 1_000_000
"""Of what is counted: turns, epochs, hidden units. More is a slip of the hand that would take for ever."""
SAME = 1e-12
"""Variation below this share of the size counts as none: it is rounding."""


def check_choice(what: str, value: object, choices: tuple[str, ...]) -> None:
    """:class:`UserError` unless ``value`` is one of ``choices``."""
    if value not in choices:
        raise UserError(
            "There is no {what} {value!r}; use {choices:or}.", what=word(what), value=value, choices=choices
        )


def check_predictor(predictor: object) -> None:
    """:class:`UserError` unless it is a kind of predictor there is."""
    check_choice("predictor", predictor, PREDICTORS)


def check_not_negative(**values: float) -> None:
    """:class:`UserError` naming the first value that is below zero or no number."""
    for name, value in values.items():
        if not (np.isfinite(value) and value >= 0):
            raise UserError("{name} is {value}; give a number that is zero or more.", name=name, value=value)


def check_positive(**values: float) -> None:
    """:class:`UserError` naming the first value that is not above zero."""
    for name, value in values.items():
        _require_positive(name, value)


def _require_positive(name: Message | str, value: float) -> None:
    if not (np.isfinite(value) and value > 0):
        raise UserError("{name} is {value}; give a number above zero.", name=name, value=value)


def check_counts(**counts: int) -> None:
    """:class:`UserError` naming the first count below 1, or above :data:`MOST`."""
    for name, count in counts.items():
        if count < 1:
            raise UserError("{name} is {count}; give a whole number of at least 1.", name=name, count=count)
        if count > MOST:
            raise UserError("{name} is {count}; give at most {most:,}.", name=name, count=count, most=MOST)


def check_seed(seed: int) -> None:
    """:class:`UserError` unless the seed is from 0 to :data:`LARGEST_SEED`."""
    if not 0 <= seed <= LARGEST_SEED:
        raise UserError("seed is {seed}; give a whole number from 0 to {most:,}.", seed=seed, most=LARGEST_SEED)


def check_fraction(fraction: float) -> None:
    """:class:`UserError` unless the share of samples held aside lies between 0 and 1."""
    if not 0 < fraction < 1:
        raise UserError(
            "validation_fraction is {fraction}; give a share of the samples between 0 and 1.", fraction=fraction
        )


def checked_rank(rank: Any, shape: tuple[int, int]) -> tuple[int, int]:
    """(a, b) as whole numbers, each at least 1 and at most the number of genes on its side (regulators, targets)."""
    try:
        a, b = (index(value) for value in rank)
    except (TypeError, ValueError):
        raise UserError(
            "The rank is {rank}; give two whole numbers, of regulator-side and target-side components.", rank=str(rank)
        ) from None
    for components, size, side in ((a, shape[0], "regulators"), (b, shape[1], "targets")):
        if components < 1:
            raise UserError(
                "The rank {a} × {b} asks for {components} components of {side}; ask for at least 1.",
                a=a,
                b=b,
                components=components,
                side=word(side),
            )
        if components > size:
            raise UserError(
                "The rank {a} × {b} asks for {components} components of {size} {side}; ask for at most {size}.",
                a=a,
                b=b,
                components=components,
                size=size,
                side=word(side),
            )
    return a, b


def checked_scores(y: ArrayLike, samples: int) -> Floats:
    """Scores (samples,), finite and not all the same."""
    try:
        scores = np.asarray(y, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise UserError(
            "The scores are not all numbers ({error}); give one number per network.", error=error
        ) from error
    if scores.shape != (samples,):
        raise UserError(
            "There are {samples} networks but scores of shape {shape}; give one score per network.",
            samples=samples,
            shape=str(scores.shape),
        )
    missing = np.flatnonzero(~np.isfinite(scores))
    if missing.size:
        raise UserError(
            "{n_missing} of {samples} scores are missing or infinite (the first is sample {first}); leave those "
            "samples out.",
            n_missing=missing.size,
            samples=samples,
            first=missing[0],
        )
    if scores.std() <= SAME * max(1.0, float(np.abs(scores).max())):
        raise UserError(
            "The score is {score:g} in all {samples} samples; a constant score cannot be predicted.",
            score=scores[0],
            samples=samples,
        )
    return scores


def checked_classes(y: ArrayLike, samples: int) -> tuple[NDArray[Any], NDArray[np.intp]]:
    """The classes, sorted, and each sample's position among them (samples,); at least two, and none missing."""
    given = np.asarray(y)
    if given.shape != (samples,):
        raise UserError(
            "There are {samples} networks but classes of shape {shape}; give one class per network.",
            samples=samples,
            shape=str(given.shape),
        )
    missing = np.flatnonzero(pd.isna(given) | (given.astype(str) == ""))
    if missing.size:
        raise UserError(
            "{n_missing} of {samples} samples have no class (the first is sample {first}); leave those samples out.",
            n_missing=missing.size,
            samples=samples,
            first=missing[0],
        )
    try:
        classes, labels = np.unique(given, return_inverse=True)
    except TypeError as error:
        raise UserError("The classes are of mixed types ({error}); give all of them as text.", error=error) from error
    if len(classes) < 2:
        raise UserError(
            "All {samples} samples are of class {label}; give at least two classes to tell apart.",
            samples=samples,
            label=classes[0],
        )
    return classes, labels.astype(np.intp)


def checked_sample_weights(class_weight: ClassWeight, classes: NDArray[Any], labels: NDArray[np.intp]) -> Floats:
    """(samples,) weights: 1 each, or "balanced" (every class weighs the same), or given by class."""
    if isinstance(class_weight, Mapping):
        absent = [name for name in classes.tolist() if name not in class_weight]
        if absent:
            raise UserError(
                "class_weight has no weight for class {label!r}; give one for every class.", label=absent[0]
            )
        for name in classes.tolist():
            _require_positive(Message("class_weight of {label}", label=name), class_weight[name])
    elif class_weight not in (None, "balanced"):
        raise UserError(
            "class_weight is {class_weight!r}; use None, 'balanced' or a weight for every class.",
            class_weight=class_weight,
        )
    weights: Floats = compute_sample_weight(class_weight, classes[labels]).astype(np.float64)
    return weights


def check_variation(stack: NetworkStack) -> None:
    """:class:`UserError` where all networks are empty, or the same."""
    check_energy(stack.energy, stack.samples)
    if stack.variation <= SAME * stack.energy:
        raise UserError(
            "All {samples} networks are the same; they cannot tell one sample from another.", samples=stack.samples
        )


def check_energy(energy: float, samples: int) -> None:
    """:class:`UserError` where networks have no edge among them."""
    if energy == 0:
        raise UserError("All {samples} networks are empty; there is nothing to learn from.", samples=samples)
