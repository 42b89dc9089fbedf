"""The form of a new study: the fields follow the method that was chosen, and what other fields say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, no_update

from compute.methods import METHODS
from compute.settings import declared
from sign_dash.language import spoken
from sign_dash.pages.data import names
from sign_dash.pages.data.settings import entered, preset_line, preset_shown, score_hint, shown

FIELDS = {"type": names.SETTING, "method": ALL, "index": ALL}
PRESETS = {"type": names.PRESET, "method": ALL}


def register(app: Dash) -> None:
    """Wire what comes and goes among the settings."""

    @app.callback(
        Output({"type": names.METHOD_FIELDS, "method": ALL, "folded": ALL}, "hidden"),
        Output(names.COMPONENTS_ROW, "hidden"),
        Output(names.METHOD_SUMMARY, "children"),
        Output(names.SCORE_HINT, "children"),
        Output(names.SCORE, "clearable"),
        Output(names.SCORE_FIELDS, "hidden"),
        Output(names.TIME_ROW, "hidden"),
        Output(names.REPLICATE_ROW, "hidden"),
        Input(names.METHOD, "value"),
        prevent_initial_call=True,
    )
    def of_method(method: str) -> tuple[list[bool], bool, str, str, bool, bool, bool, bool]:
        groups = [entry["id"]["method"] != method for entry in ctx.outputs_list[0]]
        chosen = METHODS.find(method)
        words = spoken(chosen.summary), score_hint(chosen)
        of_time = chosen.scope == "time"
        courses = not (of_time or chosen.closed)
        return groups, chosen.scope != "sample", *words, not chosen.needs_score, of_time, not of_time, courses

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

    @app.callback(
        Output(FIELDS, "value", allow_duplicate=True),
        Output({"type": names.PRESET_LINE, "method": ALL}, "children"),
        Input(PRESETS, "value"),
        prevent_initial_call=True,
    )
    def of_preset(_: Sequence[str]) -> tuple[list[Any], list[Any]]:
        fields, lines = ([entry["id"] for entry in outputs] for outputs in ctx.outputs_list)
        chosen = {entry["id"]["method"]: entry["value"] for entry in ctx.inputs_list[0]}
        method = ctx.triggered_id["method"] if ctx.triggered_id else ""
        filled = preset_shown(method, chosen[method]) if method else {}
        return (
            [filled.get(key["index"], no_update) if key["method"] == method else no_update for key in fields],
            [preset_line(key["method"], chosen[key["method"]]) for key in lines],
        )

    @app.callback(
        Output({"type": names.SETTING_CHANGED, "method": ALL, "index": ALL}, "hidden"),
        Input(FIELDS, "value"),
        Input(PRESETS, "value"),
        State(FIELDS, "id"),
    )
    def that_differ(values: Sequence[Any], _: Sequence[str], identifiers: Sequence[dict[str, str]]) -> list[bool]:
        chosen = {entry["id"]["method"]: entry["value"] for entry in ctx.inputs_list[1]}
        held = {(key["method"], key["index"]): value for key, value in zip(identifiers, values, strict=True)}
        differ = settings_changed(held, chosen)
        return [(entry["id"]["method"], entry["id"]["index"]) not in differ for entry in ctx.outputs_list]


def settings_changed(held: Mapping[tuple[str, str], Any], presets: Mapping[str, str]) -> set[tuple[str, str]]:
    """Which settings are not as the preset of their method has them. held: what the controls hold, by method and
    setting. presets: the one chosen, by method.
    """
    changed = set()
    for method in {method for method, _ in held}:
        of_preset = preset_shown(method, presets[method]) if method in presets else {}
        for setting in declared(METHODS[method].settings):
            expected = of_preset.get(setting.name, shown(setting, setting.default))
            value = held[method, setting.name]
            if ("" if value is None else value) != expected:
                changed.add((method, setting.name))
    return changed


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
