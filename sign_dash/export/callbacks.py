"""What the export panel does: all in the browser (``assets/js/exporting``), which asks ``routes`` for files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import ClientsideFunction, Dash, Input, Output

from sign_dash.export import names, routes

if TYPE_CHECKING:
    from compute.study import Study


def register(app: Dash, study: Study) -> None:
    """Wire the panel."""
    routes.register(app, study)
    app.clientside_callback(
        ClientsideFunction("exporting", "open"),
        Output(names.PANEL, "opened"),
        Input(names.BUTTON, "n_clicks"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("exporting", "settings"),
        Input(names.FORMAT, "value"),
        Input(names.WIDTH, "value"),
        Input(names.WIDTH_MM, "value"),
        Input(names.TYPE_SIZE, "value"),
        Input(names.DPI, "value"),
        Input(names.GROUND, "value"),
        Input(names.SHOWN, "value"),
    )
    for name, function in ((names.SAVE, "one"), (names.EVERYTHING, "everything"), (names.SHARED, "shared")):
        app.clientside_callback(
            ClientsideFunction("exporting", function), Input(name, "n_clicks"), prevent_initial_call=True
        )
