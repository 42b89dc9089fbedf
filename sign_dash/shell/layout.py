"""The shell: header, the pages (all always mounted, one shown), the score strip, the stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sign_dash import ids
from sign_dash.furniture import NEAREST_NAME_FIRST
from sign_dash.network.canvas import stylesheets_store
from sign_dash.shell.about import about_study
from sign_dash.shell.cohort import cohort, modulator_title
from sign_dash.shell.help import help_dialog
from sign_dash.shell.strip import strip

if TYPE_CHECKING:
    from compute import Study

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
    study: Study, explore: Component, components: Component, regulators: Component, export: Component
) -> dmc.MantineProvider:
    """The whole page. `explore`, `components` and `regulators` are the pages' panels, `export` the export menu."""
    return dmc.MantineProvider(
        id=ids.PROVIDER,
        theme=THEME,
        defaultColorScheme="light",
        children=[
            dcc.Location(id=ids.URL, refresh=False),
            dcc.Store(id=ids.COHORT, data=cohort(study)),
            dcc.Store(id=ids.POSITION),
            dcc.Store(id=ids.JUMP),
            dcc.Store(id=ids.PICKED),
            dcc.Store(id=ids.NOTICE_TEXT),
            dcc.Store(id=ids.SCHEME, storage_type="local"),
            stylesheets_store(),
            html.A("Skip to the page", href="#main", className="skip-link"),
            html.Div(
                className="shell",
                children=[
                    _header(study, export),
                    html.Main(
                        id="main",
                        className="pages",
                        tabIndex=-1,
                        children=[
                            html.Section(explore, id=ids.PAGE_EXPLORE, className="page", **{"aria-label": "Explore"}),
                            html.Section(
                                components,
                                id=ids.PAGE_COMPONENTS,
                                className="page",
                                hidden=True,
                                **{"aria-label": "Components"},
                            ),
                            html.Section(
                                regulators,
                                id=ids.PAGE_REGULATORS,
                                className="page",
                                hidden=True,
                                **{"aria-label": "Regulators"},
                            ),
                        ],
                    ),
                    strip(study),
                ],
            ),
            html.Div(id=ids.NOTICE, className="notice", role="alert"),
            help_dialog(),
        ],
    )


def _header(study: Study, export: Component) -> html.Header:
    return html.Header(
        className="header",
        children=[
            html.Span("SiGN-Dash", className="brand"),
            html.Nav(
                className="nav",
                **{"aria-label": "Pages"},
                children=[
                    dcc.Link("Explore", id=ids.LINK_EXPLORE, href="/", className="nav-link"),
                    dcc.Link("Components", id=ids.LINK_COMPONENTS, href="/components", className="nav-link"),
                    dcc.Link("Regulators", id=ids.LINK_REGULATORS, href="/regulators", className="nav-link"),
                ],
            ),
            _study_title(study),
            html.Div(
                className="header-tools",
                children=[
                    dmc.Select(
                        id=ids.GENE_SEARCH,
                        data=sorted(set(study.regulators) | set(study.targets)),
                        searchable=True,
                        clearable=False,
                        limit=30,
                        placeholder="Find a gene   /",
                        nothingFoundMessage="Not a regulator or target of this study",
                        selectFirstOptionOnChange=True,
                        filter=NEAREST_NAME_FIRST,
                        rightSection=html.Span(),
                        className="gene-search",
                        size="sm",
                        **{"aria-label": "Find a gene"},
                    ),
                    html.Div(export, id=ids.EXPORT_SLOT),
                    html.Button(
                        id=ids.SCHEME_BUTTON,
                        className="icon-button scheme-button",
                        type="button",
                        title="Light or dark",
                        **{"aria-label": "Switch between light and dark"},
                    ),
                    html.Button(
                        "?",
                        id=ids.HELP_BUTTON,
                        className="icon-button",
                        type="button",
                        title="Keyboard shortcuts (?)",
                        **{"aria-label": "Keyboard shortcuts"},
                    ),
                ],
            ),
        ],
    )


def _study_title(study: Study) -> html.Div:
    badge = [html.Span("Simulated", className="badge-simulated", title="Simulated data: no real samples")]
    return html.Div(
        className="study-title",
        children=[
            *(badge if study.simulated else []),
            html.H1(study.title),
            html.Span(f"{len(study.samples):,} samples · {modulator_title(study)}", className="study-size"),
            about_study(study),
        ],
    )
