"""The form of a new study: the fields follow the method that was chosen, and what other fields say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx

from compute.methods import METHODS
from compute.settings import declared
from sign_dash.language import spoken
from sign_dash.pages.data import names
from sign_dash.pages.data.settings import entered

FIELDS = {"type": names.SETTING, "method": ALL, "index": ALL}


def register(app: Dash) -> None:
    """Wire what comes and goes among the settings."""

    @app.callback(
        Output({"type": names.METHOD_FIELDS, "method": ALL, "folded": ALL}, "hidden"),
        Output(names.COMPONENTS_ROW, "hidden"),
        Output(names.METHOD_SUMMARY, "children"),
        Input(names.METHOD, "value"),
        prevent_initial_call=True,
    )
    def of_method(method: str) -> tuple[list[bool], bool, str]:
        groups = [entry["id"]["method"] != method for entry in ctx.outputs_list[0]]
        chosen = METHODS.find(method)
        return groups, chosen.scope != "sample", spoken(chosen.summary)

    @app.callback(
        Output({"type": names.SETTING_ROW, "method": ALL, "index": ALL}, "hidden"),
        Input(FIELDS, "value"),
        State(FIELDS, "id"),
        prevent_initial_call=True,
    )
    def that_matter(values: Sequence[Any], identifiers: Sequence[dict[str, str]]) -> list[bool]:
        held = {(key["method"], key["index"]): value for key, value in zip(identifiers, values, strict=True)}
        shown = rows_shown(held)
        return [not shown[entry["id"]["method"], entry["id"]["index"]] for entry in ctx.outputs_list]


def rows_shown(held: dict[tuple[str, str], Any]) -> dict[tuple[str, str], bool]:
    """Whether each setting matters beside what the controls hold. held: by method and setting."""
    shown: dict[tuple[str, str], bool] = {}
    for method in {method for method, _ in held}:
        settings = declared(METHODS[method].settings)
        # What decides whether others matter is chosen, or a number that is there or not: never half entered.
        values = {
            known.name: entered(known, held[method, known.name])
            if known.kind in ("choice", "flag")
            else held[method, known.name] or None
            for known in settings
        }
        shown |= {(method, known.name): known.applies(values) for known in settings}
    return shown
