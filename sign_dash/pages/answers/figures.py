"""The small picture of an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import plotly.graph_objects as go

from compute.answers import Bars, KnownGene, Lines, Picture
from compute.messages import Message
from compute.read import EARLIEST
from sign_dash import theme
from sign_dash.language import say, spoken
from sign_dash.plots import captioned

HEIGHT: Final = 190
COLOURS: Final = {1: theme.ACTIVATES, -1: theme.REPRESSES, 0: theme.INK_3}
DASHES: Final = ("solid", "dash", "dot", "dashdot", "longdash")


def answer_figure(picture: Picture, title: str, caption: str, score: str) -> go.Figure:
    """title: in the reader's language. caption: in English, of files. score: what the score is called."""
    figure = _bars(picture) if isinstance(picture, Bars) else _lines(picture, score)
    return captioned(figure, title, caption)


def timeline_figure(genes: Sequence[KnownGene], data_year: int, title: str) -> go.Figure:
    """The publications of each gene (a row) by year; those after the data's year are filled, its end is a line."""
    rows = [(row, year) for row, gene in enumerate(genes) for year in gene.years]
    names = [gene.gene for gene in genes]
    figure = go.Figure(
        go.Scatter(
            x=[year for _, year in rows],
            y=[row for row, _ in rows],
            mode="markers",
            marker={
                "size": 8,
                "color": [theme.HIGH_END if year > data_year else theme.NEUTRAL for _, year in rows],
                "line": {"width": 1, "color": theme.INK_3},
            },
            text=[names[row] for row, _ in rows],
            hovertemplate="%{text} %{x}<extra></extra>",
        )
    )
    figure.add_vline(x=data_year + 0.5, line={"color": theme.INK_3, "width": 1, "dash": "dash"})
    figure.update_layout(
        theme.figure_layout(
            xaxis={"title": {"text": say("year of publication (mostly approximate)")}, "tickformat": "d"},
            yaxis={"autorange": "reversed", "ticks": "", "tickvals": list(range(len(names))), "ticktext": names},
            margin={"l": 8, "r": 10, "t": 4, "b": 34},
        ),
        overwrite=True,
    )
    caption = (
        f"Publications that join each gene with a gene of the transition; filled: after {data_year}. Years from PubMed "
        f"ids are about; {EARLIEST} stands for that and all earlier ones."
    )
    return captioned(figure, title, caption)


def label(name: str | Message) -> str:
    """A name of the picture in the reader's language; genes are not translated."""
    return spoken(name) if isinstance(name, Message) else name


def _bars(picture: Bars) -> go.Figure:
    names = [label(name) for name in picture.labels]
    signs = np.sign(picture.values).astype(int) if picture.signed else np.zeros(len(names), int)
    figure = go.Figure(
        go.Bar(
            x=list(picture.values),
            y=list(range(len(names))),
            orientation="h",
            marker={"color": [COLOURS[int(sign)] for sign in signs]},
            text=names,
            textposition="none",
            hovertemplate="%{text} %{x:.3g}<extra></extra>",
            width=0.62,
        )
    )
    figure.add_vline(x=0, line={"color": theme.NEUTRAL, "width": 1})
    figure.update_layout(
        theme.figure_layout(
            xaxis={"title": {"text": spoken(picture.about)}, "nticks": 5},
            yaxis={"autorange": "reversed", "ticks": "", "tickvals": list(range(len(names))), "ticktext": names},
            margin={"l": 8, "r": 10, "t": 4, "b": 34},
        ),
        overwrite=True,
    )
    return figure


def _lines(picture: Lines, score: str) -> go.Figure:
    figure = go.Figure()
    for at, (name, values, sign) in enumerate(zip(picture.names, picture.values, picture.signs, strict=True)):
        figure.add_scatter(
            x=picture.scores,
            y=values,
            mode="lines",
            name=label(name),
            line={"color": COLOURS[sign], "width": 2, "dash": DASHES[at % len(DASHES)]},
            hovertemplate=f"{label(name)} %{{y:.3g}}<br>{score} %{{x:.2f}}<extra></extra>",
        )
    figure.add_hline(y=0, line={"color": theme.NEUTRAL, "width": 1}, layer="below")
    figure.update_layout(
        theme.figure_layout(
            xaxis={"title": {"text": score}},
            yaxis={"nticks": 5},
            showlegend=True,
            legend={"orientation": "v", "x": 1.02, "y": 1, "font": {"size": 11}},
            margin={"l": 36, "r": 8, "t": 6, "b": 34},
        ),
        overwrite=True,
    )
    return figure
