"""What the view “Silencing” does. The sentence about the current sample follows the slider in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from dash import ClientsideFunction, Dash, Input, Output, State, no_update
from dash.exceptions import PreventUpdate

from compute.errors import UserError
from sign_dash import ids
from sign_dash.language import say, spoken
from sign_dash.pages.components import names, said
from sign_dash.pages.components.choice import ChosenComponent, ModelReading, explained_by
from sign_dash.pages.components.silencing.figures import change_along, with_and_without
from sign_dash.pages.components.silencing.panel import COMPONENT, EDGE, REGULATOR, TARGET
from sign_dash.pages.components.silencing.what_if import (
    Asked,
    cohort_words,
    component_choices,
    component_key,
    first_asked,
    silenced,
    targets_of,
)
from sign_dash.pages.components.words import target_name
from sign_dash.plots import captioned, unfilled
from sign_dash.server.kept import steady
from sign_dash.shell.cohort import ends_of, score_name

if TYPE_CHECKING:
    from compute.study import Study

VIEW: Final = "silencing"


def register(app: Dash, study: Study) -> None:
    """Wire the view."""
    _offer(app, study)
    _silence(app, study)
    app.clientside_callback(ClientsideFunction("components", "silenced"), Input(names.SILENCED, "data"))


def _offer(app: Dash, study: Study) -> None:
    @app.callback(
        Output(names.SILENCE_REGULATOR, "value"),
        Output(names.SILENCE_TARGET, "value"),
        Output(names.SILENCE_COMPONENT, "data"),
        Output(names.SILENCE_COMPONENT, "value"),
        Output(names.SILENCE, "value"),
        Input(names.CHOSEN, "data"),
        Input(names.VIEW, "value"),
        State(names.SILENCE_REGULATOR, "value"),
        State(names.SILENCE_TARGET, "value"),
        State(names.SILENCE_COMPONENT, "value"),
    )
    def begin(
        chosen: ChosenComponent | None, view: str, regulator: str | None, target: str | None, component: str | None
    ) -> tuple[Any, ...]:
        """Something to begin with: what is strong in the chosen component; of a Deep Tensor model that component, for
        nothing else can be silenced there. What a person chose stays."""
        if not chosen or view != VIEW:
            raise PreventUpdate
        explained = explained_by(study, chosen)
        first = first_asked(explained, chosen["side"], chosen["component"], chosen["row"])
        offered = component_choices(explained)
        if component not in {choice["value"] for choice in offered}:
            component = component_key(chosen["side"], chosen["component"])
        kind = COMPONENT if explained.own else no_update
        return regulator or first[0], target or first[1], offered, component, kind

    @app.callback(
        Output(names.SILENCE_REGULATOR_FIELD, "hidden"),
        Output(names.SILENCE_TARGET_FIELD, "hidden"),
        Output("components-silence-arrow", "hidden"),
        Output(names.SILENCE_COMPONENT_FIELD, "hidden"),
        Input(names.SILENCE, "value"),
    )
    def show_fields(kind: str) -> tuple[bool, bool, bool, bool]:
        return kind not in (REGULATOR, EDGE), kind not in (TARGET, EDGE), kind != EDGE, kind != COMPONENT

    @app.callback(
        Output(names.SILENCE_TARGET, "data"),
        Output(names.SILENCE_TARGET, "value", allow_duplicate=True),
        Input(names.SILENCE, "value"),
        Input(names.SILENCE_REGULATOR, "value"),
        State(names.SILENCE_TARGET, "value"),
        prevent_initial_call=True,
    )
    def offer_targets(kind: str, regulator: str | None, target: str | None) -> tuple[list[str], Any]:
        """Of an edge only the targets the regulator has."""
        if kind != EDGE or not regulator:
            return sorted(study.targets), no_update
        found = targets_of(study, regulator)
        return found, no_update if target in found else (found[0] if found else None)


def _silence(app: Dash, study: Study) -> None:
    @app.callback(
        Output(names.SILENCED, "data"),
        Output(names.SILENCED_COHORT, "children"),
        Output(names.SILENCED_COHORT, "role"),
        Output(names.SILENCED_PLOT, "figure"),
        Output(names.CHANGE_PLOT, "figure"),
        Output(names.SILENCE_NOTE, "children"),
        Input(names.READ, "data"),
        Input(names.VIEW, "value"),
        Input(names.SILENCE, "value"),
        Input(names.SILENCE_REGULATOR, "value"),
        Input(names.SILENCE_TARGET, "value"),
        Input(names.SILENCE_COMPONENT, "value"),
        Input(ids.SCHEME, "data"),
    )
    @steady
    def show(
        reading: ModelReading | None,
        view: str,
        kind: str,
        regulator: str | None,
        target: str | None,
        component: str | None,
        scheme: str | None,
    ) -> tuple[Any, ...]:
        asked = Asked(kind, regulator, target, component)
        if not reading or view != VIEW or not asked.complete:
            raise PreventUpdate
        explained = explained_by(study, reading)
        score = score_name(study)
        try:
            found = silenced(study, explained, asked)
        except UserError as error:
            return None, spoken(error), "alert", unfilled(), unfilled(), ""
        unit = target_name(explained, study.modulator_name, score)
        if explained.of_class:
            unit = say("log-odds of {name}", name=explained.of_class)
        along = np.asarray(study.modulator, np.float64)
        values = [[round(float(value), 6) for value in column] for column in (found.predicted, found.silenced)]
        return (
            {"what": asked.words(), "predicted": values[0], "silenced": values[1], "unit": unit},
            cohort_words(study, asked, found, ends_of(study)),
            "note",
            captioned(
                with_and_without(along, found.predicted, found.silenced, study.samples, (score, unit), scheme),
                say("{unit} with and without {what}", unit=unit, what=asked.words()),
                said.silenced(study, explained, asked.plain()),
            ),
            captioned(
                change_along(along, found.change, study.samples, (score, say("change of {unit}", unit=unit)), scheme),
                say("Change of {unit} without {what}", unit=unit, what=asked.words()),
                said.change(study, explained, asked.plain()),
            ),
            say(
                "Silencing removes edges from the estimated networks and recomputes the prediction. It does not "
                "predict how a cell would respond, and what is silenced need not be a cause."
            ),
        )
