"""Small multiples: the mean networks of several ranges of samples, side by side in one layout.

The browser draws them (``assets/js/multiples.mjs``) from the drawing of the canvas of the same prefix, whose places,
cut-offs and colours they share, so that no step of zoom or cut-off asks the server. Where there is no such canvas,
``small_multiples(..., alone=True)`` brings the stores, and the page writes :func:`sign_dash.scene.canvas.drawing`
into ``CanvasIds(prefix).drawing``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from dash import ClientsideFunction, Dash, Input, State, dcc, html

from compute.analyse import samples_between
from sign_dash import theme
from sign_dash.language import say
from sign_dash.numbers import signed
from sign_dash.scene.canvas import CanvasIds
from sign_dash.shell.cohort import score_words

if TYPE_CHECKING:
    from compute.study import Study


@dataclass(frozen=True)
class Panel:
    """One picture: the mean network of the samples ``first`` to ``last`` of the drawing, both belonging to it.

    filters: of these samples, read by :func:`compute.analyse.samples_between`. count: how many are left.
    title, text: what stands under it, in the reader's language. colours: of the bar under it, from left to right.
    """

    first: int
    last: int
    title: str
    text: str
    colours: tuple[str, ...]
    count: int = 0
    filters: str = ""


def multiples_id(prefix: str) -> str:
    """The element around the panels."""
    return f"{prefix}-multiples"


def score_panels(study: Study, count: int = 5, filters: str = "") -> tuple[Panel, ...]:
    """``count`` runs of neighbouring samples along the score, as equal in number as can be; fewer where samples are.

    filters: of the samples, as :func:`compute.analyse.samples_between` reads them; none where they leave none.
    """
    score = np.asarray(study.modulator, float)
    left = np.array(samples_between(study, 0, score.size - 1, filters), int)
    count = min(count, left.size)
    bounds = np.linspace(0, left.size, count + 1).round().astype(int)
    words = score_words(study)
    titles = [words.low, *[""] * (count - 2), words.high] if count > 1 else [""] * count
    if count % 2 and count > 1:
        titles[count // 2] = say("in between")
    colours = theme.score_colours(score, float(score.min()), float(score.max()))
    return tuple(
        Panel(
            first=int(left[start]),
            last=int(left[stop - 1]),
            title=title,
            text=range_text(words.name, score[left[start:stop]]),
            colours=tuple(colours[left[i]] for i in np.linspace(start, stop - 1, 8).astype(int)),
            count=int(stop - start),
            filters=filters,
        )
        for start, stop, title in zip(bounds[:-1], bounds[1:], titles, strict=True)
    )


def range_text(name: str, score: np.typing.NDArray[np.float64]) -> str:
    """Between which scores and how many the samples of these ascending scores are."""
    return say(
        "{score} {low} to {high} · mean of {n}",
        score=name,
        low=signed(score[0]),
        high=signed(score[-1]),
        n=f"{score.size:,}",
    )


def small_multiples(
    prefix: str, label: str, panels: Sequence[Panel], *, hidden: bool = False, alone: bool = False
) -> html.Div:
    """The panels; they fill a parent with a size. `label` is their accessible name."""
    names = CanvasIds(prefix)
    stores = [dcc.Store(id=names.drawing), dcc.Store(id=names.cutoff, data=0.0), dcc.Store(id=names.picked)]
    return html.Div(
        id=multiples_id(prefix),
        className="multiples",
        role="group",
        tabIndex=0,
        hidden=hidden,
        title=say("Scroll to zoom, drag to move: all pictures together. Keys: + − 0 and the arrows."),
        **{"aria-label": label, "data-prefix": prefix},
        children=[*panel_figures(panels), *(stores if alone else [])],
    )


def panel_figures(panels: Sequence[Panel]) -> list[html.Figure]:
    """The panels' elements, for a page that writes other ones into the ``children`` of its multiples."""
    return [_figure(panel) for panel in panels]


def register_multiples(app: Dash, prefix: str) -> None:
    """Wire the panels to the drawing and the cut-off of ``prefix``."""
    names = CanvasIds(prefix)
    app.clientside_callback(
        ClientsideFunction("multiples", "draw"),
        Input(names.drawing, "data"),
        Input(names.cutoff, "data"),
        Input(multiples_id(prefix), "hidden"),
        Input(multiples_id(prefix), "children"),
        State(multiples_id(prefix), "data-prefix"),
    )


def _figure(panel: Panel) -> html.Figure:
    samples = say("samples {first}–{last}", first=f"{panel.first + 1:,}", last=f"{panel.last + 1:,}")
    if panel.count and panel.count <= panel.last - panel.first:
        samples = say("{n} of {samples}", n=f"{panel.count:,}", samples=samples)
    return html.Figure(
        className="multiple",
        **{"data-first": str(panel.first), "data-last": str(panel.last), "data-filters": panel.filters},
        children=[
            html.Div(html.Canvas(), className="multiple-picture", role="img", **{"aria-label": panel.text}),
            html.Div(
                html.Div(className="multiple-playhead"),
                className="multiple-bar",
                style={"background": f"linear-gradient(90deg, {', '.join(panel.colours)})"},
            ),
            html.Figcaption(
                [
                    html.Div(panel.text, className="multiple-text"),
                    *([html.B(panel.title), " "] if panel.title else []),
                    html.Button(
                        samples,
                        type="button",
                        className="link-button multiple-alone",
                        title=say("Draw the mean network of these samples only"),
                    ),
                ]
            ),
        ],
    )
