"""The Modules page: the model in a sentence, a card for each module, then its course, its genes and one gene's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash_ag_grid as dag
import dash_mantine_components as dmc
from dash import dcc, html

from compute.analyse import study_modules
from sign_dash.furniture import BY_NAME
from sign_dash.language import say
from sign_dash.pages.modules import names
from sign_dash.pages.modules.cards import module_cards
from sign_dash.pages.modules.transition import transition_hint, transition_table
from sign_dash.pages.modules.words import facts
from sign_dash.plots import filling_plot
from sign_dash.tables import BY_SIZE, SIGNED, UNSIGNED, column_defaults, grid_options

if TYPE_CHECKING:
    from compute.analyse import Modules
    from compute.study import Study


def layout(study: Study) -> html.Div:
    """The page's panel."""
    of = study_modules(study)
    return html.Div(
        className="components modules",
        children=[
            dcc.Store(id=names.PICK, data=0),
            dcc.Store(id=names.LEADS),
            html.Div(html.P(facts(of), className="components-facts"), className="card components-summary"),
            html.Div(module_cards(of, 0), id=names.CARDS, className="component-cards"),
            html.Div([_course(of), _genes(), _gene(of)], className="modules-lower"),
        ],
    )


def _course(of: Modules) -> html.Section:
    return html.Section(
        className="card module-card-lower",
        **{"aria-label": say("Course of the module")},
        children=[
            html.Header(html.H2(id=names.COURSE_TITLE), className="card-head"),
            filling_plot(names.COURSE, say("The module in every sample along time"), along_score=True),
            html.P(_course_hint(of), className="hint"),
            html.Header(html.H2(say("Module to module, one step later")), className="card-head"),
            html.Div(transition_table(of), id=names.TRANSITION, className="transition-slot"),
            html.P(transition_hint(of), className="hint"),
        ],
    )


def _course_hint(of: Modules) -> str:
    words = say("Shaded: 90 % of the time courses, with their uncertainty.")
    if of.measured.size == of.time.size:
        return words
    return words + " " + say("Dotted: steps without values, inferred by the model.")


def _genes() -> html.Section:
    return html.Section(
        className="card module-card-lower",
        **{"aria-label": say("Genes of the module")},
        children=[
            html.Header(
                [
                    html.H2(id=names.TABLE_TITLE),
                    html.Button(
                        say("Show in Explore"),
                        id=names.TO_EXPLORE,
                        type="button",
                        className="quiet-button",
                        title=say("Draw the gene network around the module's strongest genes"),
                    ),
                ],
                className="card-head",
            ),
            html.Div(_grid(), className="modules-grid"),
        ],
    )


def _grid() -> dag.AgGrid:
    number: dict[str, Any] = {"type": "rightAligned", "width": 76}
    return dag.AgGrid(
        id=names.TABLE,
        columnDefs=[
            {"field": "rank", "headerName": "#", "type": "rightAligned", "width": 52},
            {"field": "gene", "headerName": say("Gene"), "flex": 1, "minWidth": 84},
            {
                "field": "load",
                "headerName": "D",
                "headerTooltip": say("Weight of the gene, in units of its noise, in the module’s state"),
                "valueFormatter": SIGNED,
                "comparator": BY_SIZE,
                **number,
            },
            {"field": "p", "headerName": "p", "valueFormatter": UNSIGNED, **number},
            {"field": "q", "headerName": "q", "valueFormatter": UNSIGNED, **number},
        ],
        defaultColDef=column_defaults(resizable=True, sortable=True),
        rowData=[],
        getRowId="params.data.gene",
        columnSize=None,
        dashGridOptions=grid_options(
            rowSelection={"mode": "singleRow", "checkboxes": False, "enableClickSelection": True}
        ),
        style={"height": "100%", "width": "100%"},
    )


def _gene(of: Modules) -> html.Section:
    return html.Section(
        className="card module-card-lower",
        **{"aria-label": say("A gene and its prediction")},
        children=[
            html.Header(
                [
                    html.H2(say("One step ahead")),
                    dmc.Select(
                        id=names.GENE,
                        data=sorted(of.genes),
                        value=of.genes[int(of.strongest(0)[0])],
                        allowDeselect=False,
                        limit=30,
                        **BY_NAME,
                        size="xs",
                        className="target-choice",
                        **{"aria-label": say("Gene")},
                    ),
                ],
                className="card-head",
            ),
            filling_plot(
                names.GENE_PLOT,
                say("The gene in every sample, and predicted from the previous time point"),
                along_score=True,
            ),
            html.P(id=names.GENE_WORDS, className="hint", role="status"),
        ],
    )
