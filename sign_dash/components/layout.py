"""The Components page: cards of components above; core, prediction, plane and subnetwork below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import dash_mantine_components as dmc
from dash import dcc, html

from sign_dash import theme
from sign_dash.components import names
from sign_dash.components.cards import component_cards
from sign_dash.components.choice import Chosen, chosen_now, genes_at_hand
from sign_dash.components.core import core_table
from sign_dash.components.explained import Explained, Models, read_explained, readable_models
from sign_dash.components.meeting import meeting
from sign_dash.components.values import values_for_browser
from sign_dash.components.words import accuracy, facts, target_name
from sign_dash.furniture import NEAREST_NAME_FIRST, strength_field
from sign_dash.network.canvas import network_canvas, network_status
from sign_dash.network.edge_table import edge_table
from sign_dash.network.legend_bar import legend_bar
from sign_dash.network.select import default_focus, legible_cutoff
from sign_dash.shell.cohort import score_name

if TYPE_CHECKING:
    from compute import Study

COUNTS: Final = ("10", "20", "40")
"""How many of a component's strongest genes the subnetwork starts from."""
LASSO_CONFIG: Final = theme.GRAPH_CONFIG | {"doubleClick": "reset"}


def layout(study: Study) -> html.Div:
    """The page's panel, filled for the newest model; where there is none, the command that makes one."""
    models = readable_models(study)
    if not models.names:
        return _no_model(study, models)
    explained = read_explained(study, models.names[0])
    chosen = chosen_now(explained, "regulator", None, None)
    name = score_name(study)
    return html.Div(
        id=names.PAGE,
        className="components",
        children=[
            dcc.Store(id=names.VALUES, data=values_for_browser(explained, study)),
            dcc.Store(id=names.CHOSEN, data=chosen),
            html.Div(
                className="components-first",
                children=[
                    *_problems(models),
                    _summary(models, facts(explained, target_name(explained, study.modulator_name, name))),
                    html.Div(
                        component_cards(explained, chosen, study.modulator, name),
                        id=names.CARDS,
                        className="component-cards",
                    ),
                    html.Div(
                        [_core(explained), _plane(explained), _network(first_cutoff(study, explained, chosen))],
                        className="components-lower",
                    ),
                ],
            ),
            _prediction(explained),
        ],
    )


def _problems(models: Models) -> list[html.P]:
    return [html.P(problem, className="card components-problem", role="alert") for problem in models.problems]


def _no_model(study: Study, models: Models) -> html.Div:
    command = f'python -m compute trip "{study.path}"'
    return html.Div(
        id=names.PAGE,
        className="components components-empty",
        children=[
            *_problems(models),
            html.Div(
                className="card empty-state",
                children=[
                    html.H2("This study has no components yet"),
                    html.P(
                        "A TRIP model condenses every sample’s network into a few components of regulators and of "
                        "targets, and predicts the score from them. It is fitted once and kept in the study:"
                    ),
                    html.Div(
                        [
                            html.Code(command),
                            dcc.Clipboard(content=command, title="Copy the command", className="icon-button"),
                        ],
                        className="command",
                    ),
                    html.P("Then start the dashboard again."),
                ],
            ),
        ],
    )


def _summary(models: Models, words: str) -> html.Div:
    return html.Div(
        className="card components-summary",
        children=[
            html.Label("Model", htmlFor=names.MODEL),
            dmc.Select(
                id=names.MODEL,
                data=list(models.names),
                value=models.names[0],
                allowDeselect=False,
                size="xs",
                className="model-choice",
                **{"aria-label": "Model"},
            ),
            html.P(words, id=names.FACTS, className="components-facts"),
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


def _core(explained: Explained) -> html.Section:
    return html.Section(
        className="card core-card",
        **{"aria-label": "Core"},
        children=[
            _head("Core for the sample at hand"),
            html.Div(core_table(explained), id=names.CORE, className="core-slot"),
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


def _prediction(explained: Explained) -> html.Section:
    return html.Section(
        className="card prediction-card",
        **{"aria-label": "Predicted against given"},
        children=[
            _graph(names.PREDICTION, "Held-out and fitted predictions against the given score", theme.GRAPH_CONFIG),
            html.Div(
                className="prediction-words",
                children=[
                    html.H2("Predicted against given"),
                    html.Div(accuracy(explained), id=names.ACCURACY),
                    html.P(str(explained.info["caution"]), id=names.CAUTION, className="caution", role="note"),
                ],
            ),
        ],
    )


def _plane(explained: Explained) -> html.Section:
    axes = explained.axes("regulator")
    return html.Section(
        className="card plane-card",
        **{"aria-label": "Component plane"},
        children=[
            _head(
                "Component plane",
                html.Div(
                    className="plane-axes",
                    children=[
                        _axis(names.ACROSS, "Component across", axes, 0),
                        html.Span("×", title="across × up"),
                        _axis(names.UP, "Component up", axes, 1),
                    ],
                ),
            ),
            _graph(names.PLANE, "Loadings of every gene on two components", LASSO_CONFIG),
            dmc.MultiSelect(
                id=names.REGION,
                data=sorted(explained.genes["regulator"]),
                value=[],
                searchable=True,
                clearable=True,
                selectFirstOptionOnChange=True,
                filter=NEAREST_NAME_FIRST,
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


def first_cutoff(study: Study, explained: Explained, chosen: Chosen) -> float:
    """The cut-off that makes the subnetwork of the first choice legible in the middle of the cohort."""
    genes = genes_at_hand(explained, chosen, [], COUNTS[0])
    return legible_cutoff(meeting(study, genes, default_focus(study)), len(study.samples) // 2)


def _network(cutoff: float) -> html.Section:
    return html.Section(
        className="card component-network-card",
        **{"aria-label": "Subnetwork"},
        children=[
            html.Div(
                className="sentence",
                children=[
                    html.H2(id=names.WHAT, className="components-what"),
                    _pair(
                        html.Span("Strongest", title="How many of the component's strongest genes are drawn"),
                        dmc.SegmentedControl(
                            id=names.COUNT,
                            data=[{"value": count, "label": count} for count in COUNTS],
                            value=COUNTS[0],
                            size="xs",
                            **{"aria-label": "Strongest genes"},
                        ),
                    ),
                    _pair(
                        *strength_field(names.STRENGTH, cutoff, "Subnetwork strength at least"),
                    ),
                    network_status(names.NETWORK),
                ],
            ),
            html.Div(
                className="component-stage",
                children=[
                    network_canvas(names.NETWORK, "Subnetwork of the sample at hand around the EMT factors"),
                    html.Div(edge_table(names.TABLE), id=names.TABLE_PANEL, className="component-table", hidden=True),
                    html.Div(_stage_buttons(), className="stage-buttons"),
                ],
            ),
            legend_bar(),
        ],
    )


def _pair(words: Any, control: Any) -> html.Span:
    """A control and its words, which stay on one line."""
    return html.Span([words, control], className="sentence-pair")


def _stage_buttons() -> list[html.Button]:
    return [
        html.Button(id=names.TO_EXPLORE, className="quiet-button", type="button", hidden=True),
        html.Button("Fit", id=names.FIT, className="quiet-button", type="button", title="Fit the subnetwork into view"),
        html.Button(
            "Table",
            id=names.TABLE_BUTTON,
            className="quiet-button",
            type="button",
            title="The edges as a table",
            **{"aria-pressed": "false"},
        ),
    ]


def _axis(name: str, label: str, axes: list[str], start: int) -> dmc.Select:
    value = axes[min(start, len(axes) - 1)]
    return dmc.Select(id=name, data=axes, value=value, allowDeselect=False, size="xs", w=54, **{"aria-label": label})


def _graph(name: str, label: str, config: dict[str, Any]) -> html.Div:
    graph = dcc.Graph(id=name, config=config, responsive=True, className="figure")
    return html.Div(graph, className="plot figure-slot", role="group", **{"aria-label": label})


def _head(title: str, *beside: Any) -> html.Header:
    return html.Header([html.H2(title), *beside], className="card-head")
