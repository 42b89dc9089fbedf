"""The Components page: the model above, cards of components, then core and views; or the way to a first model."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from compute.estimate import UnfinishedStudy
from sign_dash.furniture import focus_field
from sign_dash.language import say, spoken
from sign_dash.pages.components import names
from sign_dash.pages.components.explained import Models, readable_models
from sign_dash.pages.components.genes.panel import genes_panel
from sign_dash.pages.components.learning.form import learn_form
from sign_dash.pages.components.markers.panel import markers_panel
from sign_dash.pages.components.overview import default_marked
from sign_dash.pages.components.plane.panel import network_panel
from sign_dash.pages.components.prediction.panel import prediction_panel
from sign_dash.pages.components.ranks.panel import ranks_panel
from sign_dash.pages.components.silencing.panel import silencing_panel

if TYPE_CHECKING:
    from compute.study import Study

POLL: Final = 500
"""Milliseconds between two looks at the work in the background."""

NETWORK, PREDICTION, GENES, MARKERS, SILENCING, RANKS = (
    "network", "prediction", "genes", "markers", "silencing", "ranks",
)  # fmt: skip


def views() -> dict[str, str]:
    """The tabs, by their value."""
    return {
        NETWORK: say("Network"),
        PREDICTION: say("Prediction"),
        GENES: say("Genes"),
        MARKERS: say("Markers"),
        SILENCING: say("Silencing"),
        RANKS: say("Ranks"),
    }


def layout(study: Study) -> html.Div:
    """The page's panel; no model is read before the page is opened."""
    models = readable_models(study)
    empty = not models.names
    return html.Div(
        id=names.PAGE,
        className="components",
        children=[
            *_stores(),
            html.Div(problems(models), id=names.PROBLEMS),
            _work(),
            html.Div(_no_model(study), id=names.EMPTY, className="components-empty", hidden=not empty),
            html.Div(
                id=names.BODY,
                className="components-body",
                hidden=empty,
                children=[
                    _summary(study, models),
                    html.Div(_reading(), id=names.CARDS, className="component-cards"),
                    html.Div([_core(), _views(study)], className="components-lower"),
                ],
            ),
            dmc.Modal(
                id=names.LEARN_DIALOG,
                title=say("Learn components"),
                size="lg",
                keepMounted=True,
                closeButtonProps={"aria-label": say("Close")},
                children=learn_form(study),
            ),
        ],
    )


def problems(models: Models) -> list[html.P]:
    """A sentence about each model that cannot be shown."""
    return [html.P(spoken(problem), className="card components-problem", role="alert") for problem in models.problems]


def _reading() -> html.Div:
    """What stands in the cards' place until the first of them come."""
    bars = [html.I(style={"width": f"{width}%"}) for width in (88, 74, 60, 52, 40, 34)]
    said = [html.P(say("Reading the components …"), role="status"), html.P(), html.P()]
    cards = [html.Div([words, *bars], className="components-reading-card") for words in said]
    return html.Div(cards, className="components-reading")


def _stores() -> list[Component]:
    kept = (
        names.READ, names.CHOSEN, names.PICK, names.SAMPLE, names.VALUES,
        names.MARKERS_FILE, names.SILENCED, names.WORK_BEGUN, names.WORK_DONE,
    )  # fmt: skip
    stores = [dcc.Store(id=names.OPENED, data=True), *(dcc.Store(id=name) for name in kept)]
    return [*stores, dcc.Interval(id=names.WORK_CLOCK, interval=POLL, disabled=True)]


def _work() -> html.Section:
    return html.Section(
        id=names.WORK,
        className="card components-work",
        hidden=True,
        **{"aria-label": say("Background work")},
        children=[
            html.P(id=names.WORK_WORDS, className="components-work-words", role="status"),
            html.Progress(id=names.WORK_BAR, value="0", max="1", hidden=True, **{"aria-label": say("Progress")}),
            html.Button(say("Cancel"), id=names.WORK_CANCEL, type="button", className="quiet-button", hidden=True),
        ],
    )


def _not_yet() -> list[Component]:
    return [
        html.Div(
            className="card empty-state",
            children=[
                html.H2(say("This study has no components yet")),
                html.P(say("Components can be learned once all networks are estimated; the run is still in progress.")),
            ],
        )
    ]


def _no_model(study: Study) -> list[Component]:
    if isinstance(study, UnfinishedStudy):
        return _not_yet()
    return [
        html.Div(
            className="card empty-state",
            children=[
                html.H2(say("This study has no components yet")),
                html.P(
                    say(
                        "Components summarise every sample’s network as a few weighted groups of regulators and of "
                        "targets, and predict the score from them. They are learned once, in the background, and "
                        "stored in the study."
                    )
                ),
                html.Button(
                    say("Learn components"),
                    id={"type": names.LEARN_OPEN, "index": "first"},
                    type="button",
                    className="export-button",
                ),
                html.P(
                    [
                        say("The same on the command line:") + " ",
                        html.Code("python -m compute trip STUDY"),
                    ],
                    className="hint",
                ),
            ],
        )
    ]


def _summary(study: Study, models: Models) -> html.Div:
    return html.Div(
        className="card components-summary",
        children=[
            html.Label(say("Model"), htmlFor=names.MODEL),
            dmc.Select(
                id=names.MODEL,
                data=list(models.names),
                value=models.names[0] if models.names else None,
                allowDeselect=False,
                size="xs",
                className="model-choice",
                **{"aria-label": say("Model")},
            ),
            html.Button(
                "+",
                id={"type": names.LEARN_OPEN, "index": "another"},
                type="button",
                className="quiet-button",
                title=say("Learn another model"),
                **{"aria-label": say("Learn another model")},
            ),
            html.Span(
                [
                    html.Label(say("Class"), htmlFor=names.CLASS),
                    dmc.Select(
                        id=names.CLASS,
                        data=[],
                        allowDeselect=False,
                        searchable=True,
                        size="xs",
                        className="model-choice",
                        **{"aria-label": say("Class whose log-odds are shown")},
                    ),
                ],
                id=names.CLASS_FIELD,
                className="sentence-pair",
                hidden=True,
            ),
            html.P(id=names.FACTS, className="components-facts"),
            html.Div(_cards_show(study, models), className="components-cards-show"),
        ],
    )


def _cards_show(study: Study, models: Models) -> list[Component]:
    """What the cards show: how the components are turned, which side's, which of them, and which genes are marked."""
    return [
        _segmented(
            names.ROTATION,
            say("Rotation of the components"),
            [("principal", say("Principal")), ("varimax", say("Varimax"))],
            say(
                "Principal: ordered by captured share. Varimax: the same space, rotated so that few genes dominate "
                "each component; predictions do not change"
            ),
        ),
        _segmented(
            names.SIDE,
            say("Components of"),
            [("regulator", say("Regulators")), ("target", say("Targets"))],
            say("Which side’s components the cards show"),
        ),
        html.Span(
            [
                dmc.MultiSelect(
                    id=names.SHOWN,
                    data=[str(number) for number in range(1, models.most + 1)],
                    value=[],
                    clearable=True,
                    clearButtonProps={"aria-label": say("Show all components")},
                    hidePickedOptions=True,
                    placeholder=say("all components"),
                    size="xs",
                    className="components-shown",
                    **{"aria-label": say("Components shown")},
                ),
            ],
            className="sentence-pair",
            title=say("Which components the cards, and the picture of them, show"),
        ),
        html.Span(
            [
                html.Label(say("Marked"), htmlFor=names.MARKED),
                focus_field(
                    names.MARKED, study, default_marked(study), say("Genes marked on the cards"), "marked-genes"
                ),
                html.Span(id=names.MARKED_NOTE, className="hint"),
            ],
            className="sentence-pair",
            title=say("Genes whose loading and rank are shown on every card"),
        ),
    ]


def _segmented(name: str, label: str, options: list[tuple[str, str]], help_words: str) -> html.Span:
    control = dmc.SegmentedControl(
        id=name,
        data=[{"value": value, "label": words} for value, words in options],
        value=options[0][0],
        size="xs",
        **{"aria-label": label},
    )
    return html.Span(control, title=help_words)


def _core() -> html.Section:
    return html.Section(
        className="card core-card",
        **{"aria-label": say("Core")},
        children=[
            html.Header(html.H2(say("Core of the current sample")), className="card-head"),
            html.Div(id=names.CORE, className="core-slot"),
            html.P(id=names.CORE_HINT, className="hint"),
            dmc.SegmentedControl(
                id=names.CORE_SHOWS,
                data=[
                    {"value": "core", "label": say("Value")},
                    {"value": "contribution", "label": say("Contribution")},
                ],
                value="core",
                size="xs",
                fullWidth=True,
                **{"aria-label": say("The core shows")},
            ),
            html.P(id=names.SENTENCE, className="core-sentence"),
        ],
    )


def _views(study: Study) -> dmc.Tabs:
    panels: dict[str, Callable[[], Any]] = {
        NETWORK: lambda: network_panel(study),
        PREDICTION: prediction_panel,
        GENES: genes_panel,
        MARKERS: lambda: markers_panel(study),
        SILENCING: lambda: silencing_panel(study),
        RANKS: ranks_panel,
    }
    return dmc.Tabs(
        id=names.VIEW,
        value=NETWORK,
        className="components-tabs",
        children=[
            dmc.TabsList(
                [dmc.TabsTab(words, value=view) for view, words in views().items()],
                **{"aria-label": say("Views of the components")},
            ),
            *(dmc.TabsPanel(panel(), value=view, className="components-panel") for view, panel in panels.items()),
        ],
    )
