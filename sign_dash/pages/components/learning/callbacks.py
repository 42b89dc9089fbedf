"""Making models from the page: the form, and the work in the background."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, no_update
from dash.exceptions import PreventUpdate

from compute.errors import UserError
from sign_dash.language import spoken
from sign_dash.pages.components import names
from sign_dash.pages.components.choice import ModelReading, explained_by
from sign_dash.pages.components.learning.form import SCORE, suggested_name
from sign_dash.pages.components.learning.jobs import ComponentWork, work_sentence

if TYPE_CHECKING:
    from compute.study import Study


def register(app: Dash, study: Study, cache: Path) -> None:
    """Wire form and work. cache: folder of the requests."""
    jobs = ComponentWork(study, cache)
    _form(app)
    _begin(app, study, jobs)
    _watch(app, jobs)


def _form(app: Dash) -> None:
    @app.callback(
        Output(names.LEARN_NAME, "value"),
        Input(names.LEARN_KIND, "value"),
        Input(names.LEARN_COLUMN, "value"),
        Input(names.LEARN_A, "value"),
        Input(names.LEARN_B, "value"),
        Input(names.LEARN_PREDICTOR, "value"),
        Input(names.LEARN_SURE, "value"),
        prevent_initial_call=True,
    )
    def name_it(method: str, column: str, a: Any, b: Any, predictor: str, sure: str) -> str:
        if not (isinstance(a, int | float) and isinstance(b, int | float)):
            raise PreventUpdate  # the field is being edited
        return suggested_name(method, column, (int(a), int(b)), predictor, float(sure))

    app.clientside_callback(
        ClientsideFunction("components", "learn"),
        Output(names.LEARN_DIALOG, "opened"),
        Input({"type": names.LEARN_OPEN, "index": ALL}, "n_clicks"),
        Input(names.WORK_BEGUN, "data"),
        prevent_initial_call=True,
    )


def _begin(app: Dash, study: Study, jobs: ComponentWork) -> None:
    @app.callback(
        Output(names.WORK_BEGUN, "data"),
        Output(names.LEARN_PROBLEM, "children"),
        Input(names.LEARN, "n_clicks"),
        State(names.LEARN_KIND, "value"),
        State(names.LEARN_COLUMN, "value"),
        State(names.LEARN_A, "value"),
        State(names.LEARN_B, "value"),
        State(names.LEARN_PREDICTOR, "value"),
        State(names.LEARN_SURE, "value"),
        State(names.LEARN_NAME, "value"),
        prevent_initial_call=True,
    )
    def learn(
        _clicks: int | None, method: str, column: str, a: Any, b: Any, predictor: str, sure: str, name: str | None
    ) -> tuple[Any, str]:
        try:
            if not (isinstance(a, int | float) and isinstance(b, int | float)):
                raise UserError("Give the numbers of regulator and target components as whole numbers.")
            if not (name or "").strip():
                raise UserError("Give the model a name.")
            wanted = None if column == SCORE else column
            jobs.learn(method, wanted, (int(a), int(b)), predictor, str(name).strip(), float(sure))
        except UserError as error:
            return no_update, spoken(error)
        return time.time(), ""

    @app.callback(
        Output(names.WORK_BEGUN, "data", allow_duplicate=True),
        Input(names.MEASURE, "n_clicks"),
        Input(names.COMPARE, "n_clicks"),
        State(names.READ, "data"),
        prevent_initial_call=True,
    )
    def measure(measure: int | None, compare: int | None, reading: ModelReading | None) -> float:
        if not reading or not (measure or compare):
            raise PreventUpdate
        if ctx.triggered_id == names.MEASURE:
            jobs.measure_stability(reading["model"])
        else:
            explained = explained_by(study, reading)
            info, classes = explained.info, bool(explained.classes)
            column = None if info["target"] == study.modulator_name else str(info["target"])
            weight = info.get("class_weight")
            least = info.get("confidence", {}).get("least", 0.0)
            jobs.compare_ranks(reading["model"], column, str(info["predictor"]), classes, weight, least)
        return time.time()

    @app.callback(Input(names.WORK_CANCEL, "n_clicks"), prevent_initial_call=True)
    def cancel(clicks: int | None) -> None:
        if clicks:
            jobs.cancel()


def _watch(app: Dash, jobs: ComponentWork) -> None:
    @app.callback(
        Output(names.WORK, "hidden"),
        Output(names.WORK_WORDS, "children"),
        Output(names.WORK_WORDS, "role"),
        Output(names.WORK_BAR, "value"),
        Output(names.WORK_BAR, "max"),
        Output(names.WORK_BAR, "hidden"),
        Output(names.WORK_CANCEL, "hidden"),
        Output(names.WORK_CLOCK, "disabled"),
        Output(names.WORK_DONE, "data"),
        Input(names.WORK_CLOCK, "n_intervals"),
        Input(names.WORK_BEGUN, "data"),
        Input(names.OPENED, "data"),
        State(names.WORK_DONE, "data"),
        State(names.WORK, "hidden"),
        prevent_initial_call=True,
    )
    def watch(
        _ticks: int | None, begun: float | None, _opened: bool | None, done: dict[str, Any] | None, hidden: bool
    ) -> tuple[Any, ...]:
        job = jobs.latest()
        if job is None or (hidden and not job.active and not begun):
            raise PreventUpdate  # it ended before this visit; its model is among the others
        sentence, role = work_sentence(job, jobs.ahead_of(job))
        finished = done
        if job.state == "finished":
            kind, model = job.request["kind"], job.result()
            finished = {"kind": kind, "model": model, "key": job.identifier, "begun": begun}
        # What has just finished changes many outputs at once; Dash sometimes leaves the last one waiting for any
        # further event (a lost wake-up of its queue): the clock's next tick is one, so it stops a tick later.
        quiet = not job.active and finished == done
        return (
            False,
            sentence,
            role,
            str(job.done),
            str(max(job.total, 1)),
            not job.active,
            not job.active,
            quiet,
            no_update if finished == done else finished,
        )
