"""Small multiples: the courses of a target's regulators along the score with their bands, the earliest to act first."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import plotly.graph_objects as go
from dash import html
from numpy.typing import NDArray
from plotly.subplots import make_subplots

from compute.study import BAND, HELD
from sign_dash import theme
from sign_dash.export.words import ends
from sign_dash.language import say
from sign_dash.plots import band_traces, rug
from sign_dash.scene.naming import listed
from sign_dash.shell.cohort import score_name, written_score_name

if TYPE_CHECKING:
    from compute.analyse import RegulatorCourse
    from compute.study import Study

POINTS: Final = 81
"""Scores at which a course is drawn: a panel is some hundred pixels wide."""
FEW: Final = 15
"""Up to so many panels stand three in a row, more five."""


def course_panels(study: Study, courses: Sequence[RegulatorCourse], scheme: str | None = None) -> go.Figure:
    """One panel for each course, all on the same axes: blue where it activates, vermilion where it represses, thin
    where its band holds 0. The sign stands beside the name too.
    """
    columns = 3 if len(courses) <= FEW else 5
    rows = max(1, ceil(len(courses) / columns))
    named = [f"<b>{one.regulator}</b> {'⊣' if one.largest < 0 else '→'}" for one in courses]
    figure = make_subplots(
        rows, columns, shared_xaxes="all", shared_yaxes="all", subplot_titles=named,
        horizontal_spacing=0.02, vertical_spacing=min(0.09, 0.3 / rows),
    )  # fmt: skip
    layout = theme.figure_layout(margin={"l": 40, "r": 6, "t": 20, "b": 34})
    axes = layout.pop("xaxis"), layout.pop("yaxis")
    figure.update_layout(**layout, meta={"panels": len(courses)})
    low, high = float(study.modulator[0]), float(study.modulator[-1])
    rim = 0.02 * (high - low)
    figure.update_xaxes(**axes[0], nticks=4, range=[low - rim, high + rim])
    figure.update_yaxes(**axes[1], nticks=5, range=_range(courses))
    figure.update_annotations(font={"size": 11 if columns == 3 else 9.5}, yshift=-2)
    samples = rug(study.modulator, *_range(courses))
    score, dark = score_name(study), scheme == "dark"
    drawn = [(at, trace) for at, one in enumerate(courses) for trace in (*_traces(one, score, dark), samples)]
    figure.add_traces(  # at once, as the lines at 0: one by one they take Plotly longer with each that is there
        [trace for _, trace in drawn],
        rows=[at // columns + 1 for at, _ in drawn],
        cols=[at % columns + 1 for at, _ in drawn],
    )
    figure.update_layout(shapes=[_zero(at) for at in range(len(courses))])
    middle = (columns + 1) // 2
    figure.update_xaxes(title_text=score, row=rows, col=min(middle, len(courses) - (rows - 1) * columns))
    return figure


def _zero(at: int) -> dict[str, Any]:
    """The line at 0 of a panel."""
    axis = "" if at == 0 else str(at + 1)
    line = {"color": theme.NEUTRAL, "width": 1}
    return {
        "type": "line",
        "xref": f"x{axis} domain",
        "x0": 0,
        "x1": 1,
        "yref": f"y{axis}",
        "y0": 0,
        "y1": 0,
        "line": line,
    }


def _traces(one: RegulatorCourse, score: str, dark: bool) -> list[go.Scatter]:
    x = _short(one.score)
    found = [
        *band_traces(x, _short(one.low), _short(one.high)),
        go.Scatter(
            x=x,
            y=_short(one.course),
            customdata=[one.regulator] * one.score.size,
            mode="lines",
            line={"color": theme.INK_3, "width": 1.1},
            hovertemplate=f"<b>{one.regulator}</b> %{{y:+.3f}}<br>{score} %{{x:+.2f}}<extra></extra>",
        ),
    ]
    activates, represses = (theme.DARK_ACTIVATES, theme.DARK_REPRESSES) if dark else (theme.ACTIVATES, theme.REPRESSES)
    for there, colour in ((one.low > 0, activates), (one.high < 0, represses)):
        if there.any():
            part = np.where(there, one.course, np.nan)
            line = {"color": colour, "width": 2.4}
            found.append(go.Scatter(x=x, y=_short(part), mode="lines", line=line, hoverinfo="skip"))
    return found


def _short(values: NDArray[np.float64]) -> list[float | None]:
    return [float(f"{value:.4g}") if np.isfinite(value) else None for value in values.tolist()]


def _range(courses: Sequence[RegulatorCourse]) -> list[float]:
    """That of the bands, but no more than three times as high as that of the courses and of most of each band: one
    wide band must not flatten the rest.
    """
    if not courses:
        return [-1.0, 1.0]
    low = min(min(float(one.course.min()), float(np.median(one.low))) for one in courses)
    high = max(max(float(one.course.max()), float(np.median(one.high))) for one in courses)
    low, high = (
        max(min(float(one.low.min()) for one in courses), 2 * low - high),
        min(max(float(one.high.max()) for one in courses), 2 * high - low),
    )
    rim = 0.08 * ((high - low) or 1.0)
    return [min(low, 0.0) - rim, max(high, 0.0) + rim]


def course_legend(target: str) -> list[html.Span]:
    """Marks and order of the panels in words."""
    return [
        html.Span(
            [
                html.Span("⊣ " + say("repressing {target}", target=target), className="represses"),
                html.Span("→ " + say("activating {target}", target=target), className="activates"),
            ],
            className="heat-legend-scale",
        ),
        html.Span(say("coloured where the {level:.0%} band (shaded) excludes 0", level=BAND), className="heat-unit"),
        html.Span(say("in order of action along the score"), className="heat-unit"),
        html.Span(say("ticks at the bottom: samples, darker where dense"), className="heat-unit"),
    ]


def course_caption(study: Study, target: str, courses: Sequence[RegulatorCourse]) -> str:
    """What the panels say of themselves in a file, in English."""
    low, high = ends(study)
    return (
        f"Coefficient of each regulator on {target} along the {written_score_name(study)} (left {low}, right {high}), "
        f"with its {BAND:.0%} band, score by score. The {len(courses)} regulators with the largest coefficient in any "
        "sample, in the order in which they act (mean score of the samples, each weighted by the size of the "
        f"coefficient there): {listed([one.regulator for one in courses])}. Blue: activating, vermilion: repressing, "
        f"where the band excludes 0; thin: it includes 0. Marks at the foot: samples, darker where there are many. "
        f"Bands assume that the edge exists: in simulations with edges planted on real regulators, {HELD:.0%} of the "
        "true coefficients of those found lay inside."
    )
