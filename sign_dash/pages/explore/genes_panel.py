"""The tab "Genes": the drawn genes, the path between two, what the selected ones have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_ag_grid as dag
import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from compute.messages import SMALLEST_P
from sign_dash import ids
from sign_dash.furniture import BY_NAME
from sign_dash.gene_sets import gene_sets_field
from sign_dash.language import say
from sign_dash.pages.explore import names
from sign_dash.scene.gene_table import gene_table
from sign_dash.tables import grid_options

if TYPE_CHECKING:
    from compute.study import Study


def genes_panel(study: Study) -> html.Div:
    """The table, and under it what can be asked of genes."""
    return html.Div(
        className="genes-panel",
        children=[
            html.Div(gene_table(names.GENE_TABLE), className="genes-grid", **{"data-menu-of": ids.NETWORK}),
            dmc.Accordion(
                id=names.TASKS,
                value=None,
                className="genes-tasks",
                children=[
                    _task(names.PATH_TASK, say("Path between two genes"), _path(study)),
                    _task(names.FUNCTIONS_TASK, say("What the selected genes have in common"), _functions()),
                ],
            ),
        ],
    )


def _task(value: str, title: str, contents: list[Component]) -> Component:
    item: Component = dmc.AccordionItem(
        [dmc.AccordionControl(title), dmc.AccordionPanel(html.Div(contents, className="task"))], value=value
    )
    return item


def _path(study: Study) -> list[Component]:
    return [
        html.Div(
            [
                _gene(names.PATH_FROM, say("From"), list(study.regulators)),
                html.Span("→", **{"aria-hidden": "true"}),
                _gene(names.PATH_TO, say("To"), list(study.targets)),
            ],
            className="path-ends",
        ),
        html.Div(path_hint(), id=names.PATH_RESULT, **{"aria-live": "polite"}),
        dcc.Store(id=names.PATH_ASKED),
        dcc.Store(id=names.PATH_DRAWN),
    ]


def path_hint() -> html.P:
    """What to choose before there is a path."""
    return html.P(say("Choose a regulator and a target, or select two genes and press “path”."), className="hint")


def _gene(name: str, label: str, genes: list[str]) -> Component:
    field: Component = dmc.Select(
        id=name,
        data=sorted(genes),
        clearable=True,
        limit=30,
        placeholder=label,
        nothingFoundMessage=say("No such gene"),
        **BY_NAME,
        size="xs",
        **{"aria-label": label},
    )
    return field


def _functions() -> list[Component]:
    return [
        gene_sets_field(names.GENE_SETS_FIELD),
        dcc.Loading(
            html.Div(id=names.FUNCTIONS_WORDS, className="functions-words", **{"aria-live": "polite"}),
            type="dot",
            color="var(--ink-3)",
        ),
        html.Div(_functions_table(), id=names.FUNCTIONS, className="functions-grid", hidden=True),
    ]


def _functions_table() -> dag.AgGrid:
    bound = f"params.value < {SMALLEST_P:g} ? '<{SMALLEST_P:g}' : "
    small = {"function": f"{bound}params.value < 0.001 ? params.value.toExponential(1) : params.value.toFixed(3)"}
    return dag.AgGrid(
        id=names.FUNCTIONS_TABLE,
        columnDefs=[
            {
                "field": "gene_set",
                "headerName": say("Gene set"),
                "tooltipField": "gene_set",
                "flex": 4,
                "minWidth": 110,
            },
            {
                "field": "genes",
                "headerName": say("Genes"),
                "tooltipField": "names",
                "valueGetter": {"function": "params.data.genes + ' / ' + params.data.size"},
                "type": "rightAligned",
                "flex": 2,
                "minWidth": 66,
            },
            {
                "field": "q",
                "headerName": "q",
                "headerTooltip": say("Fisher’s exact test, Benjamini–Hochberg over the sets tested"),
                "valueFormatter": small,
                "type": "rightAligned",
                "flex": 2,
                "minWidth": 62,
            },
        ],
        rowData=[],
        getRowId="params.data.gene_set",
        columnSize=None,
        dashGridOptions=grid_options(tooltipShowDelay=300),
        style={"height": "100%", "width": "100%"},
    )
