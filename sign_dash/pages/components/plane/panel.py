"""The view “Network”: the component plane, and beside it the subnetwork of the chosen genes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import dash_mantine_components as dmc
from dash import dcc, html

from sign_dash import theme
from sign_dash.furniture import BY_NAME, strength_field
from sign_dash.language import say
from sign_dash.pages.components import names
from sign_dash.plots import unfilled
from sign_dash.scene.canvas import network_canvas, network_status
from sign_dash.scene.edge_table import edge_table
from sign_dash.scene.legend_bar import legend_bar
from sign_dash.scene.multiples import score_panels, small_multiples

if TYPE_CHECKING:
    from compute.study import Study

COUNTS: Final = ("10", "20", "40")
"""How many of a component's strongest genes the subnetwork starts from."""
ONE, ALONG = "one", "along"
"""What the subnetwork shows: the current sample, or ranges along the score."""
LASSO_CONFIG: Final = theme.GRAPH_CONFIG | {"doubleClick": "reset"}


def network_panel(study: Study) -> html.Div:
    """Plane and subnetwork; with the ranges along the score the subnetwork takes the plane's place as well."""
    return html.Div([_plane(), _network(study)], className="component-pair")


def _plane() -> html.Section:
    return html.Section(
        className="card plane-card",
        **{"aria-label": say("Component plane")},
        children=[
            html.Header(
                [
                    html.H2(say("Component plane")),
                    html.Div(
                        className="plane-axes",
                        children=[
                            _axis(names.ACROSS, say("Horizontal axis")),
                            html.Span("×", title=say("horizontal × vertical")),
                            _axis(names.UP, say("Vertical axis")),
                        ],
                    ),
                ],
                className="card-head",
            ),
            html.Div(
                dcc.Graph(id=names.PLANE, figure=unfilled(), config=LASSO_CONFIG, responsive=True, className="figure"),
                className="plot figure-slot",
                role="group",
                **{"aria-label": say("Loadings of every gene on two components")},
            ),
            dmc.MultiSelect(
                id=names.REGION,
                data=[],
                value=[],
                clearable=True,
                **BY_NAME,
                limit=50,
                size="xs",
                placeholder=say("Draw around genes, or type their names"),
                nothingFoundMessage=say("Not on this side of the model"),
                className="region-genes",
                clearButtonProps={"aria-label": say("Clear the region")},
                **{"aria-label": say("Genes of the region")},
            ),
        ],
    )


def _network(study: Study) -> html.Section:
    return html.Section(
        className="card component-network-card",
        **{"aria-label": say("Subnetwork")},
        children=[
            html.Div(
                className="sentence",
                children=[
                    html.H2(id=names.WHAT, className="components-what"),
                    _segmented(
                        names.SHOWS,
                        say("The subnetwork shows"),
                        [(ONE, say("Sample")), (ALONG, say("Along the score"))],
                    ),
                    _pair(
                        html.Span(say("Strongest"), title=say("How many of the component’s strongest genes are drawn")),
                        _segmented(names.COUNT, say("Strongest genes"), [(count, count) for count in COUNTS]),
                    ),
                    _pair(*strength_field(names.STRENGTH, None, say("Subnetwork strength at least"))),
                    network_status(names.NETWORK),
                ],
            ),
            html.Div(
                id=names.STAGE,
                className="component-stage",
                children=[
                    html.P(say("Reading the networks …"), className="stage-reading", role="status"),
                    network_canvas(names.NETWORK, say("Subnetwork of the current sample around the EMT factors")),
                    small_multiples(
                        names.NETWORK,
                        say("The subnetwork in five ranges along the score"),
                        score_panels(study),
                        hidden=True,
                    ),
                    html.Div(
                        edge_table(names.TABLE, meaning=study.info.method.edge),
                        id=names.TABLE_PANEL,
                        className="component-table",
                        hidden=True,
                    ),
                    html.Div(_stage_buttons(), className="stage-buttons"),
                ],
            ),
            legend_bar(meaning=study.info.method.edge),
        ],
    )


def _pair(words: Any, control: Any) -> html.Span:
    """A control and its words, which stay on one line."""
    return html.Span([words, control], className="sentence-pair")


def _segmented(name: str, label: str, options: list[tuple[str, str]]) -> dmc.SegmentedControl:
    data = [{"value": value, "label": words} for value, words in options]
    return dmc.SegmentedControl(id=name, data=data, value=options[0][0], size="xs", **{"aria-label": label})


def _stage_buttons() -> list[html.Button]:
    return [
        html.Button(id=names.TO_EXPLORE, className="quiet-button", type="button", hidden=True),
        html.Button(
            say("Send to Explore"),
            className="quiet-button",
            type="button",
            title=say("Focus Explore on the genes of this region or component; the list is kept there"),
            **{"data-send": names.NETWORK},
        ),
        html.Button(
            say("Fit"),
            id=names.FIT,
            className="quiet-button",
            type="button",
            title=say("Fit the subnetwork into view"),
        ),
        html.Button(
            say("Table"),
            id=names.TABLE_BUTTON,
            className="quiet-button",
            type="button",
            title=say("The edges as a table"),
            **{"aria-pressed": "false"},
        ),
    ]


def _axis(name: str, label: str) -> dmc.Select:
    return dmc.Select(id=name, data=[], allowDeselect=False, size="xs", w=54, **{"aria-label": label})
