"""The view “Genes”: loadings with intervals on the left, gene sets on the right."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html

from sign_dash.gene_sets import gene_sets_field
from sign_dash.language import say
from sign_dash.pages.components import names
from sign_dash.pages.components.genes.tables import loadings_grid, sets_grid
from sign_dash.plots import filling_plot
from sign_dash.tables import send_button

CHART, TABLE = "chart", "table"
TOP = 30


def genes_panel() -> html.Div:
    """Loadings, and gene sets among the strongest."""
    return html.Div([_loadings(), _sets()], className="component-pair genes-pair")


def _loadings() -> html.Section:
    return html.Section(
        className="card genes-card",
        **{"aria-label": say("Loadings")},
        children=[
            html.Header(
                [
                    html.H2(id=names.GENES_TITLE),
                    dmc.SegmentedControl(
                        id=names.GENES_SHOWS,
                        data=[{"value": CHART, "label": say("Chart")}, {"value": TABLE, "label": say("All genes")}],
                        value=CHART,
                        size="xs",
                        **{"aria-label": say("The loadings as")},
                    ),
                ],
                className="card-head",
            ),
            html.Div(
                filling_plot(names.GENES_PLOT, say("The strongest loadings of the component, with their intervals")),
                className="genes-chart",
            ),
            html.Div(loadings_grid(names.GENES_TABLE), className="genes-table"),
            html.Div(
                [
                    html.P(id=names.STABILITY_WORDS, className="hint", role="note"),
                    send_button(names.GENES_TABLE, say("Loadings")),
                    html.Button(
                        say("Measure stability"), id=names.MEASURE, type="button", className="quiet-button", hidden=True
                    ),
                ],
                className="card-foot",
            ),
        ],
    )


def _sets() -> html.Section:
    return html.Section(
        className="card sets-card",
        **{"aria-label": say("Gene sets")},
        children=[
            html.Header(
                [
                    html.H2(say("What these genes do")),
                    html.Span(
                        [
                            html.Label(say("Strongest"), htmlFor=names.SETS_TOP),
                            dmc.NumberInput(
                                id=names.SETS_TOP,
                                value=TOP,
                                min=2,
                                step=5,
                                allowDecimal=False,
                                debounce=250,
                                size="xs",
                                className="strength",
                                **{"aria-label": say("Genes tested")},
                            ),
                        ],
                        className="sentence-pair",
                        title=say("How many of the component’s strongest genes are tested against the sets"),
                    ),
                ],
                className="card-head",
            ),
            gene_sets_field(names.SETS, compact=True),
            html.Div(id=names.SETS_NOTE, className="sets-note", **{"aria-live": "polite"}),
            html.Div(sets_grid(names.SETS_TABLE), className="grid-slot"),
        ],
    )
