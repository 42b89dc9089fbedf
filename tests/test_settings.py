"""A setting is declared once: every reader of the declaration says and accepts the same."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import Any

import pytest

from compute.cli.options import add_options, settings_of
from compute.cli.settings_table import settings_table
from compute.errors import UserError
from compute.messages import Message
from compute.methods import METHODS
from compute.settings import (
    DeclaredSettings,
    Preset,
    choice,
    declared,
    flag,
    number,
    numbers,
    plain_settings,
    preset_values,
    presets_of,
    settings_from,
    whole,
)

WORDS = {"label": Message("What it is"), "help": Message("What it does, in 50 % of cases.")}


@dataclass(frozen=True)
class Example(DeclaredSettings):
    """One setting of each kind."""

    width: float = number(0.5, above=0, below=1, **WORDS)  # type: ignore[arg-type]
    reach: float | None = number(None, least=0, automatic="auto", empty=Message("found"), **WORDS)  # type: ignore[arg-type]
    tries: int = whole(3, least=1, **WORDS)  # type: ignore[arg-type]
    grid: tuple[float, ...] = numbers((0.1, 0.2), above=0, **WORDS)  # type: ignore[arg-type]
    side: str = choice("left", {"left": Message("left"), "right": Message("to the right")}, **WORDS)  # type: ignore[arg-type]
    smooth: bool = flag(True, **WORDS)  # type: ignore[arg-type]
    loud: bool = flag(False, when={"side": ("right",)}, before=(True,), **WORDS)  # type: ignore[arg-type]

    presets = (
        Preset("usual", Message("Usual"), Message("What most want.")),
        Preset("wild", Message("Wild"), Message("What few want."), {"loud": True, "smooth": False, "tries": 9}),
    )


def from_words(*words: str) -> Example:
    parser = argparse.ArgumentParser(exit_on_error=False)
    add_options(parser, Example)
    found: Example = settings_of(parser.parse_args(words), Example)
    return found


def test_options_left_out_are_the_defaults() -> None:
    assert from_words() == Example() == settings_from(Example, {})


def test_every_option_lands_where_it_was_declared() -> None:
    words = "--width=0.25 --reach=2 --tries=4 --grid=1,2.5 --side=right --no-smooth --loud"
    expected = Example(0.25, 2.0, 4, (1.0, 2.5), "right", False, True)
    assert from_words(*words.split(" ")) == expected
    assert settings_from(Example, plain_settings(expected)) == expected
    assert from_words("--reach", "auto").reach is None


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"width": 1}, r"What it is \(width\) must be between 0 and 1, not 1\."),
        ({"width": float("nan")}, "must be between 0 and 1, not nan"),
        ({"width": "wide"}, "must be a number, not 'wide'"),
        ({"width": None}, "is empty; give a value, such as 0.5"),
        ({"width": True}, "must be a number"),
        ({"reach": -0.1}, r"\(reach\) must be at least 0, not -0.1"),
        ({"tries": 2.5}, "must be a whole number, not 2.5"),
        ({"grid": [0.1, 0.0]}, r"\(grid\) must be above 0, not 0"),
        ({"grid": 3}, "must be numbers, not 3"),
        ({"grid": []}, r"\(grid\) is empty"),
        ({"side": "up"}, "must be left or right, not 'up'"),
        ({"smooth": "yes"}, r"\(smooth\) is yes or no, not 'yes'"),
        ({"depth": 1}, "no setting 'depth'"),
    ],
    ids=str,
)
def test_what_cannot_be_is_said_in_one_sentence(values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        settings_from(Example, values)


def test_values_take_the_type_of_their_setting() -> None:
    made = settings_from(Example, {"width": 0.25, "tries": 4.0, "grid": [1, 2]})
    assert (made.tries, made.grid) == (4, (1.0, 2.0))
    assert isinstance(made.tries, int)


def test_the_table_has_a_row_for_each_with_values_default_and_condition() -> None:
    head, _, _, *rows = settings_table(Example).splitlines()
    assert head == "| option | meaning |"
    assert len(rows) == len(declared(Example))
    by_name = {setting.name: row for setting, row in zip(declared(Example), rows, strict=True)}
    assert "`--side` `left\\|right`" in by_name["side"]
    assert "right: to the right; default left." in by_name["side"]
    assert "auto: found." in by_name["reach"]
    assert "`--smooth`, `--no-smooth`" in by_name["smooth"]
    assert "Default yes." in by_name["smooth"]
    assert "Only with --side right." in by_name["loud"]


def test_a_value_in_words_and_whether_it_is_the_default() -> None:
    known = {setting.name: setting for setting in declared(Example)}
    assert str(known["side"].in_words("right")) == "to the right"
    assert str(known["grid"].in_words([0.1, 0.25])) == "0.1, 0.25"
    assert str(known["reach"].in_words(None)) == "found"
    assert str(known["smooth"].in_words(False)) == "no"
    assert known["grid"].at_default([0.1, 0.2])
    assert not known["grid"].at_default([0.1])


def test_a_preset_is_the_ground_that_options_stand_on() -> None:
    assert from_words("--preset", "usual") == Example()
    assert from_words("--preset", "wild") == Example(loud=True, smooth=False, tries=9)
    assert from_words("--preset", "wild", "--tries", "4", "--smooth") == Example(loud=True, tries=4)
    assert preset_values(Example, "usual") == {"loud": False, "smooth": True, "tries": 3}
    assert "| `--preset` `usual\\|wild` | usual: What most want. wild: What few want." in settings_table(Example)
    with pytest.raises(UserError, match="no preset 'mild'; choose usual or wild"):
        preset_values(Example, "mild")


@pytest.mark.parametrize("name", METHODS)
def test_presets_of_methods_begin_with_the_defaults_and_can_be(name: str) -> None:
    kind = METHODS[name].settings
    for place, preset in enumerate(presets_of(kind)):
        made = kind(**preset_values(kind, preset.name))
        assert (made == kind()) == (place == 0)
