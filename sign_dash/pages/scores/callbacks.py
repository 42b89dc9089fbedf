"""What the Scores page does: compares, draws, and moves to the sample that is clicked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go
from dash import ClientsideFunction, Dash, Input, Output, State, ctx, html, no_update

from compute.errors import UserError
from compute.score import Comparison
from sign_dash import ids
from sign_dash.gene_sets import File, register_gene_sets
from sign_dash.language import say, spoken
from sign_dash.pages.scores import names
from sign_dash.pages.scores.compared import Scores, first_sets, is_list, sets_of
from sign_dash.pages.scores.figures import ANNOTATION, PHENOTYPE, agreement, plane
from sign_dash.pages.scores.tables import apart_table, genes_table
from sign_dash.pages.scores.words import agreement_caption, full_label, plane_caption, progress_words
from sign_dash.plots import captioned, unfilled
from sign_dash.shell.cohort import annotation_columns

if TYPE_CHECKING:
    from compute.study import Study


def register(app: Dash, study: Study, cache: Path) -> None:
    """Wire the page."""
    register_gene_sets(app, study, cache, names.GENE_SETS)
    scores = Scores(study, cache)
    _sets(app, cache)
    _compare(app, study, scores)
    _draw(app, study, scores)
    app.clientside_callback(ClientsideFunction("scores", "drawn"), Input(names.PLANE, "figure"))
    app.clientside_callback(
        ClientsideFunction("scores", "pick"), Input(names.PLANE, "clickData"), prevent_initial_call=True
    )


def _sets(app: Dash, cache: Path) -> None:
    @app.callback(
        Output(names.SETS, "data"),
        Output(names.SETS, "value"),
        Input(names.FILE, "data"),
        State(names.SETS, "value"),
    )
    def offer(file: File | None, chosen: list[str] | None) -> tuple[list[str], list[str]]:
        """The sets of the file; those chosen stay where it has them."""
        sets = sets_of(cache, file)
        kept = [name for name in chosen or [] if name in sets]
        return [name for name in sets if not is_list(name)], kept or first_sets(sets)


def _compare(app: Dash, study: Study, scores: Scores) -> None:
    @app.callback(
        Output(names.WORDS, "children"),
        Output(names.GENES, "children"),
        Output(names.APART, "children"),
        Output(names.COLOUR, "data"),
        Output(names.READY, "data"),
        Output(names.CLOCK, "disabled"),
        Input(names.SETS, "value"),
        Input(names.CLOCK, "n_intervals"),
        State(names.FILE, "data"),
    )
    def compare(chosen: list[str] | None, _ticks: int | None, file: File | None) -> tuple[Any, ...]:
        """Of a large study: have the scores computed, and say how far that is."""
        try:
            found = scores.found(file, chosen, again=ctx.triggered_id != names.CLOCK)
        except UserError as error:
            return html.P(spoken(error), className="scores-words"), [], [], no_update, None, True
        if not isinstance(found, Comparison):
            waiting = progress_words(found, scores.queue.ahead_of(found))
            return waiting, no_update, no_update, no_update, no_update, not found.active
        words = [
            html.P(spoken(sentence), className=f"scores-words scores-{sentence.severity}")
            for sentence in found.sentences()
        ]
        ready = {"file": file, "sets": chosen or []}
        return words, genes_table(found), apart_table(found), colour_choices(study, found), ready, True


def _draw(app: Dash, study: Study, scores: Scores) -> None:
    @app.callback(
        Output(names.PLANE, "figure"),
        Input(names.READY, "data"),
        Input(names.COLOUR, "value"),
        Input(ids.SCHEME, "data"),
        prevent_initial_call=True,
    )
    def draw_plane(ready: dict[str, Any] | None, colour: str | None, scheme: str | None) -> go.Figure:
        found = scores.found(ready["file"], ready["sets"]) if ready else None
        if not isinstance(found, Comparison):
            return unfilled()
        shown = colour or PHENOTYPE
        title = say("E and M score of the samples")
        return captioned(
            plane(study, found, shown, scheme), title, plane_caption(found, shown.removeprefix(ANNOTATION))
        )

    @app.callback(
        Output(names.AGREEMENT, "figure"),
        Input(names.READY, "data"),
        Input(ids.SCHEME, "data"),
        prevent_initial_call=True,
    )
    def draw_agreement(ready: dict[str, Any] | None, scheme: str | None) -> go.Figure:
        found = scores.found(ready["file"], ready["sets"]) if ready else None
        if not isinstance(found, Comparison):
            return unfilled()
        return captioned(agreement(found, scheme), say("Agreement of the scores"), agreement_caption(found))


def colour_choices(study: Study, found: Comparison) -> list[dict[str, Any]]:
    """What samples can be coloured by: the quarters of the plane, each score, each annotation."""
    scores = [
        {
            "value": column.name,
            "label": say("this study’s score") if column.name == "study" else full_label(column.label),
        }
        for column in found.columns
    ]
    columns = [{"value": f"{ANNOTATION}{one.name}", "label": one.name} for one in annotation_columns(study)]
    groups = {
        say("Plane"): [{"value": PHENOTYPE, "label": say("phenotype")}],
        say("Scores"): scores,
        say("Annotation"): columns,
    }
    return [{"group": group, "items": items} for group, items in groups.items() if items]
