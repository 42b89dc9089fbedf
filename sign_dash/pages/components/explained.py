"""What one stored model says, with the study's names on it: the page's only way to a model."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from compute.components import (
    Rotation,
    Side,
    first_class,
    has_own_components,
    has_stability,
    read_components,
    read_own_components,
    read_stability,
)
from compute.errors import UserError
from compute.messages import Message

if TYPE_CHECKING:
    from compute.components import Components, Stability
    from compute.study import StoredModel, Study

Values = NDArray[np.float64]
KINDS = ("trip", "deep-tensor")


@dataclass(frozen=True, eq=False)
class Explained:
    """A model of N samples with a regulator-side and b target-side components, in one rotation.

    parts: loadings (genes × components) of each side, cores and contributions (n, a, columns), predictions; see
    :class:`compute.Components`. Of a Deep Tensor model (``sample`` is then a position) the loadings are that sample's
    own, and the columns of a core are the target components times ``channels``; of TRIP one column is one component.
    Of classes, all is about the evidence for ``of_class``.
    given, held_out: (n,) the value itself, and predicted by a model that never saw the sample; of classes the position
    of the class (−1: not learned from), and the held-out probability of ``of_class``.
    stability: of the components in this rotation, None where it was not measured.
    """

    stored: StoredModel
    parts: Components
    genes: dict[Side, tuple[str, ...]]
    given: Values
    held_out: Values
    stability: Stability | None
    sample: int | None

    @property
    def name(self) -> str:
        return self.stored.name

    @property
    def info(self) -> dict[str, Any]:
        return self.stored.info

    @property
    def own(self) -> bool:
        """Whether every sample has components of its own (Deep Tensor)."""
        return self.sample is not None

    @property
    def classes(self) -> tuple[str, ...]:
        return tuple(self.info.get("classes") or ())

    @property
    def of_class(self) -> str | None:
        return self.parts.of_class

    @property
    def rotation(self) -> Rotation:
        return self.parts.rotation

    @property
    def channels(self) -> tuple[str, ...]:
        """Kinds of edges a core keeps apart; none for TRIP."""
        return tuple(self.info["channels"]) if self.own else ()

    @property
    def loadings(self) -> dict[Side, Values]:
        return self.parts.loadings

    @property
    def cores(self) -> Values:
        return self.parts.cores

    @property
    def contributions(self) -> Values:
        return self.parts.contributions

    @property
    def predicted(self) -> Values:
        return self.parts.predicted

    @property
    def baseline(self) -> float:
        """The prediction for an empty network."""
        return self.parts.baseline

    def components(self, side: Side) -> int:
        """How many components this side has."""
        return int(self.loadings[side].shape[1])

    def axes(self, side: Side) -> list[str]:
        """The components of this side as the page counts them: from 1."""
        return [str(component + 1) for component in range(self.components(side))]

    def captured(self, side: Side) -> list[float]:
        """Share of the networks' squared edge weight in each component of this side; they add up to the model's."""
        whole = float(self.info["retained_energy"])
        return [whole * float(share) for share in self.parts.energy[side]]

    def column(self, column: int) -> tuple[int, str]:
        """Target component and channel ("" for TRIP) of a column of the core."""
        count = max(len(self.channels), 1)
        return column // count, self.channels[column % count] if self.channels else ""


@dataclass(frozen=True, slots=True)
class Models:
    """The models the page can show, the newest first, and a sentence about each it cannot.

    most: components of a side, in the largest of them.
    """

    names: tuple[str, ...]
    problems: tuple[Message, ...]
    most: int = 0


def readable_models(study: Study) -> Models:
    """Look at every model of the study; nothing but its record is read."""
    names, problems, most = [], [], 0
    for name in reversed(study.models()):
        try:
            stored = study.model(name)
            if stored.info.get("kind") in KINDS:
                _check(study, stored)
                names.append(name)
                most = max(most, *stored.info["rank"])
        except UserError as error:
            problems.append(error.message)
    return Models(tuple(names), tuple(problems), most)


def read_explained(
    study: Study,
    name: str,
    rotation: Rotation = "principal",
    of_class: str | None = None,
    sample: int | None = None,
) -> Explained:
    """The model of that name; :class:`UserError` where its arrays do not fit the study's genes and samples.

    of_class: None is the first class of a model that predicts classes. sample: whose components a Deep Tensor model
    shows, None for the middle one; of no meaning for TRIP. A Deep Tensor model has one rotation.
    """
    stored = study.model(name)
    _check(study, stored)
    classes: list[str] = stored.info.get("classes") or []
    own = has_own_components(stored)
    return _read(
        study,
        name,
        stored.folder.stat().st_mtime_ns,
        "principal" if own else rotation,
        of_class if of_class in classes else first_class(stored),
        (len(study.samples) // 2 if sample is None else sample) if own else None,
    )


@lru_cache(maxsize=16)
def _read(
    study: Study, name: str, _version: int, rotation: Rotation, of_class: str | None, sample: int | None
) -> Explained:
    stored = study.model(name)
    try:
        if sample is None:
            parts = read_components(stored, rotation, of_class)
            stability = read_stability(stored, parts) if has_stability(stored) else None
        else:
            parts, stability = read_own_components(stored, sample, of_class), None
        held_out = np.asarray(stored.arrays["held_out"], np.float64)
        if of_class is not None:
            held_out = held_out[:, stored.info["classes"].index(of_class)]
        given = np.asarray(stored.arrays["given"])
    except KeyError as error:
        raise UserError(
            "The model {model!r} lacks {missing}; fit it again with `trip`.", model=name, missing=error
        ) from error
    genes: dict[Side, tuple[str, ...]] = {"regulator": study.regulators, "target": study.targets}
    return Explained(stored, parts, genes, given, held_out, stability, sample)


def _check(study: Study, stored: StoredModel) -> None:
    shapes = stored.info["arrays"]
    n, (a, b) = len(study.samples), stored.info["rank"]
    own = [n] if has_own_components(stored) else []
    columns = b * len(stored.info["channels"]) if own else b
    classes = [len(stored.info["classes"])] if stored.info.get("classes") else []
    wanted = {
        "regulator_loadings": [*own, len(study.regulators), a],
        "target_loadings": [*own, len(study.targets), b],
        "cores": [n, a, columns],
        "gradients": [n, *classes, a, columns],
        "given": [n],
        "evidence" if classes else "predicted": [n, *classes],
        "held_out": [n, *classes],
    }
    again = f"`{stored.info['kind']}`"
    for what, shape in wanted.items():
        if what not in shapes:
            raise UserError(
                "The model {model!r} lacks {what!r}; fit it again with {again}.",
                model=stored.name,
                what=what,
                again=again,
            )
        if list(shapes[what]) != shape:
            raise UserError(
                "{what!r} of the model {model!r} has the shape {shapes} where the study needs {shape}; fit the model "
                "again with {again}.",
                what=what,
                model=stored.name,
                shapes=str(tuple(shapes[what])),
                shape=str(tuple(shape)),
                again=again,
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


def strongest_cell(explained: Explained, side: Side, component: int) -> tuple[int, int]:
    """Row and column of the core where a component's values are largest, by mean square over the samples."""
    squares = (explained.cores**2).mean(axis=0)
    if side == "regulator":
        return component, int(np.argmax(squares[component]))
    width = max(len(explained.channels), 1)
    part = squares[:, component * width : (component + 1) * width]
    row, column = np.unravel_index(int(np.argmax(part)), part.shape)
    return int(row), component * width + int(column)


def component_of(explained: Explained, side: Side, cell: tuple[int, int]) -> int:
    """The component of this side that a cell of the core belongs to."""
    return cell[0] if side == "regulator" else explained.column(cell[1])[0]
