"""The tables of settings in docs/cli.md, written from what the methods declare.

``python -m compute.cli.settings_table`` brings them up to date.

Between ``<!-- settings: NAME -->`` and ``<!-- end -->`` stands the table of the method of that name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from compute.cli.options import PRESET, condition, meaning, metavar, presets_in_words, values_of
from compute.methods import METHODS
from compute.settings import Setting, declared, presets_of

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "cli.md"
_TABLE = re.compile(r"(<!-- settings: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)


def settings_table(kind: type[Any]) -> str:
    """One row for the presets of a dataclass, one for each setting."""
    known, presets = declared(kind), presets_of(kind)
    rows = [f"| {_option(setting)} | {_row(setting, known)} |\n" for setting in known]
    if presets:
        names = "\\|".join(preset.name for preset in presets)
        rows.insert(0, f"| `--{PRESET}` `{names}` | {presets_in_words(presets)} Default {presets[0].name}. |\n")
    return "".join(["| option | meaning |\n|---|---|\n", *rows])


def with_tables(document: str) -> str:
    """The document with its tables as the methods declare them now."""
    return _TABLE.sub(lambda found: found[1] + settings_table(METHODS[found[2]].settings) + found[3], document)


def _option(setting: Setting) -> str:
    if setting.kind == "flag":
        return f"`--{setting.option}`, `--no-{setting.option}`"
    value = metavar(setting) if setting.kind != "choice" else "|".join(known.value for known in setting.choices)
    return f"`--{setting.option}` `{value}`".replace("|", "\\|")


def _row(setting: Setting, known: Sequence[Setting]) -> str:
    named = "" if setting.kind == "flag" else f"{setting.label}. "
    parts = (meaning(setting), values_of(setting), condition(setting, known))
    return (named + " ".join(part for part in parts if part)).replace("|", "\\|")


if __name__ == "__main__":
    DOCUMENT.write_text(with_tables(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
