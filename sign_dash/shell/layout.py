"""The shell: header, the pages (put into the document when first opened, one shown), the score strip, the stores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sign_dash import ids
from sign_dash.language import say
from sign_dash.shell.cohort import cohort
from sign_dash.shell.damage import damage_banner
from sign_dash.shell.header import header
from sign_dash.shell.help import help_dialog
from sign_dash.shell.lacking import lacking_panel
from sign_dash.shell.strip import strip
from sign_dash.state import Tracked, state_store

if TYPE_CHECKING:
    from compute.study import Study
    from sign_dash.pages.registry import Page

THEME = {
    "fontFamily": "var(--font)",
    # The furniture's greys in dark mode, lightest first: the slate of assets/css/10-tokens.css.
    "colors": {
        "dark": [
            "#e8edf3", "#cfd8e2", "#b6c2cf", "#95a4b4", "#56657a",
            "#3d4a59", "#25303c", "#171e26", "#0f141a", "#0a0e13",
        ]
    },
    "primaryColor": "dark",
    "primaryShade": {"light": 7, "dark": 4},
    "defaultRadius": 8,
    "cursorType": "pointer",
    "respectReducedMotion": True,
    "focusRing": "auto",
}  # fmt: skip


def shell(
    study: Study,
    pages: Sequence[Page],
    tracked: Mapping[str, Sequence[Tracked]],
    export: Sequence[Component],
    others: Component,
    stores: Sequence[Component] = (),
    modulators: Sequence[Component] = (),
) -> dmc.MantineProvider:
    """The whole page.

    `pages` in the order of the header, `tracked` their controls, `export` keeps or saves a view, `others` leads to
    other studies, `modulators` to the same data along other scores; `stores` hold what every page uses.
    """
    return dmc.MantineProvider(
        id=ids.PROVIDER,
        theme=THEME,
        defaultColorScheme="light",
        children=[
            dcc.Location(id=ids.URL, refresh=False),
            dcc.Store(id=ids.COHORT, data=cohort(study)),
            dcc.Store(id=ids.POSITION),
            dcc.Store(id=ids.RANGE),
            dcc.Store(id=ids.FILTERS),
            dcc.Store(id=ids.BETWEEN),
            dcc.Store(id=ids.JUMP),
            dcc.Store(id=ids.PICKED),
            dcc.Store(id=ids.GENE_SETS_GIVEN),
            dcc.Store(id=ids.KNOWN_PAIRS),
            *stores,
            dcc.Store(id=ids.NOTICE_TEXT),
            dcc.Store(id=ids.SCHEME, storage_type="local"),
            dcc.Store(id=ids.TYPE, storage_type="local"),
            state_store(study, tracked),
            html.A(say("Skip to the page"), href="#main", className="skip-link"),
            html.Div(
                className="shell",
                children=[
                    header(study, pages, export, others),
                    html.Main(
                        id="main",
                        className="pages",
                        tabIndex=-1,
                        children=[
                            html.Section(
                                page.layout(study) if page.can_show(study) else lacking_panel(study, page),
                                id=f"page-{page.name}",
                                className="page",
                                hidden=page.name != ids.DEFAULT_PAGE,
                                **{"aria-label": page.title()},
                            )
                            for page in pages
                        ],
                    ),
                    strip(study, modulators),
                ],
            ),
            *damage_banner(study),
            html.Div(id=ids.NOTICE, className="notice", role="alert"),
            html.Div(id=ids.ANNOUNCEMENT, className="unseen", role="status"),
            help_dialog([page for page in pages if page.is_listed(study)]),
        ],
    )
