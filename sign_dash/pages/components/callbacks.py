"""What the Components page does: which model is read, what is chosen of it. The views have callbacks of their own; the
slider is followed in the browser (``assets/js/components.mjs``)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, html, no_update
from dash.exceptions import PreventUpdate

from compute.components import Rotation, Side
from sign_dash import ids
from sign_dash.language import say
from sign_dash.pages.components import names
from sign_dash.pages.components.cards import component_cards, not_marked
from sign_dash.pages.components.choice import (
    ChosenComponent,
    ModelReading,
    chosen_now,
    explained_by,
    pick_of,
    reading_of,
)
from sign_dash.pages.components.core import core_table
from sign_dash.pages.components.explained import read_explained, readable_models
from sign_dash.pages.components.genes import callbacks as genes
from sign_dash.pages.components.layout import problems
from sign_dash.pages.components.learning import callbacks as learning
from sign_dash.pages.components.markers import callbacks as markers
from sign_dash.pages.components.plane import callbacks as plane
from sign_dash.pages.components.prediction import callbacks as prediction
from sign_dash.pages.components.ranks import callbacks as ranks
from sign_dash.pages.components.silencing import callbacks as silencing
from sign_dash.pages.components.values import values_for_browser
from sign_dash.pages.components.words import facts, target_name
from sign_dash.scene.canvas import CanvasIds
from sign_dash.server.kept import steady
from sign_dash.shell.cohort import score_name, score_words

if TYPE_CHECKING:
    from compute.study import Study


def register(app: Dash, study: Study, cache: Path) -> None:
    """Wire the page, whether or not the study has a model yet. cache: for uploaded files and current work."""
    _models(app, study)
    _reading(app, study)
    _shown(app, study)
    plane.register(app, study)
    prediction.register(app, study)
    genes.register(app, study, cache)
    markers.register(app, study, cache)
    silencing.register(app, study)
    ranks.register(app, study)
    learning.register(app, study, cache)
    _browser(app)


def _models(app: Dash, study: Study) -> None:
    """The list of models, which grows where one is made."""

    @app.callback(
        Output(names.MODEL, "data"),
        Output(names.MODEL, "value"),
        Output(names.EMPTY, "hidden"),
        Output(names.BODY, "hidden"),
        Output(names.PROBLEMS, "children"),
        Input(names.WORK_DONE, "data"),
        State(names.MODEL, "value"),
        prevent_initial_call=True,
    )
    def list_models(done: dict[str, Any] | None, shown: str | None) -> tuple[Any, ...]:
        if not done:
            raise PreventUpdate
        models = readable_models(study)
        wanted = done["model"] if done["kind"] == "learn" else shown
        value = wanted if wanted in models.names else next(iter(models.names), None)
        return list(models.names), value, bool(models.names), not models.names, problems(models)

    @app.callback(
        Output(names.CLASS, "data"),
        Output(names.CLASS, "value"),
        Output(names.CLASS_FIELD, "hidden"),
        Output(names.ROTATION, "disabled"),
        Input(names.OPENED, "data"),
        Input(names.MODEL, "value"),
        State(names.CLASS, "value"),
    )
    def offer_classes(opened: bool | None, name: str | None, of_class: str | None) -> tuple[Any, ...]:
        if not opened or not name:
            raise PreventUpdate
        explained = read_explained(study, name, of_class=of_class)
        return list(explained.classes), explained.of_class, not explained.classes, explained.own


def _reading(app: Dash, study: Study) -> None:
    """How the model is read, and which component is chosen."""

    @app.callback(
        Output(names.PICK, "data"),
        Input({"type": names.CARD, "index": ALL}, "n_clicks"),
        Input({"type": names.CELL, "row": ALL, "column": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )
    def pick(_cards: list[int | None], _cells: list[int | None]) -> str | Any:
        # Cards and cells that were just drawn trigger too, with no click in them.
        clicked = ctx.triggered_id if isinstance(ctx.triggered_id, dict) and ctx.triggered[0]["value"] else None
        return pick_of(clicked) if clicked else no_update

    @app.callback(
        Output(names.CHOSEN, "data"),
        Output(names.READ, "data"),
        Input(names.OPENED, "data"),
        Input(names.MODEL, "value"),
        Input(names.CLASS, "value"),
        Input(names.ROTATION, "value"),
        Input(names.SIDE, "value"),
        Input(names.PICK, "data"),
        Input(names.SAMPLE, "data"),
        Input(names.WORK_DONE, "data"),
        State(ids.POSITION, "data"),
        State(names.CHOSEN, "data"),
        State(names.READ, "data"),
    )
    @steady
    def choose(
        opened: bool | None,
        name: str | None,
        of_class: str | None,
        rotation: Rotation,
        side: Side,
        picked: str | None,
        sample: int | None,
        _done: Any,
        position: int | None,
        chosen: ChosenComponent | None,
        read: ModelReading | None,
    ) -> tuple[Any, Any]:
        if not opened or not name:
            raise PreventUpdate
        # The browser names the sample where the slider has moved on (readAt in assets/js/components.mjs).
        explained = read_explained(study, name, rotation, of_class, position if sample is None else sample)
        now, reading = chosen_now(explained, side, picked), reading_of(explained)
        return no_update if now == chosen else now, no_update if reading == read else reading


def _shown(app: Dash, study: Study) -> None:
    """The model's words, its core, its numbers, and the cards."""

    @app.callback(
        Output(names.FACTS, "children"),
        Output(names.CORE, "children"),
        Output(names.CORE_HINT, "children"),
        Output(names.VALUES, "data"),
        Input(names.READ, "data"),
    )
    @steady
    def show_model(reading: ModelReading | None) -> tuple[str, html.Table, str, dict[str, Any]]:
        if not reading:
            raise PreventUpdate
        explained = explained_by(study, reading)
        hint = say("rows: regulator components · columns: target components")
        if len(explained.channels) > 1:
            hint = say("rows: regulator components · columns: target components, activating → and repressing ⊣ edges")
        return (
            facts(explained, target_name(explained, study.modulator_name, score_name(study)), score_name(study)),
            core_table(explained),
            hint,
            values_for_browser(explained, study),
        )

    @app.callback(
        Output(names.CARDS, "children"),
        Output(names.SHOWN, "data"),
        Output(names.MARKED_NOTE, "children"),
        Input(names.CHOSEN, "data"),
        Input(names.SHOWN, "value"),
        Input(names.MARKED, "value"),
    )
    @steady
    def show_cards(
        chosen: ChosenComponent | None, shown: list[str] | None, marked: list[str] | None
    ) -> tuple[list[html.Article], list[str], str]:
        if not chosen:
            raise PreventUpdate
        explained, side = explained_by(study, chosen), chosen["side"]
        cards = component_cards(explained, chosen, study.modulator, score_words(study), shown or (), marked or ())
        return cards, explained.axes(side), not_marked(marked or (), explained, side)


def _browser(app: Dash) -> None:
    """What the browser does alone: everything that follows the slider, and the way on to Explore."""
    canvas = CanvasIds(names.NETWORK)

    def wire(function: str, *arguments: Any, **options: Any) -> None:
        app.clientside_callback(ClientsideFunction("components", function), *arguments, **options)

    wire("receive", Input(names.VALUES, "data"))
    wire(
        "choose",
        Input(names.CHOSEN, "data"),
        Input(names.CORE_SHOWS, "value"),
        Input(names.CARDS, "children"),
        Input(names.CORE, "children"),
    )
    app.clientside_callback(
        ClientsideFunction("componentPictures", "show"),
        Input(names.CHOSEN, "data"),
        Input(names.SHOWN, "value"),
        Input(names.MARKED, "value"),
        Input(names.CORE_SHOWS, "value"),
    )
    wire("predicted", Input(names.PREDICTION, "figure"))
    wire("picked", Input(canvas.picked, "data"), Input(canvas.drawing, "data"))
    wire("fit", Input(names.FIT, "n_clicks"), State(names.SHOWS, "value"), prevent_initial_call=True)
    wire("table", Input(names.TABLE_BUTTON, "n_clicks"), prevent_initial_call=True)
    wire(
        "rows",
        Output(names.TABLE, "rowData"),
        Input(ids.POSITION, "data"),
        Input(canvas.drawing, "data"),
        Input(canvas.cutoff, "data"),
    )
    wire("row", Output(canvas.picked, "data"), Input(names.TABLE, "selectedRows"), prevent_initial_call=True)
    wire(
        "explore",
        Output(ids.PICKED, "data", allow_duplicate=True),
        Input(names.TO_EXPLORE, "n_clicks"),
        State(canvas.picked, "data"),
        prevent_initial_call=True,
    )
