"""The one way a plotly graph gets on a page: shared config, an accessible name, and the slider's playhead in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import plotly.graph_objects as go
from dash import dcc, html
from numpy.typing import NDArray

from sign_dash import theme

Points: TypeAlias = Sequence[float | None] | NDArray[np.floating[Any]]


RUG = 120
"""Cells of a score's range, each with one mark for its samples."""


def plot(figure: go.Figure, label: str, height: int, graph_id: str | dict[str, str] | None = None) -> html.Div:
    """A graph of `height` pixels; `label` says in words what it shows."""
    return _framed(figure, label, height, graph_id, "plot")


def score_plot(figure: go.Figure, label: str, height: int) -> html.Div:
    """A graph whose x axis is the score: the browser keeps the playhead in it (``assets/js/playhead.mjs``).

    The first trace must hold one point per sample, in the study's order: the current sample is marked on it.
    """
    return _framed(figure, label, height, None, "plot score-plot")


def captioned(figure: go.Figure, title: str, caption: str) -> go.Figure:
    """The figure with what it says of itself once it has left the page.

    title: in the reader's language, also its name in the lists of what can be taken along. caption: whole sentences in
    English, as every file: genes, components, model, samples, cut-offs; study and method are added to them.
    """
    return figure.update_layout(meta={"title": title, "caption": caption})


def band_traces(x: Points, low: Points, high: Points) -> list[go.Scatter]:
    """A band as the shade between two lines that are not drawn; they stand next to each other in the figure."""
    edge = {"x": x, "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "name": "band"}
    return [go.Scatter(y=low, **edge), go.Scatter(y=high, fill="tonexty", fillcolor=theme.BAND, **edge)]


def rug(score: NDArray[np.float64], low: float, high: float) -> go.Scatter:
    """Where along the score samples are, as marks at the foot of an axis from low to high: the darker, the more."""
    cells = np.linspace(score.min(), score.max(), RUG + 1)
    counts = np.histogram(score, cells)[0] if score[-1] > score[0] else np.array([score.size])
    there = np.flatnonzero(counts)
    shade = np.clip(np.sqrt(counts[there] / counts.max()), 0.3, 1.0)
    return go.Scatter(
        x=(cells[there] + cells[there + 1]) / 2 if score[-1] > score[0] else score[:1],
        y=[low + 0.04 * (high - low)] * there.size,
        mode="markers",
        marker={"symbol": "line-ns", "size": 6, "line": {"width": 1, "color": theme.INK_3}, "opacity": shade},
        hoverinfo="skip",
        name="samples",
    )


def _framed(
    figure: go.Figure, label: str, height: int, graph_id: str | dict[str, str] | None, class_name: str
) -> html.Div:
    named = {} if graph_id is None else {"id": graph_id}
    graph = dcc.Graph(figure=figure, config=theme.GRAPH_CONFIG, style={"height": f"{height}px"}, **named)
    return html.Div(graph, className=class_name, role="img", **{"aria-label": label})


def filling_plot(graph_id: str, label: str, *, along_score: bool = False) -> html.Div:
    """A graph that fills its place in a column (``figure-slot``); a callback brings the figure.

    along_score: its x axis is the score, as in :func:`score_plot`.
    """
    graph = dcc.Graph(id=graph_id, figure=unfilled(), config=theme.GRAPH_CONFIG, responsive=True, className="figure")
    kind = "plot score-plot figure-slot" if along_score else "plot figure-slot"
    return html.Div(graph, className=kind, role="img", **{"aria-label": label})


def unfilled() -> go.Figure:
    """What a graph shows until its figure comes: nothing, instead of axes without meaning."""
    hidden, clear = {"visible": False}, "rgba(0,0,0,0)"
    return go.Figure(layout={"xaxis": hidden, "yaxis": hidden, "paper_bgcolor": clear, "plot_bgcolor": clear})
