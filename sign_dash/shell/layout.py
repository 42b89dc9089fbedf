"""The shell: header, the pages (all always mounted, one shown), the score strip, the stores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sign_dash import ids
from sign_dash.addresses import address
from sign_dash.furniture import NEAREST_NAME_FIRST
from sign_dash.network.canvas import stylesheets_store
from sign_dash.shell.about import about_study
from sign_dash.shell.cohort import cohort, modulator_title
from sign_dash.shell.help import help_dialog
from sign_dash.shell.strip import strip

if TYPE_CHECKING:
    from compute import Study
    from sign_dash.pages import Page

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


def shell(study: Study, pages: Sequence[Page], export: Component, others: Component) -> dmc.MantineProvider:
    """The whole page. `pages` in the order of the header, `export` the export menu, `others` leads to other studies."""
    return dmc.MantineProvider(
        id=ids.PROVIDER,
        theme=THEME,
        defaultColorScheme="light",
        children=[
            dcc.Location(id=ids.URL, refresh=False),
            dcc.Store(id=ids.COHORT, data=cohort(study)),
            dcc.Store(id=ids.POSITION),
            dcc.Store(id=ids.RANGE),
            dcc.Store(id=ids.JUMP),
            dcc.Store(id=ids.PICKED),
            dcc.Store(id=ids.NOTICE_TEXT),
            dcc.Store(id=ids.SCHEME, storage_type="local"),
            stylesheets_store(),
            html.A("Skip to the page", href="#main", className="skip-link"),
            html.Div(
                className="shell",
                children=[
                    _header(study, pages, export, others),
                    html.Main(
                        id="main",
                        className="pages",
                        tabIndex=-1,
                        children=[
                            html.Section(
                                page.layout(study),
                                id=f"page-{page.name}",
                                className="page",
                                hidden=page is not pages[0],
                                **{"aria-label": page.title()},
                            )
                            for page in pages
                        ],
                    ),
                    strip(study),
                ],
            ),
            html.Div(id=ids.NOTICE, className="notice", role="alert"),
            help_dialog(),
        ],
    )


def _header(study: Study, pages: Sequence[Page], export: Component, others: Component) -> html.Header:
    return html.Header(
        className="header",
        children=[
            html.Span("SiGN-Dash", className="brand"),
            html.Nav(
                className="nav",
                **{"aria-label": "Pages"},
                children=[
                    dcc.Link(
                        page.title(),
                        id=f"link-{page.name}",
                        href=address("/" if page is pages[0] else f"/{page.name}"),
                        className="nav-link",
                    )
                    for page in pages
                ],
            ),
            _study_title(study, others),
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


def _study_title(study: Study, others: Component) -> html.Div:
    badge = [html.Span("Simulated", className="badge-simulated", title="Simulated data: no real samples")]
    return html.Div(
        className="study-title",
        children=[
            *(badge if study.simulated else []),
            html.H1(study.title),
            html.Span(f"{len(study.samples):,} samples · {modulator_title(study)}", className="study-size"),
            about_study(study),
            others,
        ],
    )
