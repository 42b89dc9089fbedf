"""What one stored TRIP model says, with the study's names on it: the page's only way to a model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from compute import UserError

if TYPE_CHECKING:
    from compute import StoredModel, Study

Side = Literal["regulator", "target"]
Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Explained:
    """A model of N samples with a regulator-side and b target-side components.

    loadings: of each side, genes × components, orthonormal columns.
    cores: (n, a, b), the networks projected on the pairs of components, samples in order of the score.
    contributions: (n, a, b), what each pair adds to the prediction; a sample's sum and ``baseline`` make ``predicted``.
    given, predicted, held_out: (n,), the value itself, fitted, and predicted by a model that never saw the sample.
    """

    name: str
    info: dict[str, Any]
    genes: dict[Side, tuple[str, ...]]
    loadings: dict[Side, Values]
    cores: Values
    contributions: Values
    given: Values
    predicted: Values
    held_out: Values

    def components(self, side: Side) -> int:
        """How many components this side has."""
        return int(self.loadings[side].shape[1])

    def axes(self, side: Side) -> list[str]:
        """The components of this side as the page counts them: from 1."""
        return [str(component + 1) for component in range(self.components(side))]

    @property
    def baseline(self) -> float:
        """The prediction for an empty network."""
        return float(self.info["baseline"])

    def energy(self, side: Side) -> list[float]:
        """Share of the cores' energy in each component of this side; the shares add up to 1."""
        return [float(share) for share in self.info[f"{side}_energy"]]


def trip_models(study: Study) -> list[str]:
    """Names of the study's TRIP models of a score, the newest first; the page has no view of classes."""
    records = {name: study.model(name).info for name in reversed(study.models())}
    return [name for name, info in records.items() if info.get("kind") == "trip" and "classes" not in info]


@dataclass(frozen=True, slots=True)
class Models:
    """The models the page can show, the newest first, and a sentence about each it cannot."""

    names: tuple[str, ...]
    problems: tuple[str, ...]


def readable_models(study: Study) -> Models:
    """Try every TRIP model of the study."""
    names, problems = [], []
    for name in trip_models(study):
        try:
            read_explained(study, name)
            names.append(name)
        except UserError as error:
            problems.append(str(error))
    return Models(tuple(names), tuple(problems))


def read_explained(study: Study, name: str) -> Explained:
    """The model of that name; :class:`UserError` where its arrays do not fit the study's genes and samples."""
    stored = study.model(name)
    try:
        explained = _explained(study, stored)
    except KeyError as error:
        raise UserError(f"The model {name!r} lacks {error}; fit it again with `trip`.") from error
    _check(study, explained)
    return explained


def _explained(study: Study, stored: StoredModel) -> Explained:
    arrays = stored.arrays
    return Explained(
        name=stored.name,
        info=stored.info,
        genes={"regulator": study.regulators, "target": study.targets},
        loadings={"regulator": arrays["regulator_loadings"], "target": arrays["target_loadings"]},
        cores=arrays["cores"],
        contributions=arrays["contributions"],
        given=arrays["given"],
        predicted=arrays["predicted"],
        held_out=arrays["held_out"],
    )


def _check(study: Study, explained: Explained) -> None:
    a, b = explained.components("regulator"), explained.components("target")
    n = len(study.samples)
    wanted = {
        "regulator loadings": (explained.loadings["regulator"], (len(study.regulators), a)),
        "target loadings": (explained.loadings["target"], (len(study.targets), b)),
        "cores": (explained.cores, (n, a, b)),
        "contributions": (explained.contributions, (n, a, b)),
        "given values": (explained.given, (n,)),
        "predictions": (explained.predicted, (n,)),
        "held-out predictions": (explained.held_out, (n,)),
    }
    for what, (array, shape) in wanted.items():
        if array.shape != shape:
            raise UserError(
                f"The {what} of the model {explained.name!r} have the shape {array.shape} where the study needs "
                f"{shape}; fit the model again with `trip`."
            )


def other(side: Side) -> Side:
    """The opposite side."""
    return "target" if side == "regulator" else "regulator"


def strongest(explained: Explained, side: Side, component: int, count: int) -> list[tuple[str, float]]:
    """The ``count`` genes with the largest |loading| on a component, with their signed loadings, largest first.

    Genes that are not in the component at all (loading 0) are left out.
    """
    loadings = explained.loadings[side][:, component]
    order = np.argsort(-np.abs(loadings), kind="stable")[:count]
    return [(explained.genes[side][g], float(loadings[g])) for g in order if loadings[g] != 0]


def partner(explained: Explained, side: Side, component: int) -> int:
    """The opposite component whose core values with this one are largest, by mean square over the samples."""
    pairs = (explained.cores**2).mean(axis=0)
    return int(np.argmax(pairs[component] if side == "regulator" else pairs[:, component]))


def pair(side: Side, component: int, opposite: int) -> tuple[int, int]:
    """(regulator component, target component) of a component on ``side`` and its opposite."""
    return (component, opposite) if side == "regulator" else (opposite, component)


def in_region(
    explained: Explained, side: Side, across: int, up: int, x: tuple[float, float], y: tuple[float, float]
) -> list[str]:
    """The genes whose loadings on the components ``across`` and ``up`` lie within the two closed ranges."""
    loadings = explained.loadings[side]
    inside = (loadings[:, across] >= min(x)) & (loadings[:, across] <= max(x))
    inside &= (loadings[:, up] >= min(y)) & (loadings[:, up] <= max(y))
    return [explained.genes[side][g] for g in np.flatnonzero(inside)]
