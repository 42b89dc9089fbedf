"""The Components page: cards of components above; core, prediction, plane and subnetwork below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import dash_mantine_components as dmc
from dash import dcc, html

from sign_dash import theme
from sign_dash.components import names
from sign_dash.components.explained import trip_models
from sign_dash.network.canvas import network_canvas, network_status
from sign_dash.network.legend_bar import legend_bar

if TYPE_CHECKING:
    from compute import Study

COUNTS: Final = ("10", "20", "40")
"""How many of a component's strongest genes the subnetwork starts from."""
DEFAULT_STRENGTH: Final = 0.02
LASSO_CONFIG: Final = theme.GRAPH_CONFIG | {"doubleClick": "reset"}


def layout(study: Study) -> html.Div:
    """The page's panel; where the study holds no model yet, what a model shows and the command that makes one."""
    models = trip_models(study)
    if not models:
        return _no_model(study)
    return html.Div(
        id=names.PAGE,
        className="components",
        children=[
            dcc.Store(id=names.VALUES),
            dcc.Store(id=names.CHOSEN, data={"component": 0, "partner": None}),
            html.Div(
                className="components-first",
                children=[
                    _summary(models),
                    html.Div(id=names.CARDS, className="component-cards"),
                    html.Div([_core(), _plane(), _network()], className="components-lower"),
                ],
            ),
            _prediction(),
        ],
    )


def _no_model(study: Study) -> html.Div:
    command = f'python -m compute trip "{study.path}"'
    return html.Div(
        id=names.PAGE,
        className="components components-empty",
        children=html.Div(
            className="card empty-state",
            children=[
                html.H2("This study has no components yet"),
                html.P(
                    "A TRIP model condenses every sample's network into a few components of regulators and of targets, "
                    "and predicts the score from them. It is fitted once and stored in the study:"
                ),
                html.Div(
                    [
                        html.Code(command),
                        dcc.Clipboard(content=command, title="Copy the command", className="icon-button"),
                    ],
                    className="command",
                ),
                html.P("Then reload this page."),
            ],
        ),
    )


def _summary(models: list[str]) -> html.Div:
    return html.Div(
        className="card components-summary",
        children=[
            html.Label("Model", htmlFor=names.MODEL),
            dmc.Select(
                id=names.MODEL,
                data=models,
                value=models[0],
                allowDeselect=False,
                size="xs",
                className="model-choice",
                **{"aria-label": "Model"},
            ),
            html.P(id=names.FACTS, className="components-facts"),
            html.Span("Components of"),
            dmc.SegmentedControl(
                id=names.SIDE,
                data=[{"value": "regulator", "label": "Regulators"}, {"value": "target", "label": "Targets"}],
                value="regulator",
                size="xs",
                **{"aria-label": "Components of"},
            ),
        ],
    )


def _core() -> html.Section:
    return html.Section(
        className="card core-card",
        **{"aria-label": "Core"},
        children=[
            _head("Core for the sample at hand"),
            html.Div(id=names.CORE, className="core-slot"),
            html.P("rows: regulator components · columns: target components", className="hint"),
            dmc.SegmentedControl(
                id=names.CORE_SHOWS,
                data=[{"value": "core", "label": "Value"}, {"value": "contribution", "label": "Contribution"}],
                value="core",
                size="xs",
                fullWidth=True,
                **{"aria-label": "The core shows"},
            ),
            html.P(id=names.SENTENCE, className="core-sentence"),
        ],
    )


def _prediction() -> html.Section:
    return html.Section(
        className="card prediction-card",
        **{"aria-label": "Predicted against given"},
        children=[
            _graph(names.PREDICTION, "Held-out and fitted predictions against the given score", theme.GRAPH_CONFIG),
            html.Div(
                className="prediction-words",
                children=[
                    html.H2("Predicted against given"),
                    html.Div(id=names.ACCURACY),
                    html.P(id=names.CAUTION, className="caution", role="note"),
                ],
            ),
        ],
    )


def _plane() -> html.Section:
    return html.Section(
        className="card plane-card",
        **{"aria-label": "Component plane"},
        children=[
            _head(
                "Component plane",
                html.Div(
                    className="plane-axes",
                    children=[
                        _axis(names.ACROSS, "Component across"),
                        html.Span("against"),
                        _axis(names.UP, "Component up"),
                    ],
                ),
            ),
            _graph(names.PLANE, "Loadings of every gene on two components", LASSO_CONFIG),
            dmc.MultiSelect(
                id=names.REGION,
                data=[],
                value=[],
                searchable=True,
                clearable=True,
                limit=50,
                size="xs",
                placeholder="Draw around genes, or name them",
                nothingFoundMessage="Not on this side of the model",
                className="region-genes",
                clearButtonProps={"aria-label": "Clear the region"},
                **{"aria-label": "Genes of the region"},
            ),
        ],
    )


def _network() -> html.Section:
    return html.Section(
        className="card component-network-card",
        **{"aria-label": "Subnetwork"},
        children=[
            html.Div(
                className="sentence",
                children=[
                    html.H2(id=names.WHAT, className="components-what"),
                    html.Span("Strongest", title="How many of the component's strongest genes are drawn"),
                    dmc.SegmentedControl(
                        id=names.COUNT,
                        data=[{"value": count, "label": count} for count in COUNTS],
                        value=COUNTS[0],
                        size="xs",
                        **{"aria-label": "Strongest genes"},
                    ),
                    html.Label(
                        "Strength ≥", htmlFor=names.STRENGTH, title="Show edges whose |coefficient| is at least this"
                    ),
                    dmc.NumberInput(
                        id=names.STRENGTH,
                        value=DEFAULT_STRENGTH,
                        min=0,
                        step=0.01,
                        decimalScale=4,
                        size="xs",
                        className="strength",
                        **{"aria-label": "Subnetwork strength at least"},
                    ),
                    network_status(names.NETWORK),
                ],
            ),
            html.Div(
                className="component-stage",
                children=[
                    network_canvas(names.NETWORK, "Subnetwork of the sample at hand around the EMT factors"),
                    html.Button(id=names.TO_EXPLORE, className="quiet-button to-explore", type="button", hidden=True),
                ],
            ),
            legend_bar(),
        ],
    )


def _axis(name: str, label: str) -> dmc.Select:
    return dmc.Select(id=name, data=[], allowDeselect=False, size="xs", w=64, **{"aria-label": label})


def _graph(name: str, label: str, config: dict[str, Any]) -> html.Div:
    graph = dcc.Graph(id=name, config=config, responsive=True, className="figure")
    return html.Div(graph, className="plot figure-slot", role="group", **{"aria-label": label})


def _head(title: str, *beside: Any) -> html.Header:
    return html.Header([html.H2(title), *beside], className="card-head")
