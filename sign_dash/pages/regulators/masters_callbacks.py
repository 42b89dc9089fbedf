"""What the view “Master regulators” does: take a file, run in the background, show the table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from dash import Dash, Input, Output, State, html, no_update
from dash.exceptions import PreventUpdate

from compute.analyse import study_sets
from compute.errors import UserError
from sign_dash.export.own import own_table
from sign_dash.gene_sets import File, kept_gene_sets, register_gene_sets
from sign_dash.language import say, spoken
from sign_dash.pages.regulators import names, work
from sign_dash.pages.regulators.jobs import Masters, Request
from sign_dash.pages.regulators.masters_result import (
    column_state,
    master_rows,
    result_sentence,
    run_sentence,
    verdict,
)

if TYPE_CHECKING:
    from compute.study import Study


def register(app: Dash, study: Study, cache: Path) -> None:
    """Wire the view. cache: folder for gene sets and results."""
    masters = Masters(study, cache)
    register_gene_sets(app, study, cache, names.GENE_SETS)
    _look(app, study, cache)
    _run(app, masters)
    _watch(app, masters)
    _show(app, masters)
    _save(app, study, masters)


def _look(app: Dash, study: Study, cache: Path) -> None:
    @app.callback(
        Output(names.NOTES, "children"),
        Output(names.NOTES, "role"),
        Output(names.RUN, "disabled"),
        Input(names.FILE, "data"),
        Input(names.SMALLEST, "value"),
        Input(names.LARGEST, "value"),
        prevent_initial_call=True,
    )
    def look(file: File | None, smallest: float | str, largest: float | str) -> tuple[Any, str, bool]:
        """What of the sets will be tested, before anything is run."""
        if not file:
            raise PreventUpdate
        try:
            asked = request(file, smallest, largest, 0)
            sets = study_sets(study, kept_gene_sets(cache, asked.file), asked.smallest, asked.largest)
        except UserError as error:
            return html.P(spoken(error)), "alert", True
        return [html.P(html.B(asked.name)), html.Ul([html.Li(spoken(note)) for note in sets.notes])], "note", False


def _run(app: Dash, masters: Masters) -> None:
    @app.callback(
        Output(names.KEY, "data", allow_duplicate=True),
        Input(names.RUN, "n_clicks"),
        State(names.FILE, "data"),
        State(names.SMALLEST, "value"),
        State(names.LARGEST, "value"),
        State(names.PERMUTATIONS, "value"),
        prevent_initial_call=True,
    )
    def run(
        clicks: int | None, file: File | None, smallest: float | str, largest: float | str, permutations: float | str
    ) -> str:
        if not clicks or not file:
            raise PreventUpdate
        return masters.start(request(file, smallest, largest, permutations))

    @app.callback(Input(names.CANCEL, "n_clicks"), State(names.KEY, "data"), prevent_initial_call=True)
    def cancel(_clicks: int | None, key: str | None) -> None:
        masters.cancel(key or "")


def _watch(app: Dash, masters: Masters) -> None:
    @app.callback(
        Output(names.STATE, "children"),
        Output(names.STATE, "role"),
        Output(names.BAR, "value"),
        Output(names.BAR, "max"),
        Output(names.BAR, "hidden"),
        Output(names.CANCEL, "hidden"),
        Output(names.CLOCK, "disabled"),
        Output(names.DONE, "data"),
        Input(names.CLOCK, "n_intervals"),
        Input(names.KEY, "data"),
        Input(names.RUN, "n_clicks"),
        State(names.DONE, "data"),
        prevent_initial_call=True,
    )
    def watch(_ticks: int | None, key: str | None, _clicks: int | None, done: str | None) -> tuple[Any, ...]:
        if not key:
            raise PreventUpdate
        job = masters.job(key)
        running = job is not None and job.active
        sentence, role = run_sentence(job, masters.queue.ahead_of(job) if job else 0)
        shown = key if job is not None and job.state == "finished" else None
        return (
            sentence,
            role,
            str(job.done if job and running else 0),
            str(max(job.total, 1) if job else 1),
            not running,
            not running,
            not running,
            no_update if shown == done else shown,
        )


def _show(app: Dash, masters: Masters) -> None:
    @app.callback(
        Output(names.MASTERS, "rowData"),
        Output(names.MASTERS, "columnState"),
        Output(names.MASTER_FACTS, "children"),
        Output(names.RESULT, "hidden"),
        Output(names.EMPTY, "hidden"),
        Input(names.DONE, "data"),
        prevent_initial_call=True,
    )
    def show(key: str | None) -> tuple[Any, ...]:
        result = masters.result(key) if key else None
        if not key or not result:
            return no_update, no_update, no_update, True, False
        rows = master_rows(masters.table(key, work.MASTERS))
        said = [result_sentence(result), html.Span(verdict(rows), className="masters-verdict")]
        return rows, column_state(result), said, False, True


def _save(app: Dash, study: Study, masters: Masters) -> None:
    def save(button: str, table: str, word: str) -> None:
        @app.callback(
            Output(names.SAVED, "data", allow_duplicate=True),
            Input(button, "n_clicks"),
            State(names.DONE, "data"),
            prevent_initial_call=True,
        )
        def write(_clicks: int | None, key: str | None) -> dict[str, str]:
            result = masters.result(key) if key else None
            if not key or not result:
                raise PreventUpdate
            text = masters.table(key, table).read_text(encoding="utf-8")
            return own_table(study, [word, Path(result["name"]).name.split(".gmt")[0]], text)

    save(names.SAVE_MASTERS, work.MASTERS, "master-regulators")
    save(names.SAVE_FUNCTIONS, work.FUNCTIONS, "functions")


def request(file: File, smallest: float | str, largest: float | str, permutations: float | str) -> Request:
    """What is asked for; :class:`UserError` for a field that holds no number."""
    fields = {say("Smallest set"): smallest, say("and at most"): largest, say("Permutations"): permutations}
    for label, value in fields.items():
        if not isinstance(value, int | float):
            raise UserError("The field “{label}” needs a whole number.", label=label)
    numbers = [int(value) for value in fields.values()]
    return Request(file["digest"], file["name"], *numbers)
