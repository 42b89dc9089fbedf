"""The options of the command line that declared settings make, and the settings that options make."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any

from compute.settings import Preset, Setting, declared, preset_values, presets_of, settings_from

PRESET = "preset"


def add_options(parser: argparse._ActionsContainer, kind: type[Any]) -> None:
    """An option for each setting of a dataclass; its value, if it is given, lands under the setting's own name."""
    known = declared(kind)
    if presets := presets_of(kind):
        parser.add_argument(
            f"--{PRESET}",
            choices=[preset.name for preset in presets],
            default=presets[0].name,
            help=f"Settings for a purpose; further options override it. {presets_in_words(presets)}",
        )
    for setting in known:
        shared: dict[str, Any] = {
            "dest": setting.name, "default": argparse.SUPPRESS, "help": help_of(setting, known),
        }  # fmt: skip
        if setting.kind == "flag":
            shared["action"] = argparse.BooleanOptionalAction
        elif setting.kind == "choice":
            shared |= {"choices": [one.value for one in setting.choices]}
        else:
            shared |= {"type": _reader(setting), "metavar": metavar(setting)}
        parser.add_argument(f"--{setting.option}", **shared)


def settings_of(arguments: argparse.Namespace, kind: type[Any]) -> Any:
    """The settings that the options ask for; :class:`~compute.errors.UserError` where they cannot be."""
    given = vars(arguments)
    preset = preset_values(kind, given[PRESET]) if presets_of(kind) else {}
    return settings_from(
        kind, preset | {setting.name: given[setting.name] for setting in declared(kind) if setting.name in given}
    )


def presets_in_words(presets: Sequence[Preset]) -> str:
    """Each with its line, the default first."""
    return " ".join(f"{preset.name}: {preset.help}" for preset in presets)


def metavar(setting: Setting) -> str:
    """What stands for the value: ``X``, ``N``, ``X,X,...``, with the word for none where there is one."""
    letter = {"whole": "N", "numbers": "X,X,..."}.get(setting.kind, "X")
    return f"{setting.automatic}|{letter}" if setting.automatic else letter


def help_of(setting: Setting, known: Sequence[Setting]) -> str:
    """The line of ``--help``: what it is, its values, what stands without it, when it matters."""
    return " ".join([meaning(setting), *filter(None, [values_of(setting), condition(setting, known)])]).replace(
        "%", "%%"
    )


def meaning(setting: Setting) -> str:
    """What it is; of a flag, its name too."""
    return str(setting.help) if setting.kind != "flag" else f"{setting.label}: {setting.help}"


def values_of(setting: Setting) -> str:
    """What its values are called, and what stands where it is left out."""
    if setting.kind == "flag":
        return f"Default {'yes' if setting.default else 'no'}."
    if setting.default in (None, ()):
        return f"{setting.automatic or 'Left out'}: {setting.empty}."
    if setting.kind == "choice":
        named = ", ".join(f"{one.value}: {one.label}" for one in setting.choices if str(one.label) != one.value)
        return f"{named}; default {setting.default}." if named else f"Default {setting.default}."
    shown = setting.default if isinstance(setting.default, tuple) else (setting.default,)
    return f"Default {', '.join(f'{value:g}' for value in shown)}."


def condition(setting: Setting, known: Sequence[Setting]) -> str:
    """When it matters, in terms of the other options; "" for always. known: the settings beside it."""
    option = {other.name: f"--{other.option}" for other in known}
    parts = [
        f"without {option[name]}"
        if wanted == (None,)
        else f"with {option[name]}"
        if wanted == (True,)
        else f"with {option[name]} {' or '.join(wanted)}"
        for name, wanted in setting.when.items()
    ]
    return f"Only {' and '.join(parts)}." if parts else ""


def _reader(setting: Setting) -> Callable[[str], Any]:
    """Turns a word of the command line into a value; its bounds are checked with the settings."""

    def one(text: str) -> float | int:
        try:
            return int(text) if setting.kind == "whole" else float(text)
        except ValueError:
            kind = "a whole number" if setting.kind == "whole" else "a number"
            other = f"neither {setting.automatic} nor " if setting.automatic else "not "
            raise argparse.ArgumentTypeError(f"{text!r} is {other}{kind}") from None

    def read(text: str) -> Any:
        if setting.automatic and text == setting.automatic:
            return None
        if setting.kind != "numbers":
            return one(text)
        return tuple(one(part) for part in text.split(","))

    return read
