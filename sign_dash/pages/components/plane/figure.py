"""The component plane: loadings of every gene on two components."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import plotly.graph_objects as go

from compute.components import Side
from sign_dash import theme
from sign_dash.language import say
from sign_dash.pages.components.explained import Explained, strongest
from sign_dash.pages.components.figure_style import MANY_POINTS, axis_title, tones
from sign_dash.scene.labels import STEPS_IN_FOCUS, Lettered, place_labels

NAMED: Final = 6
"""So many of the strongest genes of either component are named beside the EMT factors, where there is room."""
_PLANE = (240.0, 250.0)
"""The smallest plane on a desktop, pixels: names that do not collide here do not collide on a larger one."""
_NAME_SIZE = 13.0
"""Names take 11 px; some system fonts are that much wider than the one the room is reckoned with."""


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
                hovertemplate=f"<b>%{{customdata}}</b><br>{axis_words(across)}: %{{x:.3f}}"
                f"<br>{axis_words(up)}: %{{y:.3f}}<extra></extra>",
            )
        )
    figure.update_layout(
        **theme.figure_layout(
            xaxis={"title": axis_title(axis_words(across)), "zeroline": True, "fixedrange": False},
            yaxis={"title": axis_title(axis_words(up)), "zeroline": True, "fixedrange": False},
            margin={"l": 44, "r": 10, "t": 6, "b": 38},
            dragmode="lasso",
            selectdirection="any",
            annotations=_names(explained, side, across, up, factors),
            uirevision=f"{explained.name}/{side}/{across}/{up}",
        ),
        overwrite=True,
    )
    figure.update_xaxes(zerolinecolor=theme.LINE, zerolinewidth=1)
    figure.update_yaxes(zerolinecolor=theme.LINE, zerolinewidth=1)
    return figure


def axis_words(component: int) -> str:
    """What an axis of the plane shows."""
    return say("loading on component {number}", number=component + 1)


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
