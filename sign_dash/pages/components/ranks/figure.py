"""Accuracy, energy and stability over ranks, on three scales beneath each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from compute.components import ClassRankPoint
from sign_dash import theme
from sign_dash.language import say
from sign_dash.pages.components.figure_style import axis_title, tones

if TYPE_CHECKING:
    from compute.components import StoredRanks


def rank_rows(stored: StoredRanks) -> list[dict[str, Any]]:
    """The rows of the table."""
    return [
        {
            "rank": str(point.rank),
            "accuracy": point.held_out,
            "error": point.standard_error,
            "auc": point.auc_held_out if isinstance(point, ClassRankPoint) else None,
            "energy": point.retained_energy,
            "stability": point.lowest_stability,
            "stable": f"{point.stable.count(True)} / {len(point.stable)}",
        }
        for point in stored.points
    ]


def accuracy_name(stored: StoredRanks) -> str:
    """What the curve's accuracy is, as its axis and its column say it."""
    return say("cross-validated balanced accuracy") if stored.classes else say("cross-validated R²")


def ranks_figure(stored: StoredRanks | None, scheme: str | None = None) -> go.Figure:
    """One row each for R² (of classes: balanced accuracy, and AUC) held out, ± standard error, energy kept (and the
    ceiling), lowest stability.

    The suggested rank is marked by a line and a filled point in every row.
    """
    tone = tones(scheme)
    figure = go.Figure()
    layout = theme.figure_layout(margin={"l": 50, "r": 12, "t": 8, "b": 36}, hovermode="x unified")
    if stored is None:
        figure.update_layout(**layout, overwrite=True)
        figure.update_xaxes(visible=False)
        figure.update_yaxes(visible=False)
        return figure
    suggested = stored.suggestion.rank
    ranks = [point.rank for point in stored.points]
    filled = [tone.strong if rank == suggested else tone.paper for rank in ranks]
    curves: list[tuple[str, str, list[float], list[float] | None]] = [
        (accuracy_name(stored), "y", [p.held_out for p in stored.points], [p.standard_error for p in stored.points]),
        (say("squared edge weight captured"), "y2", [p.retained_energy for p in stored.points], None),
        (say("lowest stability"), "y3", [p.lowest_stability for p in stored.points], None),
    ]
    for name, axis, values, errors in curves:
        figure.add_trace(
            go.Scatter(
                x=ranks,
                y=values,
                yaxis=axis,
                name=name,
                mode="lines+markers",
                error_y=None if errors is None else {"type": "data", "array": errors, "thickness": 1.4, "width": 3},
                line={"width": 1.6, "color": tone.strong},
                marker={"size": 9, "color": filled, "line": {"width": 1.8, "color": tone.strong}},
                hovertemplate="%{y:.4f}",
            )
        )
    beside = [(say("maximum that can be captured"), "y2", [point.hosvd_retained_energy for point in stored.points])]
    if stored.classes:
        beside.append(
            (
                say("cross-validated AUC"),
                "y",
                [point.auc_held_out for point in stored.points if isinstance(point, ClassRankPoint)],
            )
        )
    for name, axis, values in beside:
        figure.add_trace(
            go.Scatter(
                x=ranks,
                y=values,
                yaxis=axis,
                name=name,
                mode="lines",
                line={"width": 1.2, "dash": "dot", "color": tone.quiet},
                hovertemplate="%{y:.4f}",
            )
        )
    figure.update_layout(**layout, overwrite=True)
    rows = ((0.72, 0.93, curves[0][0]), (0.38, 0.59, curves[1][0]), (0.04, 0.25, curves[2][0]))
    figure.update_layout(
        xaxis={"title": axis_title(say("rank: components of either side")), "tickvals": ranks, "anchor": "y3"},
        shapes=[
            {"type": "line", "xref": "x", "yref": "paper", "x0": suggested, "x1": suggested, "y0": 0, "y1": 1,
             "line": {"width": 1, "dash": "dash", "color": tone.quiet}, "layer": "below"}
        ],
        **{
            f"yaxis{'' if row == 0 else row + 1}": theme.figure_layout()["yaxis"]
            | {"domain": [low, high], "nticks": 4}
            for row, (low, high, _) in enumerate(rows)
        },
        annotations=[
            {"text": words, "xref": "paper", "yref": "paper", "x": 0, "y": high + 0.01, "xanchor": "left",
             "yanchor": "bottom", "showarrow": False, "font": {"size": 12}}
            for _, high, words in rows
        ],  # above its curve: beside it, the names of three low curves would run into each other
    )  # fmt: skip
    return figure
