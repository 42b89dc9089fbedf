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

    title, text: what stands under it, in the reader's language. colours: of the bar under it, from left to right.
    """

    first: int
    last: int
    title: str
    text: str
    colours: tuple[str, ...]


def multiples_id(prefix: str) -> str:
    """The element around the panels."""
    return f"{prefix}-multiples"


def score_panels(study: Study, count: int = 5) -> tuple[Panel, ...]:
    """``count`` runs of neighbouring samples along the score, as equal in number as can be; fewer where samples are."""
    score = np.asarray(study.modulator, float)
    count = min(count, score.size)
    bounds = np.linspace(0, score.size, count + 1).round().astype(int)
    words = score_words(study)
    titles = [words.low, *[""] * (count - 2), words.high] if count > 1 else [""]
    if count % 2 and count > 1:
        titles[count // 2] = say("in between")
    colours = theme.score_colours(score, float(score.min()), float(score.max()))
    return tuple(
        Panel(
            first=int(start),
            last=int(stop) - 1,
            title=title,
            text=range_text(words.name, score, int(start), int(stop) - 1),
            colours=tuple(colours[i] for i in np.linspace(start, stop - 1, 8).astype(int)),
        )
        for start, stop, title in zip(bounds[:-1], bounds[1:], titles, strict=True)
    )


def range_text(name: str, score: np.typing.NDArray[np.float64], first: int, last: int) -> str:
    """Score and number of the samples ``first`` to ``last``, as ``assets/js/strip.mjs`` says them."""
    return say(
        "{score} {low} to {high} · mean of {n}",
        score=name,
        low=signed(score[first]),
        high=signed(score[last]),
        n=f"{last - first + 1:,}",
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
    return html.Figure(
        className="multiple",
        **{"data-first": str(panel.first), "data-last": str(panel.last)},
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
