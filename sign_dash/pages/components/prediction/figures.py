"""The figures of the view “Prediction”: pure functions of a model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import plotly.graph_objects as go

from sign_dash import theme
from sign_dash.language import say
from sign_dash.numbers import signed
from sign_dash.pages.components.explained import Explained
from sign_dash.pages.components.figure_style import MANY_POINTS, axis_title, tones
from sign_dash.pages.components.prediction.steps import Waterfall

_DEEPEST: Final = {"light": "#7db8d9", "dark": "#245b80"}
"""The largest share in the table of classes: the numbers on it keep their contrast."""
NUMBERS: Final = 0.3
"""Share of a waterfall's width, beyond its bars, that their numbers take where it is narrow, as on half a slide."""


def predicted_against_given(
    explained: Explained, samples: Sequence[str], target: str, scheme: str | None = None
) -> go.Figure:
    """Fitted and held-out predictions against the given values; on the dotted line they are equal.

    target: what is predicted, for the axis. The browser lays the ring around the current sample over it.
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
        (say("fitted"), explained.predicted, {"size": 5, "symbol": "circle-open", "color": tone.dots}),
        (say("cross-validated"), explained.held_out, {"size": 6, "color": colours, "opacity": 0.85}),
    ):
        figure.add_trace(
            scatter(
                x=given,
                y=values,
                customdata=list(samples),
                mode="markers",
                name=kind,
                marker=marker,
                hovertemplate=f"<b>%{{customdata}}</b><br>{say('observed')} %{{x:.3f}}<br>"
                f"{kind} %{{y:.3f}}<extra></extra>",
            )
        )
    figure.update_layout(
        **theme.figure_layout(
            xaxis={"title": axis_title(say("{target}, observed", target=target))},
            yaxis={"title": axis_title(say("predicted"))},
            margin={"l": 44, "r": 8, "t": 6, "b": 38},
        ),
        overwrite=True,
    )
    return figure


def classes_held_out(explained: Explained, target: str, scheme: str | None = None) -> go.Figure:
    """Given class by the class of highest held-out probability; a cell is its share of the given class's samples."""
    tone = tones(scheme)
    classes = list(explained.classes)
    given = np.asarray(explained.given, int)
    found = np.asarray(explained.stored.arrays["held_out"]).argmax(axis=1)
    learned = given >= 0
    counts = np.zeros((len(classes), len(classes)))
    np.add.at(counts, (given[learned], found[learned]), 1)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    few = len(classes) <= 8
    figure = go.Figure(
        go.Heatmap(
            z=shares,
            x=classes,
            y=classes,
            customdata=counts,
            zmin=0,
            zmax=1,
            xgap=1,
            ygap=1,
            showscale=False,
            colorscale=[[0, tone.paper], [1, _DEEPEST["dark" if scheme == "dark" else "light"]]],
            texttemplate="%{z:.0%}" if few else None,
            hovertemplate=(
                f"{say('observed')} <b>%{{y}}</b><br>{say('cross-validated')} <b>%{{x}}</b><br>"
                + "%{customdata:.0f} · %{z:.0%}<extra></extra>"
            ),
        )
    )
    ticks = {"tickfont": {"size": 11 if few else 9}, "ticks": "", "showline": False}
    figure.update_layout(
        **theme.figure_layout(
            xaxis={"title": axis_title(say("{target}, cross-validated prediction", target=target)), **ticks},
            yaxis={"title": axis_title(say("{target}, observed", target=target)), "autorange": "reversed", **ticks},
            margin={"l": 60, "r": 8, "t": 6, "b": 60},
        ),
        overwrite=True,
    )
    return figure


def waterfall_figure(found: Waterfall, unit: str, scheme: str | None = None) -> go.Figure:
    """From the baseline (top) to the prediction (bottom). unit: what is predicted, for the axis.

    What pushes up is filled, what pushes down hatched: the sign without the colour.
    """
    tone = tones(scheme)
    dark = scheme == "dark"
    up, down = (
        (theme.DARK_ACTIVATES, theme.DARK_REPRESSES) if dark else (theme.ACTIVATES, theme.REPRESSES)
    )  # fmt: skip
    first, last = say("no edges (baseline)"), say("predicted")
    labels = [first, *(f"{number}. {label}" for number, label in enumerate(found.labels, 1)), last]
    values = np.array(found.values)
    starts = np.array(found.starts)
    figure = go.Figure()
    figure.add_trace(
        go.Bar(
            y=labels[1:-1],
            x=values.tolist(),
            base=starts.tolist(),
            orientation="h",
            width=0.66,
            marker={
                "color": [down if value < 0 else up for value in values],
                "pattern": {
                    "shape": ["/" if value < 0 else "" for value in values],
                    "size": 5,
                    "solidity": 0.45,
                    "fillmode": "replace",
                },
                "line": {"width": 1, "color": [down if value < 0 else up for value in values]},
            },
            customdata=np.stack([values, starts + values], axis=1),
            hovertemplate="%{y}<br><b>%{customdata[0]:+.4f}</b> → %{customdata[1]:.4f}<extra></extra>",
        )
    )
    ends = [found.baseline, found.predicted]
    figure.add_trace(
        go.Scatter(
            y=[first, last],
            x=ends,
            mode="markers",
            marker={"size": 10, "symbol": "diamond", "color": tone.strong},
            hovertemplate="%{y}<br><b>%{x:.4f}</b><extra></extra>",
        )
    )
    reached = [*starts.tolist(), *(starts + values).tolist(), *ends]
    low, high = min(reached), max(reached)
    air = (high - low) or 1.0
    figure.update_layout(
        **theme.figure_layout(
            xaxis={"title": axis_title(unit), "range": [low - 0.05 * air, high + NUMBERS * air]},
            yaxis={
                "categoryorder": "array",
                "categoryarray": labels,
                "autorange": "reversed",
                "ticks": "",
                "showline": False,
                "tickmode": "array",
                "tickvals": labels,
                "ticktext": [first, *found.labels, f"<b>{last}</b>"],
            },
            margin={"l": 20, "r": 10, "t": 4, "b": 36},
            annotations=_amounts(labels, found),
            shapes=_connectors(found, tone.quiet),
            bargap=0.2,
        ),
        overwrite=True,
    )
    return figure


def _amounts(labels: list[str], found: Waterfall) -> list[dict[str, Any]]:
    """What each step adds, to the right of its bar, where no label stands; the two ends with their values."""
    rows = [(labels[0], found.baseline, signed(found.baseline), 7)]
    for label, start, value in zip(labels[1:-1], found.starts, found.values, strict=True):
        rows.append((label, max(start, start + value), signed(value, 3 if abs(value) < 0.1 else 2), 3))
    rows.append((labels[-1], found.predicted, f"<b>{signed(found.predicted)}</b>", 7))
    return [
        {
            "x": at,
            "y": label,
            "text": words,
            "showarrow": False,
            "xanchor": "left",
            "xshift": away,
            "font": {"size": 11},
        }
        for label, at, words, away in rows
    ]


def _connectors(found: Waterfall, colour: str) -> list[dict[str, Any]]:
    """Thin lines from the end of each step to the start of the next."""
    ends = [*found.starts, found.predicted]
    line = {"width": 1, "color": colour, "dash": "dot"}
    return [
        {"type": "line", "x0": x, "x1": x, "y0": row, "y1": row + 1, "line": line, "layer": "below"}
        for row, x in enumerate(ends)
    ]
