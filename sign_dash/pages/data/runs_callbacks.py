"""What the view “Runs” does: how far each is, its log, cancel, resume, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Dash, Input, Output, State, ctx, html, no_update
from dash.exceptions import PreventUpdate

from compute.errors import UserError
from compute.estimate import SoFar, samples_so_far
from compute.methods import METHODS, NETWORKS
from compute.runs import RunState, settings_of
from compute.study import is_study
from sign_dash.jobs import duration
from sign_dash.language import say, spoken
from sign_dash.pages.data import names
from sign_dash.server.read_only import read_only

if TYPE_CHECKING:
    from compute.study import Study
    from sign_dash.server.library import Library

LINES = 14
SILENT = 300
"""Seconds without progress after which a living run is said to be silent."""


def register(app: Dash, _study: Study, library: Library) -> None:
    """Wire the view."""
    _watch(app, library)
    _act(app, library)


def _watch(app: Dash, library: Library) -> None:
    @app.callback(
        Output(names.RUNS, "rowData"),
        Output(names.RUN, "data", allow_duplicate=True),
        Input(names.OPENED, "data"),
        Input(names.CLOCK, "n_intervals"),
        Input(names.CHANGED, "data"),
        State(names.RUNS, "rowData"),
        State(names.RUN, "data"),
        prevent_initial_call=True,
    )
    def listed(
        opened: bool | None, _ticks: int | None, _changed: int, before: list[dict[str, Any]], run: str | None
    ) -> tuple[Any, Any]:
        if not opened:
            raise PreventUpdate
        library.queue.advance()
        rows = [run_row(state) for state in library.queue.runs()]
        known = {entry["run"] for entry in rows}
        chosen = no_update if run in known else rows[0]["run"] if rows else None
        return (no_update if rows == before else rows), chosen

    @app.callback(
        Output(names.RUN, "data", allow_duplicate=True),
        Input(names.RUNS, "selectedRows"),
        prevent_initial_call=True,
    )
    def choose(rows: list[dict[str, Any]] | None) -> Any:
        return rows[0]["run"] if rows else no_update

    @app.callback(
        Output(names.RUN_EMPTY, "hidden"),
        Output(names.RUN_BODY, "hidden"),
        Output(names.RUN_TITLE, "children"),
        Output(names.RUN_STATE, "children"),
        Output(names.RUN_STATE, "role"),
        Output(names.RUN_BAR, "value"),
        Output(names.RUN_BAR, "max"),
        Output(names.RUN_BAR, "hidden"),
        Output(names.RUN_STAGES, "children"),
        Output(names.RUN_OPEN, "children"),
        Output(names.RUN_OPEN, "href"),
        Output(names.RUN_OPEN, "hidden"),
        Output(names.RUN_CANCEL, "hidden"),
        Output(names.RUN_CANCEL, "disabled"),
        Output(names.RUN_RESUME, "hidden"),
        Output(names.RUN_REMOVE, "hidden"),
        Output(names.RUN_LOG, "children"),
        Input(names.RUN, "data"),
        Input(names.CLOCK, "n_intervals"),
        Input(names.CHANGED, "data"),
        prevent_initial_call=True,
    )
    def show(identifier: str | None, _ticks: int | None, _changed: int) -> tuple[Any, ...]:
        run = _run(library, identifier)
        if run is None:
            return (False, True, "", "", "status", "0", "1", True, [], "", "", True, True, True, True, True, "")
        words, address = way_in(library, run)
        return (
            True,
            False,
            run.asked.title,
            sentence(run, library.queue.ahead_of(run)),
            "alert" if run.state in ("broken", "failed") else "status",
            str(run.done),
            str(max(run.total, 1)),
            run.state not in ("running", "stopping"),
            stages(run),
            words,
            address,
            not address,
            not run.active or read_only(),
            run.state == "stopping",
            not resumable(run) or read_only(),
            run.active or read_only(),
            "\n".join(run.last_lines(LINES)) or say("Nothing yet."),
        )


def _act(app: Dash, library: Library) -> None:
    @app.callback(
        Output(names.CHANGED, "data", allow_duplicate=True),
        Input(names.RUN_CANCEL, "n_clicks"),
        Input(names.RUN_RESUME, "n_clicks"),
        Input(names.RUN_REMOVE, "n_clicks"),
        State(names.RUN, "data"),
        State(names.CHANGED, "data"),
        prevent_initial_call=True,
    )
    def act(_cancel: int | None, _resume: int | None, _remove: int | None, identifier: str | None, changed: int) -> int:
        if not identifier or not any((_cancel, _resume, _remove)):
            raise PreventUpdate
        {
            names.RUN_CANCEL: library.queue.cancel,
            names.RUN_RESUME: library.queue.resume,
            names.RUN_REMOVE: library.queue.remove,
        }[str(ctx.triggered_id)](identifier)
        return changed + 1

    @app.callback(
        Output(names.RUN_LOG_FILE, "data"),
        Input(names.RUN_SAVE_LOG, "n_clicks"),
        State(names.RUN, "data"),
        prevent_initial_call=True,
    )
    def save(clicks: int | None, identifier: str | None) -> dict[str, str]:
        run = _run(library, identifier)
        if not clicks or run is None:
            raise PreventUpdate
        return {"content": run.log(), "filename": f"{run.study.name}-log.txt"}


def resumable(run: RunState) -> bool:
    """Whether going on can lead anywhere: not where it is on its way, at its end, or was refused what it was given."""
    return not (run.active or run.state == "finished" or run.refused)


def run_row(run: RunState) -> dict[str, Any]:
    """A row of the table of runs."""
    return {
        "run": run.identifier,
        "title": run.asked.title,
        "state": state_word(run),
        "progress": "" if run.state == "finished" else share(run),
        "begun": run.created,
    }


def state_word(run: RunState) -> str:
    """In the reader's language."""
    return {
        "queued": say("Waiting"),
        "running": say("Running"),
        "stopping": say("Stopping"),
        "stopped": say("Stopped"),
        "failed": say("Failed"),
        "broken": say("Stopped unexpectedly"),
        "finished": say("Finished"),
    }[run.state]


def stage_words(run: RunState, stage: str) -> str:
    """What a stage of a run is called."""
    method = METHODS.get(run.asked.method)
    labels = {} if method is None else {name: spoken(label) for name, label in method.stage_labels().items()}
    own = {
        "reading": say("Reading the files"),
        "components": say("Finding components"),
        "confidence": say("Estimating confidence"),
    }
    return {**own, **labels}.get(stage, say("Preparing"))


def _needed(run: RunState) -> list[str]:
    """The stages that a run's method goes through with its settings."""
    try:
        return list(METHODS.find(run.asked.method).stage_labels(settings_of(run.asked)))
    except UserError:  # of a method that is no longer installed
        return [NETWORKS]


def share(run: RunState) -> str:
    """How far its stage is, in few words."""
    if not run.total or run.stage in ("", "reading"):
        return far(run)
    return say("{stage}: {percent} %", stage=stage_words(run, run.stage), percent=100 * run.done // run.total)


def far(run: RunState) -> str:
    """How far its stage is."""
    if not run.total or run.stage in ("", "reading"):
        return stage_words(run, run.stage) if run.state != "queued" else ""
    if run.stage == "components":
        return f"{stage_words(run, run.stage)}: {run.done} %"
    if run.stage == "confidence":
        return say(
            "{stage}: {done} of {total} subsamples",
            stage=stage_words(run, run.stage),
            done=f"{run.done:,}",
            total=f"{run.total:,}",
        )
    return say(
        "{stage}: {done} of {total} samples",
        stage=stage_words(run, run.stage),
        done=f"{run.done:,}",
        total=f"{run.total:,}",
    )


def sentence(run: RunState, ahead: int = 0) -> str:
    """The state of a run in a sentence or two. ahead: runs whose turn comes before."""
    if run.state == "queued":
        return say("Waiting; {n} runs ahead.", n=ahead) if ahead else say("Starting …")
    if run.state == "finished":
        return say("Finished. The study can be opened.")
    if run.state == "broken":
        return say(
            "The run stopped unexpectedly; finished work is kept. Resume the run to continue (if it happens "
            "again, the machine may lack memory)."
        )
    if run.state == "stopping":
        return say("{far}. Stopping once the current pieces are finished …", far=far(run))
    if run.state != "running":
        told = ["" if run.message is None else spoken(run.message)]
        if run.refused:
            told.append(say("Resuming would end the same way; correct that under New study and start another run."))
        return " ".join(told)
    told = [far(run)]
    if run.rate and run.stage != "components":  # those are told in hundredths
        told.append(say("{rate} per minute", rate=f"{60 * run.rate:,.1f}"))
    if run.seconds_left is not None:
        told.append(say("about {time} left in this stage", time=duration(run.seconds_left)))
    if run.silent > SILENT:
        told.append(say("no update for {time}", time=duration(run.silent)))
    return " · ".join(told)


def stages(run: RunState) -> list[html.Li]:
    """The stages a run goes through, the present one marked."""
    more = [*(["confidence"] if run.asked.confidence else []), *(["components"] if run.asked.components else [])]
    names_of = ["reading", *_needed(run), *more]
    at = names_of.index(run.stage) if run.stage in names_of else len(names_of) if run.state == "finished" else 0
    at = len(names_of) if run.state == "finished" else at

    def kind(place: int) -> str:
        return "stage-done" if place < at else "stage-now" if place == at and run.state != "queued" else "stage-later"

    return [
        html.Li(
            stage_words(run, name),
            className=kind(place),
            **({"aria-current": "step"} if kind(place) == "stage-now" else {}),
        )
        for place, name in enumerate(names_of)
    ]


def way_in(library: Library, run: RunState) -> tuple[str, str]:
    """Words and address of the link to what there is of the study by now; empty where there is nothing to see."""
    if library.single or not is_study(run.study):
        return "", ""
    place = library.place_of(run.study)
    if place is None:
        return "", ""
    try:
        there: SoFar = samples_so_far(run.study)
    except (UserError, OSError):
        return "", ""
    if there.done == there.total:
        return say("Open the study"), place.front
    if there.done < 2:
        return "", ""
    return say("View {done} of {total} networks", done=f"{there.done:,}", total=f"{there.total:,}"), place.address


def _run(library: Library, identifier: str | None) -> RunState | None:
    if not identifier:
        return None
    try:
        return library.queue.run(identifier)
    except UserError:
        return None
