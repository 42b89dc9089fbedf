"""The strongest loadings of a component with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from sign_dash import theme
from sign_dash.language import say
from sign_dash.pages.components.figure_style import axis_title, tones


def loadings_figure(rows: Sequence[dict[str, Any]], title: str, scheme: str | None = None) -> go.Figure:
    """rows: :func:`tables.loading_rows`, strongest first. A loading whose interval holds zero is hollow.

    Known genes (built-in lists) have a bullet before their name.
    """
    tone = tones(scheme)
    names = [row["gene"] for row in rows]
    unsure = [row["low"] is not None and row["low"] <= 0 <= row["high"] for row in rows]
    measured = bool(rows) and rows[0]["low"] is not None
    figure = go.Figure(
        go.Scatter(
            x=[row["loading"] for row in rows],
            y=names,
            mode="markers",
            customdata=[[row["low"], row["high"], row["known"]] for row in rows],
            error_x=(
                {
                    "type": "data",
                    "symmetric": False,
                    "array": [row["high"] - row["loading"] for row in rows],
                    "arrayminus": [row["loading"] - row["low"] for row in rows],
                    "color": tone.strong,
                    "thickness": 1.6,
                    "width": 4,
                }
                if measured
                else None
            ),
            marker={
                "size": 9,
                "color": [tone.paper if hollow else tone.strong for hollow in unsure],
                "line": {"width": 1.8, "color": tone.strong},
            },
            hovertemplate="<b>%{y}</b> %{x:+.3f}"
            + ("<br>%{customdata[0]:+.3f} … %{customdata[1]:+.3f}" if measured else "")
            + "<br>%{customdata[2]}<extra></extra>",
        )
    )
    figure.update_layout(
        **theme.figure_layout(
            xaxis={"title": axis_title(title), "zeroline": True},
            yaxis={
                "autorange": "reversed",
                "ticks": "",
                "showgrid": True,
                "gridcolor": theme.NEUTRAL,
                "griddash": "dot",
                "gridwidth": 0.5,
                "tickmode": "array",
                "tickvals": names,
                "ticktext": [f"● {row['gene']}" if row["known"] else row["gene"] for row in rows],
            },
            margin={"l": 20, "r": 12, "t": 4, "b": 36},
        ),
        overwrite=True,
    )
    figure.update_xaxes(zerolinecolor=theme.LINE, zerolinewidth=1)
    return figure


def loading_axis(level: float | None) -> str:
    """The axis of the loadings; level: coverage of the intervals, None where there are none."""
    if level is None:
        return say("loading")
    return say("loading, {level} interval (hollow: it includes zero)", level=f"{level:.0%}")
