"""What the export menu does: the browser reports its canvas, the server writes the file, the browser saves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, no_update

from sign_dash.components.explained import read_explained
from sign_dash.drawing.paper import Paper
from sign_dash.drawing.svg import page_to_svg
from sign_dash.export import names, words
from sign_dash.export.snapshot import Snapshot, read_snapshot, scene
from sign_dash.export.tables import cores_csv, edges_csv, loadings_csv
from sign_dash.network.picture import scene_page

if TYPE_CHECKING:
    from compute import Study


def register(app: Dash, study: Study) -> None:
    """Wire the menu."""
    app.clientside_callback(
        ClientsideFunction("exporting", "ask"),
        Output(names.REQUEST, "data"),
        Input({"type": names.ITEM, "kind": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )

    @app.callback(Output(names.FILE, "data"), Input(names.REQUEST, "data"), prevent_initial_call=True)
    def write(request: dict[str, Any] | None) -> dict[str, str] | Any:
        return written(study, request) if request else no_update

    app.clientside_callback(
        ClientsideFunction("exporting", "save"),
        Input(names.FILE, "data"),
        prevent_initial_call=True,
    )


def written(study: Study, request: dict[str, Any]) -> dict[str, str]:
    """The file a request asks for: its name, its kind and its text (for PNG the SVG that the browser paints)."""
    kind = str(request["kind"])
    if kind in (names.LOADINGS, names.CORES):
        explained = read_explained(study, str(request["model"]))
        text = loadings_csv(explained) if kind == names.LOADINGS else cores_csv(explained, study)
        return {"name": words.file_name(study, [explained.name, kind], "csv"), "kind": kind, "text": text}
    snapshot = read_snapshot(request["snapshot"])
    subject = str(request["subject"])
    parts = words.network_parts(study, snapshot, subject)
    if kind == names.EDGES:
        name = words.file_name(study, [*parts, "edges"], "csv")
        return {"name": name, "kind": kind, "text": edges_csv(snapshot.edges)}
    return {"name": words.file_name(study, parts, kind), "kind": kind, "text": picture(study, snapshot, subject)}


def picture(study: Study, snapshot: Snapshot, subject: str) -> str:
    """The snapshot as SVG."""
    drawn = scene(
        snapshot,
        words.title(study, snapshot.sample),
        words.subtitle(study, snapshot.sample),
        words.caption(study, snapshot, subject),
        study.simulated,
    )
    return page_to_svg(scene_page(drawn, Paper()))
