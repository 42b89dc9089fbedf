"""Where a page asks for gene sets: a file is dropped or chosen, or taken from those given before."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, ctx, dcc, html, no_update, set_props

from compute.errors import UserError
from compute.fetch import find_data_set
from sign_dash import ids
from sign_dash.gene_sets.drop import file_drop
from sign_dash.gene_sets.kept import File, kept_gene_sets, uploaded
from sign_dash.gene_sets.of_study import GivenGeneSets, options
from sign_dash.language import say

if TYPE_CHECKING:
    from compute.study import Study


@dataclass(frozen=True)
class GeneSetsIds:
    """Ids of one place that asks. file: the store of the chosen one (:class:`File`), to be listened to and kept in the
    page's state; the others are its own.
    """

    prefix: str

    @property
    def file(self) -> str:
        return f"{self.prefix}-file"

    @property
    def upload(self) -> str:
        return f"{self.prefix}-upload"

    @property
    def given(self) -> str:
        return f"{self.prefix}-given"

    @property
    def given_row(self) -> str:
        return f"{self.prefix}-given-row"

    @property
    def hint(self) -> str:
        return f"{self.prefix}-hint"


def gene_sets_field(prefix: str, compact: bool = False) -> html.Div:
    """The field, its store in it; needs :func:`register_gene_sets`. compact: the drop zone on one line."""
    names = GeneSetsIds(prefix)
    given = dmc.Select(
        id=names.given,
        data=[],
        placeholder=say("Gene sets used before"),
        allowDeselect=False,
        size="xs",
        comboboxProps={"withinPortal": True},
        **{"aria-label": say("Gene sets given before")},
    )
    return html.Div(
        className="gene-sets-field",
        children=[
            dcc.Store(id=names.file),
            html.Div(given, id=names.given_row, className="gene-sets-given", hidden=True),
            file_drop(
                names.upload,
                say("Choose gene sets"),
                say("or drop a GMT file here (also .gz); it stays on this machine"),
                compact=compact,
            ),
            _where(names.hint),
        ],
    )


def _where(identifier: str) -> html.P:
    """Where gene sets come from, as long as nobody has given any: this program brings none and fetches none unasked."""
    collection = find_data_set("msigdb-hallmark")
    said = [
        say("You are asked once: a file given here is offered on every page and in every study."),
        " ",
        say("The 50 hallmark sets, EMT among them (CC BY 4.0; the site may ask you to register):"),
        " ",
        html.A("MSigDB", href=collection.page, target="_blank", rel="noreferrer"),
        ", ",
        html.Code(f"python -m compute fetch {collection.name}"),
    ]
    return html.P(said, id=identifier, className="hint gene-sets-hint", hidden=True)


def last_readable(cache: Path, given: Sequence[File]) -> File | None:
    """The first of these files that holds gene sets; None where none does."""
    for file in given:
        with suppress(UserError):
            kept_gene_sets(cache, file)
            return file
    return None


def register_gene_sets(app: Dash, study: Study, cache: Path, prefix: str) -> None:
    """Wire a field. What was given last, on whichever page, is chosen on the others too: nobody is asked twice."""
    names, sets = GeneSetsIds(prefix), GivenGeneSets(study, cache)

    @app.callback(
        Output(names.file, "data"),
        Output(names.given, "data"),
        Output(names.given, "value"),
        Output(names.given_row, "hidden"),
        Output(names.hint, "hidden"),
        Input(names.upload, "contents"),
        Input(names.given, "value"),
        Input(names.file, "data"),
        Input(ids.GENE_SETS_GIVEN, "data"),
        State(names.upload, "filename"),
    )
    def take(
        contents: str | None, chosen: str | None, file: File | None, _given: float | None, name: str | None
    ) -> tuple[Any, ...]:
        store: Any = no_update
        if ctx.triggered_id == names.upload and contents:
            store = file = sets.give(uploaded(contents), str(name))
            set_props(ids.GENE_SETS_GIVEN, {"data": time()})  # no output: it would lead back to here
        elif ctx.triggered_id == names.given and chosen and not (file and file["digest"] == chosen):
            store = file = sets.file(chosen)
        offered = sets.files()
        if file is None and (last := last_readable(cache, offered)):
            store = file = last
        digest = file["digest"] if file and file in offered else None
        return store, options(offered), digest, not offered, bool(offered)
