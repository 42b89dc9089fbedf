"""Where a run is computed: on this machine, or on the cluster that the server was started with."""

from __future__ import annotations

import time
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import dash_mantine_components as dmc
from dash import Dash, Input, Output, html
from dash.exceptions import PreventUpdate
from flask import current_app, has_app_context

from compute.errors import UserError
from compute.estimate import ClusterSize, cluster_size
from sign_dash.language import say, spoken
from sign_dash.pages.data import names
from sign_dash.pages.data.form import CLUSTER, HERE
from sign_dash.pages.data.settings import row
from sign_dash.pages.data.shelf import size_words
from sign_dash.server.library import LIBRARY

if TYPE_CHECKING:
    from sign_dash.server.library import Library

SECONDS_KNOWN: Final = 10
"""Seconds for which what was found at a cluster is taken to be so."""


def where_row() -> html.Div:
    """The choice; not shown where the server knows no cluster."""
    library: Library | None = current_app.extensions.get(LIBRARY) if has_app_context() else None
    address = "" if library is None else library.cluster
    choices = [{"value": HERE, "label": say("this machine")}, {"value": CLUSTER, "label": say("the cluster")}]
    return row(
        say("Compute on"),
        dmc.SegmentedControl(
            id=names.WHERE, value=HERE, size="xs", data=choices, **{"aria-label": say("Where the run is computed")}
        ),
        [html.Span(id=names.WHERE_FACTS, role="status")],
        f"{names.WHERE}-row",
        hidden=not address,
    )


def register(app: Dash, library: Library) -> None:
    """Wire what is said of the cluster."""

    @app.callback(
        Output(names.WHERE_FACTS, "children"),
        Output(names.WHERE_FACTS, "className"),
        Input(names.OPENED, "data"),
        Input(names.VIEW, "value"),
        Input(names.WHERE, "value"),
    )
    def facts(opened: bool | None, view: str, _where: str) -> tuple[str, str]:
        if not opened or view != "new" or not library.cluster:
            raise PreventUpdate
        try:
            return cluster_words(_size(library.cluster, int(time.monotonic() / SECONDS_KNOWN))), ""
        except UserError as error:
            return spoken(error), "study-problem"


@lru_cache(maxsize=1)
def _size(address: str, _moment: int) -> ClusterSize:
    return cluster_size(address)


def cluster_words(size: ClusterSize) -> str:
    """What a cluster has."""
    if not size.workers:
        return say("The cluster has no workers now; a run waits a minute for one.")
    if not size.memory:
        return say("The cluster: {workers} workers, {threads} threads.", workers=size.workers, threads=size.threads)
    return say(
        "The cluster: {workers} workers, {threads} threads, {memory} of memory.",
        workers=f"{size.workers:,}",
        threads=f"{size.threads:,}",
        memory=size_words(size.memory),
    )
