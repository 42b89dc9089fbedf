"""The page Data & runs: the studies there are, a new one, and the runs that make them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import dash_mantine_components as dmc
from dash import dcc, html
from flask import current_app, has_app_context

from sign_dash.language import say
from sign_dash.pages.data import names
from sign_dash.pages.data.new_panel import new_panel
from sign_dash.pages.data.runs_panel import runs_panel
from sign_dash.pages.data.studies_panel import studies_panel
from sign_dash.server.library import LIBRARY, Library
from sign_dash.server.read_only import read_only, reason

if TYPE_CHECKING:
    from compute.study import Study

STUDIES: Final = "studies"
NEW: Final = "new"
RUNS: Final = "runs"
POLL: Final = 1500
"""Milliseconds between two looks at what goes on."""


def first_view() -> str:
    """A new study where there is nothing but the demo to look at and where one may be made."""
    library: Library | None = current_app.extensions.get(LIBRARY) if has_app_context() else None
    if library is None or read_only():
        return STUDIES
    return NEW if all(library.is_demo(place) for place in library.places()) else STUDIES


def layout(_study: Study) -> html.Div:
    """The page's panel; nothing is looked for on the disk before it is opened."""
    titles = {STUDIES: say("Studies"), NEW: say("New study"), RUNS: say("Runs")}
    panels = {STUDIES: studies_panel(), NEW: new_panel(), RUNS: runs_panel()}
    return html.Div(
        id=names.PAGE,
        className="studies-page",
        children=[
            dcc.Store(id=names.OPENED, data=True),
            *(dcc.Store(id=name) for name in (names.CHOSEN, names.UPLOADED, names.EXAMINED)),
            *(dcc.Store(id=name) for name in (names.PREFILL, names.PLAN_KEY, names.RUN)),
            dcc.Store(id=names.MADE_TITLE, storage_type="local"),
            dcc.Store(id=names.CHANGED, data=0),
            dcc.Store(id=names.DRAFT, storage_type="local"),
            dcc.Interval(id=names.CLOCK, interval=POLL),
            dcc.Download(id=names.EXAMPLES_FILE),
            dcc.Download(id=names.RUN_LOG_FILE),
            *([html.P(reason(), className="hint read-only", role="note")] if read_only() else []),
            dmc.Tabs(
                id=names.VIEW,
                value=first_view(),
                className="studies-tabs",
                children=[
                    dmc.TabsList(
                        [
                            dmc.TabsTab(title, value=view, **({"id": names.NEW_TAB} if view == NEW else {}))
                            for view, title in titles.items()
                        ],
                        **{"aria-label": say("Views of data and runs")},
                    ),
                    *(dmc.TabsPanel(panel, value=view, className="studies-panel") for view, panel in panels.items()),
                ],
            ),
        ],
    )
