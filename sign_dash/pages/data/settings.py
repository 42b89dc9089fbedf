"""The settings of the network methods as controls of the form: made from what the methods declare, read back whole."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from compute.errors import UserError
from compute.methods import DEFAULT_METHOD, METHODS, Method
from compute.settings import Setting, declared, earlier, preset_values, presets_of
from compute.study import MethodRecord
from sign_dash.language import say, spoken
from sign_dash.pages.data import names

KEPT = {"persistence": True, "persistence_type": "session"}
"""What was entered survives a reload of the page, in this window."""
YES, NO = "yes", "no"


def row(
    label: str | Sequence[str | Component],
    field: Component,
    help_words: str | Sequence[str | Component],
    identifier: Any = "",
    hidden: bool = True,
) -> html.Div:
    """A labelled control with a line of help. identifier: where the row comes and goes."""
    named = {"id": identifier, "hidden": hidden} if identifier else {}
    helping = [html.Span(help_words, className="hint")] if help_words else []
    return html.Div(
        [html.Span(label, className="row-label"), html.Div([field, *helping])], className="new-row", **named
    )


def check_box(identifier: str, label: str, checked: bool = False) -> dmc.Checkbox:
    """A choice of the form, which stays as it is while the tab is open."""
    return dmc.Checkbox(
        radius=4,
        id=identifier,
        checked=checked,
        label=label,
        size="xs",
        **KEPT,
    )


def method_row() -> html.Div:
    """The choice of the method; not shown where there is only one."""
    methods = [{"value": name, "label": METHODS[name].title} for name in METHODS]
    select = dmc.Select(
        id=names.METHOD,
        data=methods,
        value=DEFAULT_METHOD,
        allowDeselect=False,
        size="xs",
        **{"aria-label": say("Method")},
    )
    summary = html.Span(spoken(METHODS[DEFAULT_METHOD].summary), id=names.METHOD_SUMMARY, className="hint")
    return row(say("Method"), html.Div([select, summary]), "", names.METHOD_ROW, hidden=len(methods) < 2)


def score_hint(method: Method[Any, Any]) -> str:
    """What a method makes of the score."""
    if method.scope == "time":
        return say("This method models time courses; choose the column of sampling times under Settings.")
    if not method.needs_score:
        return say("This method needs no score; with one, samples are shown in its order.")
    return say("Samples are ordered by it, and one network is estimated at each place along it.")


def method_fields(folded: bool) -> list[html.Div]:
    """The fields of every method, each method's in a group of its own; all but the default's are hidden."""
    return [
        html.Div(
            [
                *([] if folded else _preset_row(name)),
                *(_field(name, setting) for setting in declared(METHODS[name].settings) if setting.folded == folded),
            ],
            id={"type": names.METHOD_FIELDS, "method": name, "folded": folded},
            hidden=name != DEFAULT_METHOD,
        )
        for name in METHODS
    ]


def _preset_row(method: str) -> list[html.Div]:
    """The choice of all settings at once, where a method has more than one purpose."""
    presets = presets_of(METHODS[method].settings)
    if not presets:
        return []
    choose = dmc.SegmentedControl(
        id={"type": names.PRESET, "method": method},
        data=[{"value": preset.name, "label": spoken(preset.label)} for preset in presets],
        value=presets[0].name,
        size="xs",
        **{"aria-label": say("Settings for")},
    )
    line = html.P(spoken(presets[0].help), id={"type": names.PRESET_LINE, "method": method}, className="hint")
    return [row(say("Settings for"), html.Div([choose, line]), "")]


def preset_line(method: str, name: str) -> str:
    """What a preset is for."""
    return next(spoken(preset.help) for preset in presets_of(METHODS[method].settings) if preset.name == name)


def preset_shown(method: str, name: str) -> dict[str, Any]:
    """The settings that a preset is about, for the controls."""
    values = preset_values(METHODS[method].settings, name)
    return {
        setting.name: shown(setting, values[setting.name])
        for setting in declared(METHODS[method].settings)
        if setting.name in values
    }


def _field(method: str, setting: Setting) -> html.Div:
    label = spoken(setting.label)
    key = {"method": method, "index": setting.name}
    shared: dict[str, Any] = {
        "id": {"type": names.SETTING, **key}, "size": "xs", "value": shown(setting, setting.default), **KEPT,
    }  # fmt: skip
    field: Component
    if setting.kind in ("choice", "flag"):
        choices = {YES: say("yes"), NO: say("no")}
        if setting.kind == "choice":
            choices = {known.value: spoken(known.label) for known in setting.choices}
        data = [{"value": value, "label": words} for value, words in choices.items()]
        field = dmc.SegmentedControl(data=data, **{"aria-label": label}, **shared)
    elif setting.kind == "numbers":
        field = dmc.TextInput(placeholder=_automatic(setting), className="strength", **{"aria-label": label}, **shared)
    else:
        field = dmc.NumberInput(
            min=setting.least if setting.least is not None else setting.above,
            allowDecimal=setting.kind == "number",
            placeholder=_automatic(setting),
            className="strength",
            **{"aria-label": label},
            **shared,
        )
    help_words = spoken(setting.help)
    if setting.empty is not None and setting.default in (None, ()):
        help_words = say("{help} Empty: {meaning}.", help=help_words, meaning=spoken(setting.empty))
    shown_at_first = setting.applies({known.name: known.default for known in declared(METHODS[method].settings)})
    changed = html.Span(say("changed"), id={"type": names.SETTING_CHANGED, **key}, className="row-changed", hidden=True)
    return row([label, changed], field, help_words, {"type": names.SETTING_ROW, **key}, hidden=not shown_at_first)


def _automatic(setting: Setting) -> str:
    return say("automatic") if setting.empty is not None and setting.default in (None, ()) else ""


def shown(setting: Setting, value: Any) -> Any:
    """A value of a setting as its control has it."""
    if setting.kind == "flag":
        return YES if value else NO
    if setting.kind == "numbers":
        return ", ".join(f"{one:g}" for one in value)
    return "" if value is None else value


def entered(setting: Setting, value: Any) -> Any:
    """What a control holds, as a value of its setting; :class:`UserError` where it is none."""
    if setting.kind == "flag":
        return value == YES
    if setting.kind == "choice":
        return value
    if setting.kind == "numbers":
        try:
            return [float(part) for part in re.findall(r"[^\s,;]+", str(value or ""))]
        except ValueError:
            raise UserError("“{field}” needs numbers, separated by commas.", field=setting.label) from None
    if value in (None, "") and setting.empty is not None:
        return None
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise UserError("“{field}” needs a number.", field=setting.label)
    return int(value) if setting.kind == "whole" and value == int(value) else value


def settings_entered(method: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Every setting of a method as its control has it. values: of the controls, by the settings' names."""
    return {setting.name: entered(setting, values[setting.name]) for setting in declared(METHODS.find(method).settings)}


def settings_of_study(made: MethodRecord) -> dict[str, Any]:
    """The settings of a study for the controls; those that came later as they were then. None of a method that is not
    installed here.
    """
    method = METHODS.get(made.name)
    return {} if method is None else settings_shown(made.name, earlier(method.settings) | made.settings)


def settings_shown(method: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Settings, as a study or a request keeps them, for the controls; what is not said there has its default."""
    return {
        setting.name: shown(setting, values.get(setting.name, setting.default))
        for setting in declared(METHODS.find(method).settings)
    }
