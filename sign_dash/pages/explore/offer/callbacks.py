"""What the offer does: says the cost, begins, follows, stops, and shows the page anew once the study knows."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update
from dash.exceptions import PreventUpdate

from compute.errors import UserError
from sign_dash.language import spoken
from sign_dash.pages.explore.offer.jobs import ConfidenceJobs, can_be_computed, offer_words
from sign_dash.pages.explore.offer.names import OfferIds

if TYPE_CHECKING:
    from compute.study import Study


def register(app: Dash, study: Study, cache: Path, names: OfferIds) -> None:
    """Wire one page's offer; work begun on one page is followed on the others. cache: folder of the requests."""
    jobs = ConfidenceJobs(study, cache)

    @app.callback(
        Output(names.asked, "data"),
        Output(names.words, "children", allow_duplicate=True),
        Output(names.words, "role", allow_duplicate=True),
        Input(names.plan, "n_clicks"),
        Input(names.start, "n_clicks"),
        State(names.pairs, "value"),
        prevent_initial_call=True,
    )
    def ask(_plan: int | None, _start: int | None, pairs: Any) -> tuple[Any, Any, Any]:
        try:
            if not isinstance(pairs, int | float):
                raise UserError("Give the number of pairs of halves as a whole number.")
            begin = jobs.plan if ctx.triggered_id == names.plan else jobs.start
            begin(int(pairs))
        except UserError as error:
            return no_update, spoken(error), "alert"
        return time.time(), no_update, no_update

    @app.callback(Input(names.stop, "n_clicks"), prevent_initial_call=True)
    def stop(clicks: int | None) -> None:
        if clicks:
            jobs.stop()

    @app.callback(
        Output(names.words, "children"),
        Output(names.words, "role"),
        Output(names.bar, "value"),
        Output(names.bar, "max"),
        Output(names.bar, "hidden"),
        Output(names.plan, "hidden"),
        Output(names.start, "hidden"),
        Output(names.stop, "hidden"),
        Output(names.clock, "disabled"),
        Output(names.done, "data"),
        Input(names.clock, "n_intervals"),
        Input(names.asked, "data"),
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

    app.clientside_callback(ClientsideFunction("explore", "anew"), Input(names.done, "data"), prevent_initial_call=True)
