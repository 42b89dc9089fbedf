"""The plotly figures of the Components page: pure functions of a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import plotly.graph_objects as go

from sign_dash import theme
from sign_dash.components.explained import Explained, Side, strongest
from sign_dash.network.labels import STEPS_IN_FOCUS, Lettered, place_labels

MANY_POINTS: Final = 3000
"""From here on a scatter is drawn as a bitmap: as vectors it would take seconds."""
NAMED: Final = 6
"""So many of the strongest genes of either component are named beside the EMT factors, where there is room."""
_PLANE = (240.0, 250.0)
"""The smallest plane on a desktop, pixels: names that do not collide here do not collide on a larger one."""
_NAME_SIZE = 13.0
"""Names take 11 px; some system fonts are that much wider than the one the room is reckoned with."""


@dataclass(frozen=True, slots=True)
class Tones:
    """Colours of a figure's marks on one ground."""

    strong: str
    dots: str
    paper: str
    quiet: str


LIGHT: Final = Tones(theme.INK, "#9aa6b5", theme.CARD, theme.INK_3)
DARK: Final = Tones("#e8edf3", "#64748b", "#171e26", "#94a3b8")


def tones(scheme: str | None) -> Tones:
    """The colours for "light" (also where nothing was chosen yet) or "dark"."""
    return DARK if scheme == "dark" else LIGHT


def component_plane(
    explained: Explained,
    side: Side,
    across: int,
    up: int,
    chosen: Sequence[str],
    factors: Sequence[str],
    scheme: str | None = None,
) -> go.Figure:
    """Loadings of every gene of one side on two components; ``factors`` are marked and named, ``chosen`` stand out.

    Every point carries its gene as ``customdata``, so that a lasso returns genes.
    """
    tone = tones(scheme)
    genes = np.array(explained.genes[side], dtype=object)
    x, y = explained.loadings[side][:, across], explained.loadings[side][:, up]
    marked, bright = np.isin(genes, list(factors)), np.isin(genes, list(chosen))
    scatter = go.Scattergl if len(genes) > MANY_POINTS else go.Scatter
    figure = go.Figure()
    for keep, look in (
        (~marked & ~bright, {"size": 6, "color": tone.dots, "opacity": 0.75}),
        (~marked & bright, {"size": 8, "color": tone.strong}),
        (marked, {"size": 10, "color": tone.paper, "symbol": "diamond", "line": {"width": 2.2, "color": tone.strong}}),
    ):
        figure.add_trace(
            scatter(
                x=x[keep],
                y=y[keep],
                customdata=genes[keep],
                mode="markers",
                marker=look,
                hovertemplate="<b>%{customdata}</b><br>component "
                + f"{across + 1}: %{{x:.3f}}<br>component {up + 1}: %{{y:.3f}}<extra></extra>",
            )
        )
    figure.update_layout(
        **theme.figure_layout(
            xaxis={"title": axis_title(f"loading on component {across + 1}"), "zeroline": True, "fixedrange": False},
            yaxis={"title": axis_title(f"loading on component {up + 1}"), "zeroline": True, "fixedrange": False},
            margin={"l": 44, "r": 10, "t": 6, "b": 38},
            dragmode="lasso",
            selectdirection="any",
            annotations=_names(explained, side, across, up, factors),
            uirevision=f"{explained.name}/{side}/{across}/{up}",
        )
    )
    figure.update_xaxes(zerolinecolor=theme.LINE, zerolinewidth=1)
    figure.update_yaxes(zerolinecolor=theme.LINE, zerolinewidth=1)
    return figure


def _names(explained: Explained, side: Side, across: int, up: int, factors: Sequence[str]) -> list[dict[str, Any]]:
    """Names as annotations, shifted so that none covers another or a point: the EMT factors first and bold."""
    place = {gene: index for index, gene in enumerate(explained.genes[side])}
    named = [gene for gene in factors if gene in place]
    for component in dict.fromkeys((across, up)):
        named += [gene for gene, _ in strongest(explained, side, component, NAMED) if gene not in named]
    loadings = explained.loadings[side][:, (across, up)]
    relative = (loadings - loadings.min(axis=0)) / np.maximum(np.ptp(loadings, axis=0), 1e-12)
    pixels = np.column_stack([relative[:, 0] * _PLANE[0], (1 - relative[:, 1]) * _PLANE[1]])
    crowd = [
        Lettered(gene, float(pixels[place[gene], 0]), float(pixels[place[gene], 1]), 9.0, _NAME_SIZE, gene in factors)
        for gene in named
    ]
    points = np.hstack([pixels - 3, pixels + 3])
    spots = place_labels(crowd, obstacles=points, steps_in_focus=(*STEPS_IN_FOCUS, 45.0, 65.0, 90.0, 120.0))
    annotations = []
    for gene, spot in zip(named, spots, strict=True):
        if spot is None:
            continue
        x, y = pixels[place[gene]]
        annotations.append(
            {
                "x": loadings[place[gene], 0],
                "y": loadings[place[gene], 1],
                "ax": spot.x - x,
                "ay": spot.y - y,
                "text": f"<b>{gene}</b>" if gene in factors else gene,
                "font": {"size": 11},
                "showarrow": True,
                "arrowhead": 0,
                "arrowwidth": 0.8,
                "arrowcolor": "rgba(128,128,128,.8)",
                "standoff": 4,
                "captureevents": False,
            }
        )
    return annotations


def predicted_against_given(
    explained: Explained, samples: Sequence[str], target: str, scheme: str | None = None
) -> go.Figure:
    """Fitted and held-out predictions against the given values; on the dotted line they are equal.

    target: what is predicted, for the axis. The browser lays the ring around the sample at hand over it.
    """
    tone = tones(scheme)
    given = np.asarray(explained.given)
    low = float(min(given.min(), explained.predicted.min(), explained.held_out.min()))
    high = float(max(given.max(), explained.predicted.max(), explained.held_out.max()))
    equal = {"width": 1, "dash": "dot", "color": tone.quiet}
    figure = go.Figure(go.Scatter(x=[low, high], y=[low, high], mode="lines", hoverinfo="skip", line=equal))
    scatter = go.Scattergl if len(given) > MANY_POINTS else go.Scatter
    colours = theme.score_colours(given, float(given.min()), float(given.max()))
    for kind, values, marker in (
        ("fitted", explained.predicted, {"size": 5, "symbol": "circle-open", "color": tone.dots}),
        ("held out", explained.held_out, {"size": 6, "color": colours, "opacity": 0.85}),
    ):
        figure.add_trace(
            scatter(
                x=given,
                y=values,
                customdata=list(samples),
                mode="markers",
                name=kind,
                marker=marker,
                hovertemplate="<b>%{customdata}</b><br>given %{x:.3f}<br>" + kind + " %{y:.3f}<extra></extra>",
            )
        )
    figure.update_layout(
        **theme.figure_layout(
            xaxis={"title": axis_title(f"{target}, given")},
            yaxis={"title": axis_title("predicted")},
            margin={"l": 44, "r": 8, "t": 6, "b": 38},
        )
    )
    return figure


def axis_title(words: str) -> dict[str, Any]:
    """A title in the size of the rest of the figure's type."""
    return {"text": words, "font": {"size": 12}, "standoff": 6}
