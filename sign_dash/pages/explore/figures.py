"""The inspector's figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from compute.study import SIGNED_COEFFICIENT, EdgeMeaning
from sign_dash import theme
from sign_dash.language import say
from sign_dash.plots import band_traces
from sign_dash.scene.meaning import number_words

if TYPE_CHECKING:
    from compute.study import EdgeBand


def coefficient_curve(
    score: NDArray[np.float64],
    coefficients: NDArray[np.float32],
    samples: tuple[str, ...],
    score_name: str,
    band: EdgeBand | None = None,
    meaning: EdgeMeaning = SIGNED_COEFFICIENT,
) -> go.Figure:
    """An edge's number along the score; blue where it activates, vermilion where it represses. band: behind it."""
    figure = go.Figure(
        go.Scatter(
            x=score,
            y=coefficients,
            mode="lines",
            line={"color": theme.INK_3, "width": 1.2},
            text=samples,
            hovertemplate="%{text}<br>"
            + number_words(meaning)
            + (" %{y:+.3f}<br>" if meaning.signed else " %{y:.3f}<br>")
            + score_name
            + " %{x:.2f}<extra></extra>",
        )
    )
    colours = ((1, theme.ACTIVATES), (-1, theme.REPRESSES)) if meaning.signed else ((1, theme.INK_2),)
    for sign, colour in colours:
        part = np.where(np.sign(coefficients) == sign, coefficients, np.nan)
        if np.isfinite(part).any():
            figure.add_scatter(x=score, y=part, mode="lines", line={"color": colour, "width": 2.4}, hoverinfo="skip")
    figure.add_hline(y=0, line={"color": theme.NEUTRAL, "width": 1}, layer="below")
    low, high = float(coefficients.min(initial=0)), float(coefficients.max(initial=0))
    if band is not None:
        figure.add_traces(band_traces(band.score, band.low, band.high))
        low, high = min(low, float(band.low.min())), max(high, float(band.high.max()))
    largest = max(abs(low), abs(high)) or 1.0
    figure.update_layout(
        theme.figure_layout(
            xaxis=_score_axis(score, score_name),
            yaxis={"range": [low - 0.1 * largest, high + 0.1 * largest], "nticks": 4},
        ),
        overwrite=True,
    )
    return figure


def expression_scatter(
    score: NDArray[np.float64], expression: NDArray[np.float32], samples: tuple[str, ...], score_name: str
) -> go.Figure:
    """A gene's expression against the score, coloured on the scale of the score."""
    hover = "%{text}<br>" + say("expression") + " %{y:.2f}<br>" + score_name + " %{x:.2f}<extra></extra>"
    figure = go.Figure(sample_dots(score, expression, score, samples, hover))
    figure.update_layout(theme.figure_layout(xaxis=_score_axis(score, score_name), yaxis={"nticks": 4}), overwrite=True)
    return figure


def sample_dots(
    x: NDArray[np.floating], y: NDArray[np.floating], score: NDArray[np.float64], samples: Sequence[str], hover: str
) -> go.Scatter:
    """A dot for every sample, coloured on the scale of the score. x, y, score: (n,). hover: with Plotly's fields."""
    colours = theme.score_colours(score, float(score.min()), float(score.max()))
    return go.Scatter(
        x=x,
        y=y,
        mode="markers",
        marker={"size": 4.5, "opacity": 0.7, "color": colours},
        text=samples,
        hovertemplate=hover,
    )


def _score_axis(score: NDArray[np.float64], score_name: str) -> dict[str, Any]:
    """The score from end to end: the same for every figure, so that their playheads stand in line."""
    low, high = float(score.min()), float(score.max())
    margin = 0.03 * (high - low) or 1.0
    return {"title": {"text": score_name}, "range": [low - margin, high + margin]}
