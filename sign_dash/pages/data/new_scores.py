"""Where a score is chosen: every score of the table side by side, before one of them is taken for a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Dash, Input, Output, State, ctx, html
from dash.exceptions import PreventUpdate

from compute.errors import UserError
from compute.runs import PARSED, compare_brought
from compute.score import Comparison
from sign_dash import ids
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

LISTS = ("signature", "")
"""Roles of files that may hold genes of a score; gene sets have none of their own."""


def compare_row() -> html.Div:
    """The button, and the place of what comes out."""
    button = html.Button(say("Compare all scores"), id=names.COMPARE_SCORES, type="button", className="quiet-button")
    return row(
        say("Which one?"),
        html.Div([button, html.Div(id=names.SCORES_COMPARED, className="new-scores", role="status")]),
        say("How well EMT scores of this table agree, how many samples are hybrid, and which genes are missing."),
    )


def register(app: Dash, library: Library) -> None:
    """Wire the button."""

    @app.callback(
        Output(names.SCORES_COMPARED, "children"),
        Input(names.COMPARE_SCORES, "n_clicks"),
        Input(names.EXAMINED, "data"),
        State(names.DRAFT, "data"),
        State(names.ORIENTATION, "value"),
        State(names.PART, "value"),
        State(names.TRANSFORM, "value"),
        State(names.QUANTILE, "checked"),
        State(names.AVERAGE, "checked"),
        State(ids.SCHEME, "data"),
        prevent_initial_call=True,
        running=[(Output(names.COMPARE_SCORES, "disabled"), True, False)],
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
        scheme: str | None,
    ) -> list[Any]:
        if ctx.triggered_id == names.EXAMINED:
            return []  # of other files than those that are there now
        if not clicks:
            raise PreventUpdate
        try:
            found = brought(library, draft, orientation or "", part or "", transform_choice(base, quantile, average))
        except UserError as error:
            return [html.P(spoken(error), className="new-trouble")]
        return compared_words(found, scheme)


def brought(library: Library, draft: str | None, orientation: str, part: str, steps: str) -> Comparison:
    """The scores of a draft's table; :class:`UserError` where there is none yet."""
    files = library.drafts.files(draft) if draft else []
    table = next((file.name for file in files if file.role == "expression"), None)
    if not draft or table is None:
        raise UserError("An expression table is needed; drop one into the file area.")
    folder = library.drafts.folder(draft)
    lists = {file.name: folder / FILES / file.name for file in files if file.role in LISTS}
    return compare_brought(folder / FILES / table, lists, orientation, part, steps, folder / PARSED)


def compared_words(found: Comparison, scheme: str | None) -> list[Any]:
    """The comparison in the form: sentences, the table of agreement, genes."""
    height = 90 + 30 * len(found.columns)
    label = say("Rank correlation of every pair of scores")
    return [
        *(html.P(spoken(sentence)) for sentence in found.sentences()),
        plot(agreement(found, scheme), label, height),
        *genes_table(found),
    ]
