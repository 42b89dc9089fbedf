"""Where a page asks for published pairs: the drop zone and the control that chooses among files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from dash import Dash, Input, Output, State, no_update, set_props
from dash.exceptions import PreventUpdate

from sign_dash import ids
from sign_dash.gene_sets.evidence import EvidenceChoice, evidence_options, remember_evidence
from sign_dash.gene_sets.in_study import given_option
from sign_dash.gene_sets.kept import evidence_files, uploaded
from sign_dash.server.read_only import read_only

if TYPE_CHECKING:
    from compute.study import Study


def choose_evidence(study: Study, cache: Path, chosen: EvidenceChoice, everywhere: bool = False) -> None:
    """From now on these are the study's published pairs: for this page at once, for the next visit too. Set from within
    a callback, without an output of its own: pages that ask for pairs both follow the store and write it.
    """
    if not read_only():
        remember_evidence(study, cache, chosen, everywhere)
    set_props(ids.EVIDENCE, {"data": chosen})


def register_evidence(app: Dash, study: Study, cache: Path, upload: str, choice: str, everywhere: str) -> None:
    """Wire the ids of a drop zone, of the control that chooses a file, and of the box “for every study”."""

    @app.callback(
        Output(upload, "contents"),
        Input(upload, "contents"),
        State(upload, "filename"),
        State(everywhere, "checked"),
        prevent_initial_call=True,
    )
    def take(contents: str | None, name: str | None, in_all: bool | None) -> Any:
        if not contents:
            raise PreventUpdate
        kept = evidence_files(cache).keep(uploaded(contents), str(name))
        given = EvidenceChoice(choice=given_option(kept)[0]["value"], file=kept)
        choose_evidence(study, cache, given, bool(in_all))
        return None  # the same file can be given again

    @app.callback(Output(choice, "data"), Output(choice, "value"), Input(ids.EVIDENCE, "data"))
    def follow(chosen: EvidenceChoice | None) -> tuple[Any, Any]:
        return evidence_options(study, chosen), chosen["choice"] if chosen else no_update

    @app.callback(
        Input(choice, "value"),
        Input(everywhere, "checked"),
        State(ids.EVIDENCE, "data"),
        prevent_initial_call=True,
    )
    def choose(value: str | None, in_all: bool | None, chosen: EvidenceChoice | None) -> None:
        wanted = EvidenceChoice(choice=value, file=chosen["file"] if chosen else None)
        if value and (not chosen or value != chosen["choice"]):
            choose_evidence(study, cache, wanted, bool(in_all))
        elif in_all and not read_only():
            remember_evidence(study, cache, wanted, everywhere=True)
