"""The figures of the page: the plane of E and M score, and how well scores agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from compute.score import PHENOTYPES, Comparison, Phenotype
from sign_dash import theme
from sign_dash.language import say
from sign_dash.pages.components.figure_style import MANY_POINTS, axis_title, tones
from sign_dash.pages.scores.words import full_label, phenotype_word, short_label
from sign_dash.shell.cohort import annotation_columns

if TYPE_CHECKING:
    from compute.study import Study

PHENOTYPE: Final = "phenotype"
ANNOTATION: Final = "annotation:"
COLOURS: Final = {
    "epithelial": theme.LOW_END,
    "hybrid": "#d98a00",
    "mesenchymal": theme.HIGH_END,
    "neither": "#9aa6b5",
}
FEW: Final = 8
"""Scores whose correlations are written in full size."""
MOST_NAMED: Final = 12
"""Classes of an annotation named beside the plane; all are named on hover."""


def plane(study: Study, found: Comparison, colour: str, scheme: str | None = None) -> go.Figure:
    """Every sample at its E score (across) and M score (up); lines at the medians, above both of which it is hybrid.

    The first trace has one point per sample, in the study's order, its name as ``customdata``.
    """
    e, m = found.column("epithelial").values, found.column("mesenchymal").values
    colours, legend, words = _coloured(study, found, colour)
    scatter = go.Scattergl if len(e) > MANY_POINTS else go.Scatter
    figure = go.Figure(
        scatter(
            x=e,
            y=m,
            mode="markers",
            marker={"size": 6, "color": colours, "opacity": 0.8, **legend.get("marker", {})},
            customdata=np.array(study.samples, dtype=object),
            text=words,
            hovertemplate="<b>%{customdata}</b><br>%{text}<br>E %{x:.3f} · M %{y:.3f}<extra></extra>",
            showlegend=False,
        )
    )
    for name, shade in legend.get("classes", ()):
        figure.add_scatter(
            x=[None], y=[None], mode="markers", name=name, marker={"size": 8, "color": shade}, hoverinfo="skip"
        )
    quiet = {"color": tones(scheme).quiet, "width": 1, "dash": "dot"}
    figure.add_vline(x=float(np.median(e)), line=quiet)
    figure.add_hline(y=float(np.median(m)), line=quiet)
    return figure.update_layout(
        theme.figure_layout(
            xaxis={"title": axis_title(say("E score: rank of the epithelial genes")), "nticks": 6},
            yaxis={"title": axis_title(say("M score: rank of the mesenchymal genes")), "nticks": 6},
            margin={"l": 44, "r": 10, "t": 18, "b": 38},
            annotations=_corners(tones(scheme).quiet),
            showlegend=bool(legend.get("classes")),
            legend={"orientation": "h", "y": -0.16, "yanchor": "top", "itemclick": False,
                    "itemdoubleclick": False, "font": {"size": 11, "color": tones(scheme).quiet}},
        )
    )  # fmt: skip


def agreement(found: Comparison, scheme: str | None = None) -> go.Figure:
    """Spearman's ρ of every pair of scores, as numbers on the colours of their sign."""
    labels = [short_label(column) for column in found.columns]
    rho = found.agreement
    text = [["" if np.isnan(value) else f"{value:.2f}".replace("-", "−") for value in row] for row in rho]
    dark = scheme == "dark"
    low, high = (theme.DARK_REPRESSES, theme.DARK_ACTIVATES) if dark else (theme.REPRESSES, theme.ACTIVATES)
    middle = theme.DARK_CARD if dark else theme.CARD
    ink = theme.DARK_INK if dark else theme.INK
    places = list(range(len(labels)))
    figure = go.Figure(
        go.Heatmap(
            z=rho,
            x=places,
            y=places,
            zmin=-1.6,  # paler than the full colours, so that the numbers can be read on them
            zmax=1.6,
            colorscale=[[0, low], [0.5, middle], [1, high]],
            text=text,
            texttemplate="%{text}",
            textfont={"size": 11 if len(places) <= FEW else 9, "color": ink},
            customdata=[
                [[full_label(one.label), full_label(other.label)] for other in found.columns] for one in found.columns
            ],
            hovertemplate="%{customdata[0]}<br>%{customdata[1]}<br>ρ %{text}<extra></extra>",
            showscale=False,
            xgap=2,
            ygap=2,
        )
    )
    ticks = {"tickvals": places, "ticktext": labels, "ticks": "", "showline": False}
    return figure.update_layout(
        theme.figure_layout(
            xaxis={**ticks, "tickangle": -40, "side": "bottom"},
            yaxis={**ticks, "autorange": "reversed"},
            margin={"l": 8, "r": 8, "t": 6, "b": 8},
        )
    )


def _corners(ink: str) -> list[dict[str, Any]]:
    """What each quarter is called, in its corner."""
    places: dict[Phenotype, tuple[int, int]] = {
        "neither": (0, 0),
        "epithelial": (1, 0),
        "mesenchymal": (0, 1),
        "hybrid": (1, 1),
    }
    return [
        {
            "text": phenotype_word(name),
            "xref": "paper",
            "yref": "paper",
            "x": x,
            "y": y,
            "xanchor": "right" if x else "left",
            "yanchor": "bottom",
            "yshift": 2,
            "showarrow": False,
            "font": {"size": 11, "color": ink},
        }
        for name, (x, y) in places.items()
    ]


def _coloured(
    study: Study, found: Comparison, colour: str
) -> tuple[list[str] | NDArray[Any], dict[str, Any], list[str]]:
    """Colours of the samples, what the legend needs, and each sample's value in words."""
    if colour == PHENOTYPE:
        seen = found.phenotypes
        classes = [(f"{phenotype_word(name)} ({found.counts[name]:,})", COLOURS[name]) for name in PHENOTYPES]
        return [COLOURS[name] for name in seen], {"classes": classes}, [phenotype_word(name) for name in seen]
    if colour.startswith(ANNOTATION):
        for column in annotation_columns(study):
            if column.name == colour.removeprefix(ANNOTATION):
                shades = [theme.NO_CATEGORY if code < 0 else column.colours[code] for code in column.codes]
                classes = [
                    (column.shown(level), shade)
                    for level, shade in zip(column.levels[:MOST_NAMED], column.colours, strict=False)
                ]
                more = len(column.levels) - MOST_NAMED
                if more > 0:
                    classes.append((say("and {n} more", n=more), theme.NO_CATEGORY))
                levels = [say("not known") if code < 0 else column.shown(column.levels[code]) for code in column.codes]
                return shades, {"classes": classes}, levels
    chosen = next((one for one in found.columns if one.name == colour), found.columns[0])
    values = chosen.values
    low, high = (float(end) for end in np.quantile(values, [0.02, 0.98]))
    scale = [[0, theme.LOW_END], [0.5, theme.BETWEEN], [1, theme.HIGH_END]]
    bar = {"thickness": 8, "len": 0.6, "outlinewidth": 0, "tickfont": {"size": theme.TICK_SIZE}, "nticks": 4}
    marker = {"cmin": low, "cmax": high, "colorscale": scale, "colorbar": bar}
    label = short_label(chosen)
    return values, {"marker": marker}, [f"{label} {value:.3g}".replace("-", "−") for value in values]
