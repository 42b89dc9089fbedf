"""Where a score is chosen: every score of the table side by side, before one of them is taken for a run."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from dash import Dash, Input, Output, State, ctx, dcc, html, no_update
from dash.exceptions import PreventUpdate

from compute.errors import UserError
from compute.jobs import JobState, job_key
from compute.runs import comparison_request
from compute.score import Comparison, comparison_of
from sign_dash import ids
from sign_dash.jobs import job_sentence, stopped_unexpectedly
from sign_dash.language import say, spoken
from sign_dash.pages.data import names
from sign_dash.pages.data.drafts import FILES
from sign_dash.pages.data.new_values import transform_choice
from sign_dash.pages.data.settings import row
from sign_dash.pages.scores.figures import agreement
from sign_dash.pages.scores.tables import genes_table
from sign_dash.plots import plot

if TYPE_CHECKING:
    from sign_dash.server.library import Library

LISTS: Final = ("signature", "")
"""Roles of files that may hold genes of a score; gene sets have none of their own."""
STAGE: Final = "scores"
"""Of :mod:`compute.runs.kinds.comparison`."""


def compare_row() -> html.Div:
    """The button, and the place of what comes out."""
    button = html.Button(say("Compare all scores"), id=names.COMPARE_SCORES, type="button", className="quiet-button")
    return row(
        say("Which one?"),
        html.Div(
            [
                button,
                html.Div(id=names.SCORES_COMPARED, className="new-scores", role="status"),
                dcc.Store(id=names.SCORES_KEY),
                dcc.Store(id=names.SCORES_SHOWN),
            ]
        ),
        say("How well EMT scores of this table agree, how many samples are hybrid, and which genes are missing."),
    )


def register(app: Dash, library: Library) -> None:
    """Wire the button."""

    @app.callback(
        Output(names.SCORES_KEY, "data"),
        Output(names.SCORES_COMPARED, "children", allow_duplicate=True),
        Input(names.COMPARE_SCORES, "n_clicks"),
        Input(names.EXAMINED, "data"),
        State(names.DRAFT, "data"),
        State(names.ORIENTATION, "value"),
        State(names.PART, "value"),
        State(names.TRANSFORM, "value"),
        State(names.QUANTILE, "checked"),
        State(names.AVERAGE, "checked"),
        prevent_initial_call=True,
    )
    def compare(
        clicks: int | None,
        _examined: dict[str, Any] | None,
        draft: str | None,
        orientation: str | None,
        part: str | None,
        base: str | None,
        quantile: bool | None,
        average: bool | None,
    ) -> tuple[Any, Any]:
        if ctx.triggered_id == names.EXAMINED:
            return None, []  # of other files than those that are there now
        if not clicks:
            raise PreventUpdate
        try:
            steps = transform_choice(base, quantile, average)
            asked = comparison_of_draft(library, draft, orientation or "", part or "", steps)
            job = library.comparisons.submit(asked, job_key(asked))
        except UserError as error:
            return None, html.P(spoken(error), className="new-trouble")
        return job.identifier, say("Reading the table …")

    @app.callback(
        Output(names.SCORES_COMPARED, "children"),
        Output(names.SCORES_SHOWN, "data"),
        Input(names.SCORES_KEY, "data"),
        Input(names.CLOCK, "n_intervals"),
        State(names.SCORES_SHOWN, "data"),
        State(ids.SCHEME, "data"),
        prevent_initial_call=True,
    )
    def follow(key: str | None, _ticks: int | None, shown: str | None, scheme: str | None) -> tuple[Any, Any]:
        if not key:
            return no_update, None
        if key == shown:
            raise PreventUpdate
        job = library.comparisons.find(key)
        said = comparison_words(job, library.comparisons.ahead_of(job) if job else 0, scheme)
        return said, key if job is None or not job.active else no_update


def comparison_of_draft(library: Library, draft: str | None, orientation: str, part: str, steps: str) -> dict[str, Any]:
    """What to ask of the comparison of a draft's table; :class:`UserError` where there is none yet."""
    files = library.drafts.files(draft) if draft else []
    table = next((file.name for file in files if file.role == "expression"), None)
    if not draft or table is None:
        raise UserError("An expression table is needed; drop one into the file area.")
    lists = [file.name for file in files if file.role in LISTS]
    return comparison_request(library.drafts.folder(draft) / FILES, table, lists, orientation, part, steps)


def comparison_words(job: JobState | None, ahead: int, scheme: str | None) -> list[Any]:
    """How far a comparison is, or what came out. ahead: of others, whose turn comes before."""
    if job is None:
        return [html.P(say("This comparison is no longer stored; compare again."), className="new-trouble")]
    if job.state == "finished":
        with suppress(KeyError, TypeError, ValueError):
            return compared_words(comparison_of(job.result()), scheme)
        return [html.P(stopped_unexpectedly(), className="new-trouble")]
    stages = {"": say("Reading the table"), STAGE: say("Computing the scores")}
    sentence, role = job_sentence(job, stages, say("Cancelled."), ahead)
    return [html.P(sentence, className="new-trouble" if role == "alert" else "quiet")]


def compared_words(found: Comparison, scheme: str | None) -> list[Any]:
    """The comparison in the form: sentences, the table of agreement, genes."""
    height = 90 + 30 * len(found.columns)
    label = say("Rank correlation of every pair of scores")
    return [
        *(html.P(spoken(sentence)) for sentence in found.sentences()),
        plot(agreement(found, scheme), label, height),
        *genes_table(found),
    ]
