"""The figures of the page: a module along time, and a gene beside what was predicted a step before."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from compute.analyse import Modules
from sign_dash import theme
from sign_dash.language import say
from sign_dash.plots import band_traces
from sign_dash.shell.cohort import score_name

MOST_LINES: Final = 60
"""Courses drawn one by one at most."""


def module_course(of: Modules, module: int) -> go.Figure:
    """Every sample's state as a dot, every course as a thin line, their mean, and the band of nine of ten.

    Between measured times, dotted: what the model makes of the steps without values.
    """
    values, study = of.of_samples(module), of.study
    figure = go.Figure(_samples(of, values, say("state")))
    mean, low, high = of.band(module)
    here = of.measured
    figure.add_traces(band_traces(of.time[here], low[here], high[here]))
    for course in range(min(len(of.course), MOST_LINES)):
        figure.add_scatter(
            x=of.time[here],
            y=of.course[course, here, module],
            mode="lines",
            line={"color": theme.NEUTRAL, "width": 0.8},
            hoverinfo="skip",
        )
    line = {"mode": "lines", "hoverinfo": "skip"}
    figure.add_scatter(x=of.time[here], y=mean[here], line={"color": theme.HIGH_END, "width": 2.4}, **line)
    if here.size < of.time.size:
        figure.add_scatter(x=of.time, y=mean, line={"color": theme.HIGH_END, "width": 1, "dash": "dot"}, **line)
    figure.add_hline(y=0, line={"color": theme.NEUTRAL, "width": 1}, layer="below")
    return figure.update_layout(_layout(of, score_name(study), say("state")), overwrite=True)


def gene_prediction(of: Modules, gene: str) -> go.Figure:
    """Every sample's value as a dot, and the mean over courses of what was predicted a step before, with its band."""
    found = of.prediction(gene)
    figure = go.Figure(_samples(of, found.values, say("expression")))
    later = np.flatnonzero(np.isfinite(found.predicted))
    steps = np.unique(of.step[later])
    time = of.time[steps]
    if found.low is not None and found.high is not None:
        bounds = (_by_step(of, edge, later, steps) for edge in (found.low, found.high))
        figure.add_traces(band_traces(time, *bounds))
    figure.add_scatter(
        x=time,
        y=_by_step(of, found.predicted, later, steps),
        mode="lines+markers",
        line={"color": theme.REPRESSES, "width": 2},
        marker={"size": 7, "symbol": "diamond", "color": theme.REPRESSES},
        hovertemplate=say("predicted") + " %{y:.2f}<extra></extra>",
    )
    return figure.update_layout(_layout(of, score_name(of.study), gene), overwrite=True)


def _by_step(of: Modules, values: NDArray[np.float64], later: NDArray[np.int64], steps: NDArray[np.int64]) -> Any:
    """Means over the courses at each of these steps."""
    return np.array([values[later[of.step[later] == step]].mean() for step in steps])


def _samples(of: Modules, values: NDArray[np.float64], what: str) -> go.Scatter:
    """Every sample, coloured by its time; first in the figure, so that the playhead's dot lies on it."""
    time = of.study.modulator
    return go.Scatter(
        x=time,
        y=values,
        mode="markers",
        marker={
            "size": 5,
            "opacity": 0.7,
            "color": theme.score_colours(time, float(time.min()), float(time.max())),
        },
        text=of.study.samples,
        hovertemplate=f"%{{text}}<br>{what} %{{y:.2f}}<br>{score_name(of.study)} %{{x:g}}<extra></extra>",
    )


def _layout(of: Modules, along: str, up: str) -> dict[str, Any]:
    low, high = float(of.time[0]), float(of.time[-1])
    margin = 0.03 * (high - low) or 1.0
    return theme.figure_layout(
        xaxis={"title": {"text": along}, "range": [low - margin, high + margin]},
        yaxis={"title": {"text": up}, "nticks": 5},
    )
