"""What the colour and the size of a gene mean: the choices, their words, their values."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from compute.analyse import RegulatorSizes, regulator_sizes
from sign_dash import theme
from sign_dash.language import say
from sign_dash.scene import look
from sign_dash.scene.colours import node_colours
from sign_dash.scene.select import Subnetwork

if TYPE_CHECKING:
    from compute.study import Study

ColourBy = Literal["correlation", "expression", "role"]
SizeBy = Literal["drawn", "targets", "change"]
COLOURS_BY: Final[tuple[ColourBy, ...]] = ("correlation", "expression", "role")
SIZES_BY: Final[tuple[SizeBy, ...]] = ("drawn", "targets", "change")

LOW_EXPRESSION: Final = "#3b62b0"
MIDDLE_EXPRESSION: Final = "#d8dbe0"
HIGH_EXPRESSION: Final = "#dba400"
REGULATOR: Final = "#475567"
TARGET: Final = "#b9c1cb"
LARGEST_Z: Final = 3.0
"""Standard deviations from the mean at which the colour of the expression is full."""


@dataclass(frozen=True)
class ColourScale:
    """A scale of colours and what its ends mean. stops: from low to high; title: the measure in full."""

    low: str
    high: str
    stops: tuple[str, ...]
    title: str


def colour_words(by: ColourBy) -> str:
    """The choice in the list."""
    return {
        "correlation": say("Correlation of expression with the score"),
        "expression": say("Expression in the current sample"),
        "role": say("Role only"),
    }[by]


def size_words(by: SizeBy) -> str:
    """The choice in the list."""
    return {
        "drawn": say("Targets drawn"),
        "targets": say("Targets in the whole network"),
        "change": say("Change of its edges along the score"),
    }[by]


def size_legend(by: SizeBy) -> str:
    """The size of regulators, in the legend."""
    return {
        "drawn": say("regulator, size = drawn targets"),
        "targets": say("regulator, size = targets in the whole network (mean over samples)"),
        "change": say("regulator, size = change of its edges from end to end of the score"),
    }[by]


def colour_scale(by: ColourBy) -> ColourScale | None:
    """The scale in the legend; None where colours only tell roles apart."""
    if by == "correlation":
        return ColourScale(
            say("expression falls"),
            say("rises with the score"),
            (theme.LOW_END, theme.BETWEEN, theme.HIGH_END),
            say("Spearman correlation of the gene's expression with the score"),
        )
    if by == "expression":
        return ColourScale(
            say("expression low (−3 SD)"),
            say("high (+3 SD)"),
            (LOW_EXPRESSION, MIDDLE_EXPRESSION, HIGH_EXPRESSION),
            say("Expression of the gene in the current sample, in standard deviations from its mean over all samples"),
        )
    return None


def colours(study: Study, subnetwork: Subnetwork, by: ColourBy) -> list[str]:
    """(nodes,) colours; where they follow the slider, what is drawn before the browser takes over."""
    if by == "correlation":
        return node_colours(study, subnetwork.genes)
    if by == "expression":
        return [MIDDLE_EXPRESSION] * len(subnetwork.genes)
    return [REGULATOR if regulator else TARGET for regulator in subnetwork.regulator]


def sizes(study: Study, subnetwork: Subnetwork, by: SizeBy) -> NDArray[np.float64]:
    """(nodes,) diameters and sides."""
    if by == "drawn":
        return look.node_sizes(subnetwork.regulator, subnetwork.drawn_targets)
    values = np.zeros(len(subnetwork.genes))
    places = np.flatnonzero(subnetwork.regulator)
    for place in places:
        found = _regulator_size(study, subnetwork.genes[place])
        values[place] = found.out_degree[0] if by == "targets" else found.change[0]
    return look.node_sizes(subnetwork.regulator, values)


@lru_cache(maxsize=8192)
def _regulator_size(study: Study, regulator: str) -> RegulatorSizes:
    return regulator_sizes(study, [regulator])


def expression_levels(study: Study, genes: Sequence[str]) -> dict[str, Any]:
    """What the browser colours genes from: z-scores (genes × samples) in steps of LARGEST_Z / 127, clipped there."""
    values = study.expressions(genes).astype(float)
    values -= values.mean(axis=1, keepdims=True)
    spread = values.std(axis=1, keepdims=True)
    z = np.divide(values, spread, out=np.zeros_like(values), where=spread > 0)
    steps = np.clip(np.round(z / LARGEST_Z * 127), -127, 127).astype(np.int8)
    return {
        "steps": packed(steps, "i1"),
        "stops": (LOW_EXPRESSION, MIDDLE_EXPRESSION, HIGH_EXPRESSION),
    }


def packed(values: NDArray[Any], dtype: str) -> str:
    """An array as the browser unpacks it (``assets/js/base64.mjs``). dtype: such as "<f4", single precision."""
    return base64.b64encode(np.ascontiguousarray(values, dtype).tobytes()).decode("ascii")
