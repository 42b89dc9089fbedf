"""A table that a page writes itself, saved by the browser as the export panel saves: one store a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import ClientsideFunction, Dash, Input, dcc

from sign_dash.export import names
from sign_dash.export.words import file_name

if TYPE_CHECKING:
    from compute.study import Study


def own_table_store(name: str) -> dcc.Store:
    """The store `name`; what :func:`own_table` makes is saved once it is written there."""
    return dcc.Store(id=name)


def register_own_tables(app: Dash, name: str) -> None:
    """Wire the store `name`."""
    app.clientside_callback(ClientsideFunction("exporting", "save"), Input(name, "data"), prevent_initial_call=True)


def own_table(study: Study, parts: list[str], text: str) -> dict[str, str]:
    """A table as CSV text for such a store. parts: what its file is called after the study."""
    return {"name": file_name(study, parts, "csv"), "kind": names.TABLE, "text": text}
