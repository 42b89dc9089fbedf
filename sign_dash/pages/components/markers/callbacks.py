"""What the view “Markers” does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dash import Dash, Input, Output, State, ctx, no_update
from dash.exceptions import PreventUpdate

from compute.errors import UserError
from compute.read import is_evidence
from sign_dash import ids
from sign_dash.gene_sets import (
    EvidenceChoice,
    File,
    choose_evidence,
    evidence_files,
    evidence_options,
    given_option,
    uploaded,
)
from sign_dash.language import say, spoken
from sign_dash.pages.components import names
from sign_dash.pages.components.choice import ChosenComponent, explained_by
from sign_dash.pages.components.markers.known import KnownMarkers, choices, read_choice
from sign_dash.pages.components.markers.rows import LEAST_SHARE, NEIGHBOURS, TOP, found_markers, table_rows
from sign_dash.pages.components.words import component_name
from sign_dash.server.kept import steady

if TYPE_CHECKING:
    from compute.study import Study

VIEW: Final = "markers"


def register(app: Dash, study: Study, cache: Path) -> None:
    """Wire the view. cache: folder of uploaded files."""
    _ask(app, study, cache)
    _show(app, study, cache)


def _ask(app: Dash, study: Study, cache: Path) -> None:
    """A file given here is asked for nowhere else, and one given elsewhere is offered here. A list of genes stays the
    view's own."""

    @app.callback(
        Output(names.MARKERS_FILE, "data"),
        Output(names.MARKERS_BY, "data"),
        Output(names.MARKERS_BY, "value"),
        Input(names.MARKERS_UPLOAD, "contents"),
        Input(ids.EVIDENCE, "data"),
        State(names.MARKERS_UPLOAD, "filename"),
    )
    def take(contents: str | None, chosen: EvidenceChoice | None, name: str | None) -> tuple[Any, Any, Any]:
        if ctx.triggered_id == names.MARKERS_UPLOAD and contents:
            kept = evidence_files(cache).keep(uploaded(contents), str(name))
            value = given_option(kept)[0]["value"]
            if is_evidence(evidence_files(cache).kept(kept)):
                choose_evidence(study, cache, EvidenceChoice(choice=value, file=kept))
            return kept, choices(study, kept), value
        if not chosen or not chosen["choice"]:
            raise PreventUpdate
        file = chosen["file"]
        return file or no_update, choices(study, file), chosen["choice"]

    @app.callback(
        Input(names.MARKERS_BY, "value"),
        State(names.MARKERS_FILE, "data"),
        State(ids.EVIDENCE, "data"),
        prevent_initial_call=True,
    )
    def choose(value: str | None, file: File | None, chosen: EvidenceChoice | None) -> None:
        wanted = EvidenceChoice(choice=value, file=file)
        if not value or (chosen and chosen["choice"] == value):
            return
        if value in {one["value"] for one in evidence_options(study, EvidenceChoice(choice=value, file=None))}:
            choose_evidence(study, cache, wanted)


def _show(app: Dash, study: Study, cache: Path) -> None:
    @app.callback(
        Output(names.MARKERS_TABLE, "rowData"),
        Output(names.MARKERS_TABLE, "columnState"),
        Output(names.MARKERS_TITLE, "children"),
        Output(names.MARKERS_NOTE, "children"),
        Output(names.MARKERS_NOTE, "role"),
        Input(names.CHOSEN, "data"),
        Input(names.VIEW, "value"),
        Input(names.MARKERS_BY, "value"),
        State(names.MARKERS_FILE, "data"),
    )
    @steady
    def show(chosen: ChosenComponent | None, view: str, by: str, file: File | None) -> tuple[Any, Any, str, str, str]:
        if not chosen or view != VIEW:
            raise PreventUpdate
        explained = explained_by(study, chosen)
        if explained.own:
            words = say("Markers are read from components of the same genes in all samples (TRIP).")
            return [], no_update, say("Markers"), words, "note"
        component = chosen["component"] if chosen["side"] == "regulator" else chosen["row"]
        title = say("{component}: known genes around it", component=component_name("regulator", component))
        try:
            known = read_choice(study, cache, by, file)
            rows = table_rows(study, found_markers(study, explained, component, known))
        except UserError as error:
            return [], no_update, title, spoken(error), "alert"
        # Columns of publications only where the file has some.
        columns = [{"colId": name, "hide": known.evidence is None} for name in ("pairs", "references")]
        return rows, columns, title, _note(known, len(rows)), "note"


def _note(known: KnownMarkers, count: int) -> str:
    return say(
        "{n} known genes ({source}) among the {top} strongest regulators, the EMT factors and {neighbours} direct "
        "neighbours of each, by edges present in at least {share} of the samples. A number opens PubMed.",
        n=count,
        source=known.source,
        top=TOP,
        neighbours=NEIGHBOURS,
        share=f"{LEAST_SHARE:.0%}",
    )
