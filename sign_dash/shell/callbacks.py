"""What the shell does: all of it in the browser (``assets/js``), so that it answers at once."""

from __future__ import annotations

from dash import ClientsideFunction, Dash, Input, Output, State

from sign_dash import ids


def register(app: Dash) -> None:
    """Wire pages, strip, picker, search, light and dark, help."""
    _clientside(app, "start", Input(ids.COHORT, "data"))
    _clientside(app, "page", Input(ids.URL, "pathname"))
    _clientside(app, "jump", Input(ids.JUMP, "data"))
    _clientside(app, "sample", Input(ids.SAMPLE_PICKER, "value"))
    _clientside(app, "column", Input(ids.STRIP_COLUMN, "value", allow_optional=True))
    app.clientside_callback(
        ClientsideFunction("shell", "search"),
        Output(ids.PICKED, "data", allow_duplicate=True),
        Input(ids.GENE_SEARCH, "value"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("shell", "scheme"),
        Output(ids.SCHEME, "data"),
        Input(ids.SCHEME_BUTTON, "n_clicks"),
        State(ids.SCHEME, "data"),
        prevent_initial_call=True,
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


def _clientside(app: Dash, function: str, *inputs: Input) -> None:
    app.clientside_callback(ClientsideFunction("shell", function), *inputs)
