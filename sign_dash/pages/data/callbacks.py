"""What the page Data & runs does; every part of it wires its own view."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dash import ClientsideFunction, Dash, Input, State

from sign_dash.pages.data import method_callbacks, names, new_callbacks, runs_callbacks, studies_callbacks
from sign_dash.pages.data.upload import register_upload
from sign_dash.server.library import LIBRARY, Library

if TYPE_CHECKING:
    from compute.study import Study


def register(app: Dash, study: Study, _cache: Path) -> None:
    """Wire the page of one study's application; what is listed belongs to the whole library."""
    library: Library = app.server.extensions[LIBRARY]
    register_upload(app.server, library.drafts)
    app.clientside_callback(ClientsideFunction("studies", "draft"), Input(names.DRAFT, "data"))
    for answer in (names.TROUBLE, names.PLANNED):
        app.clientside_callback(ClientsideFunction("studies", "inView"), Input(answer, "children"), State(answer, "id"))
    studies_callbacks.register(app, study, library)
    new_callbacks.register(app, library)
    method_callbacks.register(app)
    runs_callbacks.register(app, study, library)
