"""Predictions along the score with and without something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from sign_dash import theme
from sign_dash.language import say
from sign_dash.pages.components.figure_style import MANY_POINTS, axis_title, tones

Values = NDArray[np.float64]


def with_and_without(
    score: Values,
    predicted: Values,
    silenced: Values,
    samples: Sequence[str],
    axes: tuple[str, str],
    scheme: str | None = None,
) -> go.Figure:
    """Both predictions of every sample; axes: words of the score and of what is predicted."""
    tone = tones(scheme)
    figure = go.Figure()
    looks = (
        (say("without it"), silenced, {"size": 5, "color": tone.strong, "opacity": 0.8}),
        (say("with it"), predicted, {"size": 5, "color": tone.dots, "symbol": "circle-open"}),
    )
    for name, values, marker in looks:  # the first trace carries the dot of the current sample
        figure.add_trace(_dots(score, values, samples, marker, f"{name} %{{y:.3f}}"))
    figure.update_layout(**_layout(axes), overwrite=True)
    return figure


def change_along(
    score: Values, change: Values, samples: Sequence[str], axes: tuple[str, str], scheme: str | None = None
) -> go.Figure:
    """The change of every sample's prediction; above the line it rises."""
    tone = tones(scheme)
    colours = theme.score_colours(score, float(score.min()), float(score.max()))
    figure = go.Figure(_dots(score, change, samples, {"size": 5, "color": colours}, "%{y:+.4f}"))
    figure.add_hline(y=0, line={"width": 1, "color": tone.quiet, "dash": "dot"})
    figure.update_layout(**_layout(axes), overwrite=True)
    return figure


def _dots(score: Values, values: Values, samples: Sequence[str], marker: dict[str, Any], told: str) -> Any:
    scatter = go.Scattergl if len(score) > MANY_POINTS else go.Scatter
    return scatter(
        x=score,
        y=values,
        customdata=list(samples),
        mode="markers",
        marker=marker,
        hovertemplate=f"<b>%{{customdata}}</b><br>{told}<extra></extra>",
    )


def _layout(axes: tuple[str, str]) -> dict[str, Any]:
    return theme.figure_layout(
        xaxis={"title": axis_title(axes[0])},
        yaxis={"title": axis_title(axes[1]), "nticks": 5},
        margin={"l": 48, "r": 10, "t": 6, "b": 38},
    )
