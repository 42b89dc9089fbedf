"""Tells the browser's machine of every change of a tracked control."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from dash import ClientsideFunction, Dash, Input

from sign_dash import ids
from sign_dash.state.tracked import Tracked


def register(app: Dash, tracked: Mapping[str, Sequence[Tracked]]) -> None:
    """Wire the controls of every page; one that a study's layout lacks is left alone."""
    for page, controls in tracked.items():
        if controls:
            inputs = [Input(control.component, control.prop, allow_optional=True) for control in controls]
            app.clientside_callback(f"() => signdash.state.heard({json.dumps(page)})", *inputs)
    for button, function in ((ids.UNDO_BUTTON, "undo"), (ids.REDO_BUTTON, "redo")):
        app.clientside_callback(
            ClientsideFunction("state", function), Input(button, "n_clicks"), prevent_initial_call=True
        )
