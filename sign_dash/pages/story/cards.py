"""One card per slide: its pictures small, its words to edit, its place in the story."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import html

from sign_dash.addresses import address
from sign_dash.language import say
from sign_dash.pages.story import names

if TYPE_CHECKING:
    from sign_dash.pages.story.slides import Slide, SlidePicture, Story


def cards(story: Story) -> list[html.Li]:
    """The story's slides in order."""
    return [_card(slide, number, len(story.slides)) for number, slide in enumerate(story.slides, start=1)]


def _card(slide: Slide, number: int, total: int) -> html.Li:
    return html.Li(
        className="card story-card",
        # What the presentation shows, see assets/js/story.mjs.
        **{"data-slide": slide.identifier, "aria-label": say("Slide {n} of {all}", n=number, all=total)},
        children=[
            html.Span(str(number), className="story-number", **{"aria-hidden": "true"}),
            html.Div([_picture(picture) for picture in slide.pictures], className="story-pictures"),
            html.Div(
                className="story-words",
                children=[
                    dmc.Textarea(
                        id={"type": names.TITLE, "slide": slide.identifier},
                        value=slide.title,
                        placeholder=say("A title"),
                        autosize=True,
                        minRows=1,
                        maxRows=5,
                        debounce=400,
                        className="story-title",
                        **{"aria-label": say("Title of slide {n}", n=number)},
                    ),
                    dmc.Textarea(
                        id={"type": names.NOTE, "slide": slide.identifier},
                        value=slide.note,
                        placeholder=say("Notes for you; hidden while presenting"),
                        autosize=True,
                        minRows=2,
                        maxRows=5,
                        debounce=400,
                        className="story-note",
                        **{"aria-label": say("Note of slide {n}", n=number)},
                    ),
                    _buttons(slide, number, total),
                ],
            ),
        ],
    )


def _picture(picture: SlidePicture) -> html.Img:
    data = base64.b64encode(picture.svg.encode()).decode("ascii")
    return html.Img(src=f"data:image/svg+xml;base64,{data}", alt=f"{picture.title}. {picture.caption}")


def _buttons(slide: Slide, number: int, total: int) -> html.Div:
    def button(kind: str, words: str, label: str, disabled: bool = False) -> html.Button:
        return html.Button(
            words,
            id={"type": kind, "slide": slide.identifier},
            type="button",
            className="quiet-button",
            disabled=disabled,
            title=label,
            **{"aria-label": label},
        )

    page, _, query = slide.address.partition("?")
    return html.Div(
        className="story-buttons",
        children=[
            button(names.EARLIER, "↑", say("Move slide {n} up", n=number), disabled=number == 1),
            button(names.LATER, "↓", say("Move slide {n} down", n=number), disabled=number == total),
            html.A(
                say("Go to this view"),
                href=address(f"/{page}") + (f"?{query}" if query else ""),
                className="story-link",
            ),
            html.Span(className="story-spring"),
            button(names.DELETE, say("Delete"), say("Delete slide {n}", n=number)),
        ],
    )
