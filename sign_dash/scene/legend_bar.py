"""The legend under a network on screen: always drawn, in the same words as on paper."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from compute.study import SIGNED_COEFFICIENT, EdgeMeaning
from sign_dash.language import say, spoken
from sign_dash.scene.encoding import REGULATOR, TARGET, ColourBy, ColourScale, SizeBy, colour_scale, size_legend
from sign_dash.scene.meaning import association_words, width_words
from sign_dash.scene.neutral import may_be_neutral


def legend_bar(legend_id: str | None = None, meaning: EdgeMeaning = SIGNED_COEFFICIENT) -> html.Div:
    """The legend; with an id for a page that lets people choose what colour and size mean. meaning: of the edges."""
    named = {} if legend_id is None else {"id": legend_id}
    return html.Div(
        legend_entries("correlation", "drawn", meaning),
        className="legend",
        role="note",
        **{"aria-label": say("Legend")},
        **named,
    )


def legend_entries(colour_by: ColourBy, size_by: SizeBy, meaning: EdgeMeaning = SIGNED_COEFFICIENT) -> list[Component]:
    """Signs by colour and by arrow head; roles by shape; what the colour and the size of the genes mean."""
    regulator, target = ("", "") if colour_by != "role" else (REGULATOR, TARGET)
    scale = colour_scale(colour_by)
    return [
        *_edges(meaning),
        known_entry(),
        _entry("legend-mark legend-regulator", size_legend(size_by), regulator),
        _entry("legend-mark legend-target", say("target"), target),
        html.Span(width_words(meaning), title=spoken(meaning.shown.meaning)),
        *([_scale(scale)] if scale else []),
        html.Span(say("associations, not proven causes"), title=association_words(), className="legend-caution"),
    ]


def known_entry() -> html.Button:
    """The dot of a known pair, which is its switch too (``assets/js/known.mjs``); not shown without a file of pairs."""
    return html.Button(
        [
            html.I(className="legend-mark legend-known-line"),
            html.Span(say("known pair"), className="legend-known-on"),
            html.Span(say("known pairs: show"), className="legend-known-off"),
        ],
        type="button",
        className="legend-entry legend-known",
        title=say("Published in the file of pairs given on Answers; click to mark them in the pictures, or not"),
    )


def _edges(meaning: EdgeMeaning) -> list[html.Span]:
    if meaning.signed:
        return [
            _entry("legend-mark legend-activates", say("activating")),
            _entry("legend-mark legend-represses", say("repressing")),
            *([_entry("legend-mark legend-regulates", say("not monotonic"))] if may_be_neutral(meaning) else []),
        ]
    if meaning.directed:
        return [_entry("legend-mark legend-regulates", say("directed edge"))]
    return [_entry("legend-mark legend-goes-with", say("associated"))]


def _scale(scale: ColourScale) -> html.Span:
    gradient = f"linear-gradient(90deg, {', '.join(scale.stops)})"
    return html.Span(
        [scale.low, html.I(style={"background": gradient}), scale.high], className="legend-scale", title=scale.title
    )


def _entry(class_name: str, words: str, colour: str = "") -> html.Span:
    style = {"background": colour} if colour else {}
    return html.Span([html.I(className=class_name, style=style), words], className="legend-entry")
