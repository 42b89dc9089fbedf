"""What the Regulators page does: the way on to Explore, and the three views."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from dash import ClientsideFunction, Dash, Input, Output, State
from dash.exceptions import PreventUpdate

from compute.errors import UserError
from sign_dash import ids
from sign_dash.export.own import register_own_tables
from sign_dash.pages.regulators import hubs_callbacks, masters_callbacks, names, target_callbacks
from sign_dash.scene.select import legible_cutoff, neighbourhood

if TYPE_CHECKING:
    from compute.study import Study


def register(app: Dash, study: Study, cache: Path) -> None:
    """Wire the page. cache: folder for gene sets and results."""
    _in_the_browser(app)
    _to_explore(app, study)
    register_own_tables(app, names.SAVED)
    target_callbacks.register(app, study)
    hubs_callbacks.register(app, study, cache)
    masters_callbacks.register(app, study, cache)


def _in_the_browser(app: Dash) -> None:
    def wire(function: str, *arguments: Any, **options: Any) -> None:
        app.clientside_callback(ClientsideFunction("regulators", function), *arguments, **options)

    wire("view", Input(names.VIEW, "value"), Input(names.TARGET, "value"))
    wire("lead", Input(names.LEADS, "data"), prevent_initial_call=True)
    wire("heat", Input(names.HEAT, "clickData"), prevent_initial_call=True)


def _to_explore(app: Dash, study: Study) -> None:
    @app.callback(
        Output(names.LEADS, "data"),
        Input(names.ASKED, "data"),
        State(ids.POSITION, "data"),
        prevent_initial_call=True,
    )
    def explore(asked: dict[str, Any] | None, sample: int | None) -> dict[str, Any]:
        if not asked:
            raise PreventUpdate
        regulator = str(asked["regulator"])
        focus = explored(study, regulator, asked.get("target"))
        # The keys are those of Explore's controls, see its state.
        return {
            "picked": regulator,
            "values": {"genes": focus, "reach": "1", "strength": strength(study, focus, sample or 0)},
        }


def explored(study: Study, regulator: str, target: str | None) -> list[str]:
    """The genes Explore is drawn around: the regulator, the target, and, where no sample has an edge between them,
    the regulator through which the strongest path runs. :class:`compute.UserError` for an unknown gene.
    """
    out = study.regulator_coefficients(regulator)
    if target is None or target == regulator:
        return [regulator]
    into = study.target_coefficients(target)
    if study.regulator_index(regulator) in into.indices:
        return [regulator, target]
    acts_on = {study.targets[k]: row for row, k in enumerate(out.indices.tolist())}
    between = [
        (float(np.abs(out.coefficients[acts_on[name]] * into.coefficients[row]).max()), name)
        for row, name in ((row, study.regulators[j]) for row, j in enumerate(into.indices.tolist()))
        if name in acts_on
    ]
    strongest = max(between, default=(0.0, ""))
    return [regulator, *([strongest[1]] if strongest[0] > 0 else []), target]


def strength(study: Study, focus: list[str], sample: int) -> float:
    """A cut-off at which the neighbourhood of the genes is legible, low enough for the edges between them."""
    cutoff = legible_cutoff(neighbourhood(study, focus, 1), sample)
    for regulator, target in pairwise(focus):
        try:
            there = abs(float(study.edge(regulator, target)[sample]))
        except UserError:
            continue  # the pair is none of the study's edges
        if 0 < there < cutoff:
            cutoff = np.floor(there * 1e4) / 1e4
    return float(cutoff)
