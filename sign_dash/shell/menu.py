"""The menu in the header: session files, light and dark, size of type, language."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import html

from sign_dash import ids
from sign_dash.language import LANGUAGES, language_now, say


def menu() -> dmc.Popover:
    """A button and what it opens; all of it works in the browser (``assets/js/shell.mjs``, ``session.mjs``)."""
    languages = tuple(LANGUAGES.items())
    return dmc.Popover(
        position="bottom-end",
        width=296,
        shadow="md",
        trapFocus=True,
        returnFocus=True,
        keepMounted=True,
        children=[
            dmc.PopoverTarget(
                html.Span(className="menu-lines"),
                # The target's own box is the button: a button inside a box would leave its state on the box.
                boxWrapperProps={
                    "component": "button",
                    "type": "button",
                    "id": ids.MENU_BUTTON,
                    "className": "icon-button",
                    "title": say("Session, appearance, language"),
                    "aria-label": say("Session, appearance, language"),
                },
            ),
            dmc.PopoverDropdown(
                html.Section(
                    [
                        html.H2(say("Session")),
                        html.Div(
                            [
                                _button(ids.SAVE_SESSION, say("Save session")),
                                _button(ids.OPEN_SESSION, say("Open session …")),
                            ],
                            className="menu-row",
                        ),
                        html.P(
                            say("A file with the view of all pages; it holds no data of the study."), className="hint"
                        ),
                        html.H2(say("Appearance")),
                        _choice(
                            ids.SCHEME_CHOICE,
                            say("Light or dark"),
                            (("light", say("Light")), ("dark", say("Dark"))),
                            "light",
                        ),
                        _choice(
                            ids.TYPE_CHOICE,
                            say("Text size"),
                            (("normal", say("Normal")), ("large", say("Projector"))),
                            "normal",
                        ),
                        html.H2(say("Language")),
                        _choice(ids.LANGUAGE_CHOICE, say("Language"), languages, language_now()),
                    ],
                    className="menu",
                    tabIndex=-1,
                    **{"aria-label": say("Session, appearance, language")},
                )
            ),
        ],
    )


def _button(name: str, words: str) -> html.Button:
    return html.Button(words, id=name, type="button", className="quiet-button")


def _choice(name: str, label: str, options: tuple[tuple[str, str], ...], value: str) -> dmc.SegmentedControl:
    data: list[Any] = [{"value": key, "label": words} for key, words in options]
    return dmc.SegmentedControl(id=name, data=data, value=value, size="xs", fullWidth=True, **{"aria-label": label})
