"""What the Compare page does: read two sides once, then draw, list and rank from memory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from dash import ClientsideFunction, Dash, Input, Output, State, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from compute.errors import UserError
from compute.write import differences_table, rewiring_table
from sign_dash import ids
from sign_dash.export.own import own_table, register_own_tables, with_known_pairs
from sign_dash.language import say, spoken
from sign_dash.pages.compare import names
from sign_dash.pages.compare.answer import answered
from sign_dash.pages.compare.chooser import kinds
from sign_dash.pages.compare.comparison import (
    Comparisons,
    chosen_edges,
    gene_rows,
    largest_rows,
    starting_strength,
)
from sign_dash.pages.compare.drawing import difference_drawing
from sign_dash.pages.compare.layout import REWIRING, WHOLE
from sign_dash.pages.compare.means import Means
from sign_dash.pages.compare.selected import selected
from sign_dash.server.kept import steady
from sign_dash.server.others import other_studies, other_study
from sign_dash.shell.filters import group_options

if TYPE_CHECKING:
    from compute.study import Study


def register(app: Dash, study: Study, cache: Path) -> None:
    """Wire the page. cache: folder for mean networks of large studies."""
    comparisons = Comparisons(study, lambda slug: other_study(study, slug), Means(cache).of)
    _register_browser_side(app)
    _register_choices(app, study)
    _register_answer(app, study, comparisons)
    _register_tables(app, study, comparisons)
    register_own_tables(app, names.SAVED)


def _register_choices(app: Dash, study: Study) -> None:
    """What can be chosen, filled in when the page is first opened."""

    @app.callback(
        Output(names.field("a", names.SAMPLE), "data"),
        Output(names.STUDY, "data"),
        Output(f"{names.STUDY}-slot", "hidden"),
        Input(names.OPENED, "data"),
    )
    def choices(opened: bool | None) -> tuple[Any, Any, bool]:
        if not opened:
            raise PreventUpdate
        others = other_studies(study)
        studies = [{"value": "", "label": say("this study")}]
        studies += [{"value": slug, "label": title} for slug, title in others.items()]
        return list(study.samples), studies, not others

    @app.callback(
        Output(names.field("b", names.SAMPLE), "data"),
        Output(names.field("b", names.GROUP), "data"),
        Output(names.field("b", names.WITHIN), "data"),
        Output(names.field("b", names.WITHOUT), "data"),
        Output(names.field("b", names.KIND), "data"),
        Input(names.OPENED, "data"),
        Input(names.STUDY, "value"),
    )
    def choices_of_b(opened: bool | None, slug: str | None) -> tuple[Any, ...]:
        there = (other_study(study, slug) if slug else study) if opened else None
        if there is None:
            raise PreventUpdate
        ways = [way for way in kinds(there) if not slug or way["value"] != names.HERE]
        groups = group_options(there)
        return list(there.samples), groups, groups, groups, ways


def _register_answer(app: Dash, study: Study, comparisons: Comparisons) -> None:
    @app.callback(
        Output(names.ANSWER, "data"),
        Output(names.DRAWING, "data"),
        Input(names.ASKED, "data"),
        State(names.DRAWING, "data"),
        prevent_initial_call=True,
    )
    @steady
    def answer(asked: dict[str, Any] | None, before: dict[str, Any] | None) -> tuple[Any, Any]:
        if not asked:
            raise PreventUpdate
        try:
            difference = comparisons.asked(asked)
        except UserError as error:
            return {"asked": asked, "problem": spoken(error)}, None
        focus = [str(gene) for gene in asked["focus"]]
        strength, change, reach = asked["strength"], asked["change"], int(asked.get("reach") or 1)
        if strength is None:
            strength = starting_strength(difference, focus, reach)
        places = {node["id"]: (node["x"], node["y"]) for node in (before or {}).get("nodes", [])}
        chosen = chosen_edges(difference, focus, strength, change, reach)
        drawn = difference_drawing(study, difference, chosen, focus, strength, change, places)
        return answered(difference, asked, strength, focus), drawn

    @app.callback(
        Output(names.SELECTED, "children"),
        Input(names.PICKED, "data"),
        Input(names.ANSWER, "data"),
    )
    @steady
    def show_selected(picked: dict[str, Any] | None, answer: dict[str, Any] | None) -> Component:
        if not answer or answer.get("problem"):
            raise PreventUpdate
        return selected(comparisons.asked(answer["asked"]), picked, answer["strength"], answer["change"])


def _register_tables(app: Dash, study: Study, comparisons: Comparisons) -> None:
    @app.callback(
        Output(names.LARGEST, "data"),
        Input(names.ANSWER, "data"),
        Input(names.SCOPE, "value"),
        prevent_initial_call=True,
    )
    @steady
    def largest(answer: dict[str, Any] | None, scope: str) -> Any:
        if not answer or answer.get("problem") or scope != WHOLE:
            return no_update
        return largest_rows(comparisons.asked(answer["asked"]), answer["strength"], answer["change"])

    @app.callback(
        Output(names.GENES, "rowData"),
        Input(names.ANSWER, "data"),
        Input(names.SIDE, "value"),
        Input(names.ROLE, "value"),
        prevent_initial_call=True,
    )
    @steady
    def rewiring(answer: dict[str, Any] | None, tab: str, role: str) -> Any:
        if not answer or answer.get("problem") or tab != REWIRING:
            return no_update
        return gene_rows(comparisons.asked(answer["asked"]), role, answer["strength"], answer["change"])

    @app.callback(
        Output(names.SAVED, "data", allow_duplicate=True),
        Input(names.SAVE_EDGES, "n_clicks"),
        State(names.ANSWER, "data"),
        State(ids.KNOWN_PAIRS, "data"),
        prevent_initial_call=True,
    )
    def save_edges(_clicks: int, answer: dict[str, Any] | None, known: dict[str, Any] | None) -> Any:
        return _table(study, comparisons, answer, "changes", known)

    @app.callback(
        Output(names.SAVED, "data", allow_duplicate=True),
        Input(names.SAVE_GENES, "n_clicks"),
        State(names.ANSWER, "data"),
        prevent_initial_call=True,
    )
    def save_genes(_clicks: int, answer: dict[str, Any] | None) -> Any:
        return _table(study, comparisons, answer, "rewiring")


def _table(
    study: Study,
    comparisons: Comparisons,
    answer: dict[str, Any] | None,
    kind: str,
    known: dict[str, Any] | None = None,
) -> Any:
    if not answer or answer.get("problem"):
        return no_update
    asked, strength = answer["asked"], answer["strength"]
    difference = comparisons.asked(asked)
    table = (differences_table if kind == "changes" else rewiring_table)(difference, strength, answer["change"])
    parts = [asked["a"], "against", asked["b"], asked.get("study") or "", f"strength-{strength:g}", kind]
    return own_table(study, parts, with_known_pairs(table.text, known), table.origin)


def _register_browser_side(app: Dash) -> None:
    """What needs no server: the sides' texts, the pictures, filtering, what follows the selection."""

    def wire(function: str, *arguments: Any, **options: Any) -> None:
        app.clientside_callback(ClientsideFunction("compare", function), *arguments, **options)

    for which in names.SIDES:
        fields = [names.field(which, name) for name in names.FIELDS]
        wire(
            "side",
            Output(names.side(which), "data"),
            *(Output(field, "value") for field in fields),
            Input(names.side(which), "data"),
            *(Input(field, "value") for field in fields),
            State(names.side(which), "id"),
        )
    wire("swap", Input(names.SWAP, "n_clicks"), State(names.side("a"), "data"), State(names.side("b"), "data"),
         prevent_initial_call=True)  # fmt: skip
    wire(
        "ask",
        Output(names.ASKED, "data"),
        Input(names.OPENED, "data"),
        Input(names.side("a"), "data"),
        Input(names.side("b"), "data"),
        Input(names.STUDY, "value"),
        Input(names.FOCUS, "value"),
        Input(names.REACH, "value"),
        Input(names.STRENGTH, "value"),
        Input(names.CHANGE, "value"),
        Input(ids.POSITION, "data"),
        Input(ids.BETWEEN, "data"),
        State(names.ASKED, "data"),
        State(names.ANSWER, "data"),
    )
    wire("waiting", Input(names.ASKED, "data"))
    wire(
        "show",
        Input(names.ANSWER, "data"),
        Input(names.DRAWING, "data"),
        Input(names.SHOWN, "value"),
        Input(names.SHOWS, "value"),
    )
    wire("mark", Input(names.PICKED, "data"), Input(names.DRAWING, "data"))
    wire(
        "rows",
        Output(names.EDGES, "rowData"),
        Output(names.EDGES_FACTS, "children"),
        Input(names.DRAWING, "data"),
        Input(names.LARGEST, "data"),
        Input(names.SCOPE, "value"),
        Input(names.SHOWN, "value"),
    )
    wire(
        "pick",  # no output: the tables follow what is picked (tests/sign_dash/test_callbacks.py)
        Input(names.EDGES, "selectedRows"),
        Input(names.GENES, "selectedRows"),
        State(names.PICKED, "data"),
        prevent_initial_call=True,
    )
    wire("select", Output(names.EDGES, "selectedRows"), Input(names.PICKED, "data"), Input(names.EDGES, "rowData"))
    wire("select", Output(names.GENES, "selectedRows"), Input(names.PICKED, "data"), Input(names.GENES, "rowData"))
    wire("scheme", Input(ids.SCHEME, "data"))
    wire("arrange", Input(names.PLACES, "data"))
    wire("fit", Input(names.FIT, "n_clicks"), prevent_initial_call=True)
    wire("reset", Input(names.RESET, "n_clicks"), prevent_initial_call=True)
