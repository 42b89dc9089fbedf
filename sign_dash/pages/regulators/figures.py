"""The heat map: what a target's regulators do in every sample, in order of the score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import plotly.graph_objects as go
from dash import html
from numpy.typing import NDArray

from sign_dash import theme
from sign_dash.export.words import ends
from sign_dash.language import say
from sign_dash.pages.regulators.effects import PERCENTILES, By, Shows
from sign_dash.scene.naming import listed
from sign_dash.shell.cohort import written_score_name

if TYPE_CHECKING:
    from compute.study import Study

SATURATES: Final = 0.95
"""Share of the values whose size lies within the scale of colours; the strongest regulator must not bleach the rest."""


def colour_limit(values: NDArray[np.float64]) -> float:
    """The size of value at which the colour is full; 0 where all values are 0."""
    sizes = np.abs(values[values != 0])
    return float(np.quantile(sizes, SATURATES)) if sizes.size else 0.0


def heat_map(
    values: NDArray[np.float64],
    regulators: Sequence[str],
    marks: Sequence[str],
    samples: Sequence[str],
    shows: Shows,
    scheme: str | None = None,
) -> go.Figure:
    """values: (regulators, samples), samples in order of the score; blue above 0, vermilion below, the card's colour
    at 0. marks: which way each regulator pushes; they stand beside the name, so that the sign needs no colour.
    """
    dark = scheme == "dark"
    value_of = say("effect") if shows == "effect" else say("coefficient")
    limit = colour_limit(values) or 1.0
    ends = (theme.DARK_REPRESSES, theme.DARK_ACTIVATES) if dark else (theme.REPRESSES, theme.ACTIVATES)
    colours = [(0.0, ends[0]), (0.5, theme.DARK_CARD if dark else theme.CARD), (1.0, ends[1])]
    figure = go.Figure(
        go.Heatmap(
            z=values.astype(np.float32),
            x=list(samples),
            y=list(regulators),
            zmin=-limit,
            zmax=limit,
            colorscale=colours,
            showscale=False,
            ygap=1,
            hovertemplate=f"<b>%{{y}}</b> · %{{x}}<br>{value_of} %{{z:+.3g}}<extra></extra>",
        )
    )
    figure.update_layout(
        **theme.figure_layout(
            margin={"l": 8, "r": 6, "t": 4, "b": 6},
            xaxis={"type": "category", "showticklabels": False, "ticks": ""},
            yaxis={
                "type": "category",
                "autorange": "reversed",
                "tickvals": list(range(len(regulators))),
                "ticktext": [f"{name} {mark}" for name, mark in zip(regulators, marks, strict=True)],
                "ticks": "",
                "showline": False,
                "tickfont": {"size": 11},
            },
        ),
        overwrite=True,
    )
    return figure


def heat_legend(limit: float, shows: Shows, target: str, ends: tuple[str, str]) -> list[html.Span]:
    """Sign, scale and unit of the heat map in words; ends: names of the ends of the score."""
    unit = (
        say("effect: coefficients along all paths × the regulator’s expression (table’s scale)")
        if shows == "effect"
        else say("coefficient of the direct edge (weighted, standardised scale)")
    )
    below, above = (
        (say("negative effect on {target}", target=target), say("positive effect on {target}", target=target))
        if shows == "effect"
        else (say("repressing {target}", target=target), say("activating {target}", target=target))
    )
    return [
        html.Span(
            [
                html.Span(f"⊣ {below} ≤ −{limit:.3g}", className="represses"),
                html.I(className="heat-scale", role="img", **{"aria-label": say("vermilion below zero, blue above")}),
                html.Span(f"→ {above} ≥ +{limit:.3g}", className="activates"),
            ],
            className="heat-legend-scale",
        ),
        html.Span(unit, className="heat-unit"),
        html.Span(say("left: {low} samples · right: {high} samples", low=ends[0], high=ends[1]), className="heat-unit"),
    ]


def heat_caption(study: Study, target: str, by: By, shows: Shows, regulators: Sequence[str]) -> str:
    """What the heat map says of itself in a file, in English."""
    value = "Regulatory effect, through every path," if shows == "effect" else "Coefficient of the edge"
    rest = PERCENTILES[by]
    ranked = f"robust change ({rest:g}th to {100 - rest:g}th percentile)" if rest else "change"
    if by == "scale_free":
        ranked = f"{ranked}, the regulator in its standard deviations,"
    low, high = ends(study)
    return (
        f"{value} of each regulator (rows) on {target} in each of {len(study.samples):,} samples (columns, in order of "
        f"the {written_score_name(study)}: left {low}, right {high}). The {len(regulators)} regulators of {target} "
        f"with the largest {ranked} of their effect: {listed(regulators)}. Blue: activating; vermilion: repressing; "
        f"colours are full from the {SATURATES:.0%} quantile of all sizes on."
    )
