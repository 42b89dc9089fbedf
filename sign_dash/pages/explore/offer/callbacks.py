"""What the offer does: says the cost, begins, follows, stops, and shows the page anew once the study knows."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update
from dash.exceptions import PreventUpdate

from compute.errors import UserError
from sign_dash.language import spoken
from sign_dash.pages.explore.offer import names
from sign_dash.pages.explore.offer.jobs import ConfidenceJobs, can_be_computed, offer_words

if TYPE_CHECKING:
    from compute.study import Study


def register(app: Dash, study: Study, cache: Path) -> None:
    """Wire the offer. cache: folder of the requests."""
    jobs = ConfidenceJobs(study, cache)

    @app.callback(
        Output(names.ASKED, "data"),
        Output(names.WORDS, "children", allow_duplicate=True),
        Output(names.WORDS, "role", allow_duplicate=True),
        Input(names.PLAN, "n_clicks"),
        Input(names.START, "n_clicks"),
        State(names.PAIRS, "value"),
        prevent_initial_call=True,
    )
    def ask(_plan: int | None, _start: int | None, pairs: Any) -> tuple[Any, Any, Any]:
        try:
            if not isinstance(pairs, int | float):
                raise UserError("Give the number of pairs of halves as a whole number.")
            begin = jobs.plan if ctx.triggered_id == names.PLAN else jobs.start
            begin(int(pairs))
        except UserError as error:
            return no_update, spoken(error), "alert"
        return time.time(), no_update, no_update

    @app.callback(Input(names.STOP, "n_clicks"), prevent_initial_call=True)
    def stop(clicks: int | None) -> None:
        if clicks:
            jobs.stop()

    @app.callback(
        Output(names.WORDS, "children"),
        Output(names.WORDS, "role"),
        Output(names.BAR, "value"),
        Output(names.BAR, "max"),
        Output(names.BAR, "hidden"),
        Output(names.PLAN, "hidden"),
        Output(names.START, "hidden"),
        Output(names.STOP, "hidden"),
        Output(names.CLOCK, "disabled"),
        Output(names.DONE, "data"),
        Input(names.CLOCK, "n_intervals"),
        Input(names.ASKED, "data"),
    )
    def watch(_ticks: int | None, _asked: float | None) -> tuple[Any, ...]:
        if not can_be_computed(study):
            if study.confidence is None or not (_ticks or _asked):
                raise PreventUpdate
            # The server has opened the study anew between two looks: this page is of the study without it.
            return (*([no_update] * 9), study.confidence.info["created"])
        job = jobs.latest()
        if job is None or (job.state == "finished" and not job.request["plan"] and not _asked and not _ticks):
            raise PreventUpdate  # it was finished before this visit, and the study has lost it since
        words, role = offer_words(job, jobs.queue.ahead_of(job))
        computing = job.active and not job.request["plan"]
        finished = job.state == "finished" and not job.request["plan"]
        return (
            words,
            role,
            str(job.done),
            str(max(job.total, 1)),
            not computing,
            job.active,
            computing or finished,
            not job.active,
            not job.active,
            job.identifier if finished else no_update,
        )

    app.clientside_callback(ClientsideFunction("explore", "anew"), Input(names.DONE, "data"), prevent_initial_call=True)
