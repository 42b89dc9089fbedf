"""A stored model as people read it: components in a chosen rotation, and the predictor on their cores. No torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from compute.components.learn.predictor import ClassPredictor, LinearPredictor, MlpPredictor, Predictor
from compute.components.reading.varimax import varimax_rotation
from compute.errors import UserError, unknown_name
from compute.messages import Message, word
from compute.study import StoredModel

Floats = NDArray[np.float64]

Rotation = Literal["principal", "varimax"]
ROTATIONS: tuple[Rotation, ...] = get_args(Rotation)
Side = Literal["regulator", "target"]
SIDES: tuple[Side, ...] = get_args(Side)

HIDDEN_WEIGHTS, HIDDEN_BIAS, OUTPUT_WEIGHTS = "predictor_hidden", "predictor_bias", "predictor_output"


@dataclass(frozen=True, eq=False)
class Components:
    """The components of a model in one rotation; n samples in the study's order, a × b components.

    loadings: of each side (genes, r), orthonormal columns, each signed so that its loading of largest magnitude is
    positive, most core energy first. turns: of each side (r, r), by which the stored loadings are multiplied to give
    these. energy: (r,) shares of the core energy, summing to 1. cores, gradients, contributions: (n, a, b), the last
    in units of the score; a sample's contributions and ``baseline`` add up to ``predicted`` (n,). Of a model that
    predicts classes, all this is about one of them, and ``predicted`` is its evidence (log-odds against the average
    class); ``of_class`` is its name. confidence: of the edges it was learned from, at least; 0 for all edges.
    """

    rotation: Rotation
    of_class: str | None
    loadings: dict[Side, Floats]
    turns: dict[Side, Floats]
    energy: dict[Side, Floats]
    cores: Floats
    gradients: Floats
    predicted: Floats
    baseline: float
    confidence: float = 0.0

    @property
    def contributions(self) -> Floats:
        """(n, a, b) in units of what is predicted."""
        return self.gradients * self.cores


def read_components(model: StoredModel, rotation: Rotation = "principal", of_class: str | None = None) -> Components:
    """The components of a stored TRIP model. Turning them changes no prediction: the predictor is turned with them.

    of_class: the class whose evidence is taken apart, for a model that predicts classes. Raises :class:`UserError`
    where the model is of another kind, and for a class that is missing, unknown, or asked of a score.
    """
    require_trip(model)
    place = class_position(model, of_class)
    arrays = model.arrays
    stored = {side: np.asarray(arrays[f"{side}_loadings"], np.float64) for side in SIDES}
    turns: dict[Side, Floats] = {side: np.eye(stored[side].shape[1]) for side in SIDES}
    cores, gradients = (np.asarray(arrays[name], np.float64) for name in ("cores", "gradients"))
    if place is None:
        predicted, baseline = arrays["predicted"], float(model.info["baseline"])
    else:
        gradients, predicted = gradients[:, place], arrays["evidence"][:, place]
        baseline = float(model.info["baseline"][place])
    if rotation == "varimax":
        turns = {side: varimax_rotation(stored[side]) for side in SIDES}
        turns = {side: _ordered(turns[side], stored[side], _energy(_turned(cores, turns), side)) for side in SIDES}
    cores, gradients = _turned(cores, turns), _turned(gradients, turns)
    return Components(
        rotation,
        of_class,
        {side: stored[side] @ turns[side] for side in SIDES},
        turns,
        {side: _energy(cores, side) for side in SIDES},
        cores,
        gradients,
        np.asarray(predicted, np.float64),
        baseline,
        least_confidence(model),
    )


def first_class(model: StoredModel) -> str | None:
    """The first of the classes that a model predicts; None of a model that predicts a score."""
    classes: list[str] = model.info.get("classes") or []
    return classes[0] if classes else None


def least_confidence(model: StoredModel) -> float:
    """The least confidence of the edges a model was learned from; 0 for all edges."""
    return float(model.info.get("confidence", {}).get("least", 0.0))


def require_trip(model: StoredModel) -> None:
    """:class:`UserError` unless the model is TRIP, whose components belong to the same genes in all samples."""
    if model.info.get("kind") != "trip":
        raise UserError(
            "The model {model!r} is of kind {kind!r}, whose components belong to no common genes; choose a model "
            "made by `trip`.",
            model=model.name,
            kind=model.info.get("kind"),
        )


def class_position(model: StoredModel, of_class: str | None) -> int | None:
    """Place of a class among the model's; None of a model that predicts a score.

    Raises :class:`UserError` for a class that is missing, unknown, or asked of a score.
    """
    classes: list[str] = model.info.get("classes") or []
    if of_class is None and classes:
        raise UserError(
            "The model {model!r} predicts classes, and contributions are about one; name it with --class ({classes}).",
            model=model.name,
            classes=classes,
        )
    if of_class is None:
        return None
    if not classes:
        raise UserError(
            "The model {model!r} predicts the score {score!r}; leave the class out.",
            model=model.name,
            score=model.info["target"],
        )
    if of_class not in classes:
        raise unknown_name(word("class"), of_class, classes, Message("the model {model!r}", model=model.name))
    return classes.index(of_class)


def sparse_rotation(loadings: Floats) -> Floats:
    """Varimax of bare loadings (genes, r), as :func:`read_components` turns them but for the order of the columns."""
    return loadings @ varimax_rotation(loadings)


def predictor_arrays(predictor: Predictor | ClassPredictor) -> dict[str, Floats]:
    """What a model must store, beside its gradients, for :func:`stored_predictor`; nothing for a linear one.

    Hidden layer (h, a, b) and (h,), which classes share, and output weights (h,) or (classes, h).
    """
    if isinstance(predictor, ClassPredictor):
        parts = [predictor_arrays(part) for part in predictor.of_class]
        return parts[0] | {OUTPUT_WEIGHTS: np.stack([part[OUTPUT_WEIGHTS] for part in parts])} if parts[0] else {}
    if not isinstance(predictor, MlpPredictor):
        return {}
    return {HIDDEN_WEIGHTS: predictor.hidden, HIDDEN_BIAS: predictor.bias, OUTPUT_WEIGHTS: predictor.output}


def stored_predictor(model: StoredModel, components: Components) -> Predictor | None:
    """f of a stored model, on cores in the rotation of ``components``; None for a perceptron that was not stored.

    Of a model that predicts classes, the evidence of the class that ``components`` are about.
    """
    left, right = components.turns["regulator"], components.turns["target"]
    if model.info["predictor"] == "linear":
        return LinearPredictor(components.gradients[0], components.baseline)
    arrays: dict[str, NDArray[Any]] = model.arrays
    if HIDDEN_WEIGHTS not in arrays:
        return None
    hidden, bias, output = (np.asarray(arrays[name]) for name in (HIDDEN_WEIGHTS, HIDDEN_BIAS, OUTPUT_WEIGHTS))
    if components.of_class is not None:
        output = output[model.info["classes"].index(components.of_class)]
    intercept = components.baseline - float(np.tanh(bias) @ output)
    return MlpPredictor(hidden, bias, output, intercept).rotated(left, right)


def _turned(cores: Floats, turns: dict[Side, Floats]) -> Floats:
    turned: Floats = turns["regulator"].T @ cores @ turns["target"]
    return turned


def _energy(cores: Floats, side: Side) -> Floats:
    """(r,) share of the core energy in each component of one side."""
    energy = (cores**2).sum(axis=(0, 2) if side == "regulator" else (0, 1))
    share: Floats = energy / energy.sum()
    return share


def _ordered(turn: Floats, stored: Floats, energy: Floats) -> Floats:
    """The columns of a rotation by the energy of their components, signed as principal components are."""
    turn = turn[:, np.argsort(-energy, kind="stable")]
    loadings = stored @ turn
    strongest = np.abs(loadings).argmax(axis=0)
    signs: Floats = np.where(loadings[strongest, np.arange(turn.shape[1])] < 0, -1.0, 1.0)
    return turn * signs
