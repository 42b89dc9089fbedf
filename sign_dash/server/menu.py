"""The way to another study, in the header."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash.development.base_component import Component

from compute.errors import UserError
from sign_dash.addresses import address
from sign_dash.language import say
from sign_dash.server.library import Library, Place
from sign_dash.server.records import record_now

if TYPE_CHECKING:
    from compute.study import Study

LONGEST_MENU = 12


def study_menu(study: Study, library: Library) -> Component:
    """A button whose menu leads to the other studies, and to the page where they are kept and made."""
    here = study.path.resolve()
    others = [] if library.single else [place for place in library.places() if place.path.resolve() != here]
    items = [
        # Another study is another application: the browser loads it anew.
        dmc.MenuItem(title_of(place), href=place.front, refresh=True)
        for place in others[:LONGEST_MENU]
    ]
    return dmc.Menu(
        position="bottom-end",
        shadow="md",
        width=300,
        children=[
            dmc.MenuTarget(
                "▾",
                # The target's own box is the button: a button inside a box would leave its state on the box.
                boxWrapperProps={
                    "component": "button",
                    "type": "button",
                    "className": "quiet-button studies-button",
                    "title": say("Open another study"),
                    "aria-label": say("Studies"),
                },
            ),
            dmc.MenuDropdown(
                [
                    *([dmc.MenuLabel(say("Open another study")), *items] if items else []),
                    *([dmc.MenuDivider()] if items else []),
                    dmc.MenuItem(say("All studies, and new ones …"), href=address("/runs")),
                ],
                className="studies-menu",
            ),
        ],
    )


def title_of(place: Place) -> str:
    """A study's title; the folder's name where the study cannot say it."""
    try:
        return record_now(place.path).title
    except UserError:
        return place.path.name
