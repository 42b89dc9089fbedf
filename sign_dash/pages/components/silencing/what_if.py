"""What is silenced, and what comes of it. Recomputed in numpy from the stored predictor, not approximated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from compute.components import Side, silence_component, silence_edge, silence_gene, stored_predictor
from compute.errors import UserError
from sign_dash.language import say
from sign_dash.numbers import signed
from sign_dash.pages.components.explained import Explained, strongest
from sign_dash.pages.components.silencing.panel import COMPONENT, EDGE, TARGET
from sign_dash.pages.components.words import component_name

if TYPE_CHECKING:
    from compute.components import Silenced
    from compute.study import Study

SIDES: tuple[Side, Side] = ("regulator", "target")


@dataclass(frozen=True)
class Asked:
    """What is taken out. kind: "edge", "regulator", "target" or "component"; component: see :func:`component_key`."""

    kind: str
    regulator: str | None
    target: str | None
    component: str | None

    def words(self) -> str:
        """In a sentence after "without"."""
        if self.kind == EDGE:
            return f"{self.regulator} → {self.target}"
        if self.kind == COMPONENT:
            side, number = parse_component(self.component)
            return component_name(side, number)
        if self.kind == TARGET:
            return say("any edge to {gene}", gene=self.target)
        return say("any edge from {gene}", gene=self.regulator)

    def plain(self) -> str:
        """As :meth:`words`, in English whoever reads the screen."""
        if self.kind == EDGE:
            return f"the edge {self.regulator} → {self.target}"
        if self.kind == COMPONENT:
            side, number = parse_component(self.component)
            return f"{side} component {number + 1}"
        return f"any edge to {self.target}" if self.kind == TARGET else f"any edge from {self.regulator}"

    @property
    def complete(self) -> bool:
        """Whether all that is needed is chosen."""
        needed = {
            EDGE: (self.regulator, self.target),
            TARGET: (self.target,),
            COMPONENT: (self.component,),
        }.get(self.kind, (self.regulator,))
        return all(needed)


def component_key(side: Side, component: int) -> str:
    """A component (from 0) as a value of the list."""
    return f"{side}-{component + 1}"


def parse_component(key: str | None) -> tuple[Side, int]:
    """Side and component (from 0) of a value of the list; :class:`UserError` for anything else."""
    side, _, number = (key or "").partition("-")
    if side not in SIDES or not number.isdecimal():
        raise UserError("{key} is not a component of this model; choose one from the list.", key=key)
    return ("regulator" if side == "regulator" else "target"), int(number) - 1


def component_choices(explained: Explained) -> list[dict[str, str]]:
    """Every component of both sides."""
    return [
        {"value": component_key(side, component), "label": component_name(side, component)}
        for side in SIDES
        for component in range(explained.components(side))
    ]


def targets_of(study: Study, regulator: str) -> list[str]:
    """The targets a regulator has an edge to in any sample, by name."""
    return sorted(study.targets[k] for k in study.regulator_coefficients(regulator).indices.tolist())


def first_asked(explained: Explained, side: Side, component: int, row: int) -> tuple[str | None, str | None]:
    """Regulator and target to begin with: the strongest of the chosen component, or of the one it is shown with."""
    regulators = strongest(explained, "regulator", component if side == "regulator" else row, 1)
    targets = strongest(explained, "target", component if side == "target" else 0, 1)
    return (regulators[0][0] if regulators else None), (targets[0][0] if targets else None)


def silenced(study: Study, explained: Explained, asked: Asked) -> Silenced:
    """Every sample's prediction with and without it. Raises :class:`UserError` where that cannot be told."""
    predictor = stored_predictor(explained.stored, explained.parts)
    if predictor is None:
        raise UserError(
            "The model {name} was stored without its neural network; fit it again to silence parts of it.",
                name=explained.name
        )  # fmt: skip
    if asked.kind == COMPONENT:
        side, component = parse_component(asked.component)
        if explained.own and side == "target":
            raise UserError(
                "A target component of a Deep Tensor model cannot be silenced; choose a regulator component."
            )
        return silence_component(explained.parts, predictor, side, component)
    if explained.own:
        raise UserError(
            "In a Deep Tensor model every sample’s components depend on its edges, so removing an edge requires a "
            "refit; choose a component."
        )
    if asked.kind == EDGE:
        return silence_edge(study, explained.parts, predictor, str(asked.regulator), str(asked.target))
    if asked.kind == TARGET:
        return silence_gene(study, explained.parts, predictor, "target", str(asked.target))
    return silence_gene(study, explained.parts, predictor, "regulator", str(asked.regulator))


def cohort_words(study: Study, asked: Asked, found: Silenced, ends: tuple[str, str]) -> str:
    """What it does to the cohort: at both ends of the score, and where most. ends: names of the two ends."""
    change = found.change
    if not np.any(np.abs(change) > 1e-12):
        return say("Without {what} no prediction changes.", what=asked.words())
    tenth = max(1, len(change) // 10)
    place = int(np.abs(change).argmax())
    return say(
        "Over all samples: {low} at the {low_end} end, {high} at the {high_end} end (means of 10 %), largest in "
        "{sample} ({most}).",
        low=signed(float(change[:tenth].mean())),
        low_end=ends[0],
        high=signed(float(change[-tenth:].mean())),
        high_end=ends[1],
        sample=study.samples[place],
        most=signed(float(change[place])),
    )
