"""The coefficient of an edge, or the expression of a gene, along the score, with both sides shaded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from sign_dash import theme
from sign_dash.pages.explore.figures import coefficient_curve, expression_scatter
from sign_dash.shell.cohort import score_name

if TYPE_CHECKING:
    from compute.analyse import ComparedSide
    from compute.study import EdgeBand, Study

SHADE: Final = "rgba(128,136,146,0.20)"
RUG: Final = {"A": 0.965, "B": 0.035}
"""Where the marks of scattered samples stand: A above, B below, as shares of the height."""


def compared_curve(
    study: Study,
    coefficients: NDArray[np.float32],
    sides: Sequence[tuple[str, ComparedSide]],
    band: EdgeBand | None = None,
) -> go.Figure:
    """`coefficients` (samples,) along the score. sides: letter and samples of each side that is of this study. band:
    behind them.

    Samples side by side are a shaded band with the side's letter; scattered ones are marks at the upper (A) or lower
    (B) edge.
    """
    figure = coefficient_curve(study.modulator, coefficients, study.samples, score_name(study), band)
    return _with_sides(figure, study, sides)


def compared_expression(
    study: Study, expression: NDArray[np.float32], sides: Sequence[tuple[str, ComparedSide]]
) -> go.Figure:
    """`expression` (samples,) of a gene against the score; sides: as of :func:`compared_curve`."""
    figure = expression_scatter(study.modulator, expression, study.samples, score_name(study))
    return _with_sides(figure, study, sides)


def _with_sides(figure: go.Figure, study: Study, sides: Sequence[tuple[str, ComparedSide]]) -> go.Figure:
    for letter, side in sides:
        score = side.scores
        if side.contiguous:
            half = 0.002 * float(np.ptp(study.modulator) or 1.0)
            figure.add_vrect(x0=score[0] - half, x1=score[-1] + half, fillcolor=SHADE, line_width=0, layer="below")
            figure.add_annotation(x=float(score.mean()), y=1, yref="paper", yanchor="top", text=f"<b>{letter}</b>",
                                  showarrow=False, font={"size": 11})  # fmt: skip
        else:
            _add_marks(figure, letter, score)
    return figure


def _add_marks(figure: go.Figure, letter: str, score: NDArray[np.float64]) -> None:
    figure.add_scatter(
        x=score,
        y=[RUG[letter]] * score.size,
        yaxis="y2",
        mode="markers",
        marker={"symbol": "line-ns", "size": 7, "line": {"width": 1, "color": theme.INK_3}},
        hoverinfo="skip",
    )
    figure.add_annotation(
        x=0, xref="paper", xanchor="left", y=RUG[letter], yref="paper", text=f"<b>{letter}</b>", showarrow=False,
        font={"size": 11},
    )  # fmt: skip
    figure.update_layout(yaxis2={"overlaying": "y", "range": [0, 1], "visible": False, "fixedrange": True})
