"""The Regulators page: three views, each as large as the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import dash_mantine_components as dmc
from dash import dcc, html

from sign_dash.export.own import own_table_store
from sign_dash.language import say
from sign_dash.pages.regulators import names
from sign_dash.pages.regulators.hubs_panel import hubs_panel
from sign_dash.pages.regulators.masters_panel import masters_panel
from sign_dash.pages.regulators.target_panel import target_panel

if TYPE_CHECKING:
    from compute.study import Study

OF_TARGET: Final = "target"
HUBS: Final = "hubs"
MASTERS: Final = "masters"


def views() -> dict[str, str]:
    """The views in order, and what their tabs say."""
    return {OF_TARGET: say("Of one target"), HUBS: say("Hubs"), MASTERS: say("Master regulators")}


def layout(study: Study) -> html.Div:
    """The page's panel; nothing is read from the networks before it is opened."""
    panels = {OF_TARGET: target_panel(study), HUBS: hubs_panel(study), MASTERS: masters_panel()}
    return html.Div(
        id=names.PAGE,
        className="regulators",
        **{"data-follows-score": "true"},
        children=[
            dcc.Store(id=names.OPENED, data=True),
            dcc.Store(id=names.ASKED),
            dcc.Store(id=names.LEADS),
            own_table_store(names.SAVED),
            dcc.Store(id=names.KEY),
            dcc.Store(id=names.DONE),
            dcc.Interval(id=names.CLOCK, interval=names.POLL, disabled=True),
            dmc.Tabs(
                id=names.VIEW,
                value=OF_TARGET,
                className="regulators-tabs",
                children=[
                    dmc.TabsList(
                        [dmc.TabsTab(words, value=view) for view, words in views().items()],
                        **{"aria-label": say("Views of the regulators")},
                    ),
                    *(dmc.TabsPanel(panel, value=view, className="regulators-panel") for view, panel in panels.items()),
                ],
            ),
        ],
    )
