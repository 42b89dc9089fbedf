"""What the view “Prediction” does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go
from dash import Dash, Input, Output
from dash.exceptions import PreventUpdate

from compute.analyse import samples_between
from sign_dash import ids
from sign_dash.language import say
from sign_dash.pages.components import names, said
from sign_dash.pages.components.choice import ModelReading, explained_by
from sign_dash.pages.components.prediction.figures import classes_held_out, predicted_against_given, waterfall_figure
from sign_dash.pages.components.prediction.panel import EDGES, STEPS
from sign_dash.pages.components.prediction.steps import edge_steps, pair_steps
from sign_dash.pages.components.prediction.words import accuracy, caution, class_odds, waterfall_note, waterfall_title
from sign_dash.pages.components.words import target_name
from sign_dash.plots import captioned
from sign_dash.server.kept import steady
from sign_dash.shell.cohort import score_name

if TYPE_CHECKING:
    from compute.study import Study

VIEW = "prediction"


def register(app: Dash, study: Study) -> None:
    """Wire the view."""
    _accuracy(app, study)
    _waterfall(app, study)


def _accuracy(app: Dash, study: Study) -> None:
    @app.callback(
        Output(names.ACCURACY, "children"),
        Output(names.CAUTION, "children"),
        Output(names.PREDICTION_TITLE, "children"),
        Output(names.PREDICTION, "figure"),
        Input(names.READ, "data"),
        Input(names.VIEW, "value"),
        Input(ids.SCHEME, "data"),
    )
    @steady
    def show(reading: ModelReading | None, view: str, scheme: str | None) -> tuple[Any, Any, str, go.Figure]:
        if not reading or view != VIEW:
            raise PreventUpdate
        explained = explained_by(study, reading)
        score = score_name(study)
        target = target_name(explained, study.modulator_name, score)
        if explained.classes:
            title = say("{target}: cross-validated class by observed class", target=target)
            figure = classes_held_out(explained, target, scheme)
        else:
            title = say("{target}: predicted against observed", target=target)
            figure = predicted_against_given(explained, study.samples, target, scheme)
        captioned(figure, title, said.prediction(study, explained))
        return accuracy(explained, score), caution(explained, study.modulator_name, score), title, figure


def _waterfall(app: Dash, study: Study) -> None:
    @app.callback(
        Output(names.WATERFALL, "figure"),
        Output(names.WATERFALL_TITLE, "children"),
        Output(names.WATERFALL_NOTE, "children"),
        Output(names.CLASS_ODDS, "children"),
        Input(names.READ, "data"),
        Input(names.VIEW, "value"),
        Input(names.WATERFALL_BY, "value"),
        Input(ids.POSITION, "data"),
        Input(ids.RANGE, "data"),
        Input(ids.FILTERS, "data"),
        Input(ids.SCHEME, "data"),
    )
    @steady
    def show(
        reading: ModelReading | None,
        view: str,
        by: str,
        sample: int | None,
        spread: dict[str, int] | None,
        filters: str | None,
        scheme: str | None,
    ) -> tuple[go.Figure, str, str, Any]:
        if not reading or view != VIEW or sample is None:
            raise PreventUpdate
        explained = explained_by(study, reading)
        samples, who = [sample], study.samples[sample]
        if explained.own and by == EDGES:
            samples, who = [explained.sample or 0], study.samples[explained.sample or 0]
        elif spread and (left := samples_between(study, spread["first"], spread["last"], filters or "")):
            samples = list(left)
            who = say("Samples {first}–{last}", first=samples[0] + 1, last=samples[-1] + 1)
        edges = by == EDGES
        found = edge_steps(study, explained, samples, STEPS) if edges else pair_steps(explained, samples, STEPS)
        unit = target_name(explained, study.modulator_name, score_name(study))
        if explained.of_class:
            unit = say("log-odds of {name}", name=explained.of_class)
        title = waterfall_title(explained, who, found.predicted)
        return (
            captioned(
                waterfall_figure(found, unit, scheme),
                title,
                said.waterfall(study, explained, samples, "edges" if edges else "pairs", found.predicted),
            ),
            title,
            waterfall_note(explained, edges, len(samples) > 1),
            class_odds(explained, sample),
        )
