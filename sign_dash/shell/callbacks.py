"""What the shell does: nearly all of it in the browser (``assets/js``), so that it answers at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dash import ClientsideFunction, Dash, Input, Output, State, html

from sign_dash import ids
from sign_dash.shell.cohort import annotation_columns
from sign_dash.shell.damage import register_damage
from sign_dash.shell.strip import legend_items, register_strip

if TYPE_CHECKING:
    from compute.study import Study


def register(app: Dash, study: Study, pages: Sequence[str]) -> None:
    """Wire pages (by name), strip, picker, search, light and dark, help."""
    _register_legend(app, study)
    register_strip(app, study)
    register_damage(app, study)
    _clientside(app, "start", Input(ids.COHORT, "data"))
    app.clientside_callback(
        ClientsideFunction("shell", "page"),
        *(Output(f"page-{name}", "children") for name in pages),
        Input(ids.URL, "pathname"),
    )
    _clientside(app, "jump", Input(ids.JUMP, "data"))
    _clientside(app, "tell", Input(ids.NOTICE_TEXT, "data"))
    _clientside(app, "sample", Input(ids.SAMPLE_PICKER, "value"))
    app.clientside_callback(
        ClientsideFunction("shell", "search"),
        Output(ids.PICKED, "data", allow_duplicate=True),
        Input(ids.GENE_SEARCH, "value"),
        prevent_initial_call=True,
    )
    for choice, store in ((ids.SCHEME_CHOICE, ids.SCHEME), (ids.TYPE_CHOICE, ids.TYPE)):
        app.clientside_callback(
            "(value) => value", Output(store, "data"), Input(choice, "value"), prevent_initial_call=True
        )
    _clientside(app, "remembered", Input(ids.COHORT, "data"), State(ids.SCHEME, "data"), State(ids.TYPE, "data"))
    _clientside(app, "type", Input(ids.TYPE, "data"))
    if study.info.group:  # the switch is there while another study of the group is
        _clientside(app, "modulator", Input(ids.MODULATOR_SWITCH, "value", allow_optional=True))
    _clientside(app, "speak", Input(ids.LANGUAGE_CHOICE, "value"))
    for button, function in ((ids.SAVE_SESSION, "save"), (ids.OPEN_SESSION, "open")):
        app.clientside_callback(
            ClientsideFunction("session", function), Input(button, "n_clicks"), prevent_initial_call=True
        )
    app.clientside_callback(
        ClientsideFunction("shell", "paint"),
        Output(ids.PROVIDER, "forceColorScheme"),
        Input(ids.SCHEME, "data"),
    )
    app.clientside_callback(
        ClientsideFunction("shell", "help"),
        Output(ids.HELP, "opened"),
        Input(ids.HELP_BUTTON, "n_clicks"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("shell", "tour"),
        Output(ids.HELP, "opened", allow_duplicate=True),
        Input(ids.TOUR_BUTTON, "n_clicks"),
        prevent_initial_call=True,
    )


def _register_legend(app: Dash, study: Study) -> None:
    columns = {column.name: column for column in annotation_columns(study)}
    if not columns:
        return
    app.clientside_callback(
        ClientsideFunction("shell", "column"), Input(ids.STRIP_COLUMN, "value"), prevent_initial_call=True
    )

    @app.callback(Output(ids.STRIP_LEGEND, "children"), Input(ids.STRIP_COLUMN, "value"))
    def legend(name: str) -> list[html.Li]:
        return legend_items(columns[name])


def _clientside(app: Dash, function: str, *inputs: Input | State) -> None:
    app.clientside_callback(ClientsideFunction("shell", function), *inputs)
