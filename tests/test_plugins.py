"""A registry: parts are loaded when they are asked for, and one that is not there or broken is a plain sentence."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint

import pytest

from compute.errors import UserError
from compute.messages import Message
from compute.plugins import Registry

KIND = Message("format")


def registry(**parts: str) -> Registry[object]:
    return Registry(KIND, "nobody-announces-this", parts)


def test_a_part_is_loaded_when_it_is_asked_for() -> None:
    sys.modules.pop("colorsys", None)
    found = registry(convert="colorsys:rgb_to_hsv")
    assert list(found) == ["convert"]
    assert "colorsys" not in sys.modules  # listed without being loaded
    part = found["convert"]
    assert part is sys.modules["colorsys"].rgb_to_hsv
    assert found["convert"] is part


def test_one_added_here_is_listed_last_and_found() -> None:
    found = registry(first="math:sin")
    mine = object()
    found.add("mine", mine)
    assert (list(found), len(found)) == (["first", "mine"], 2)
    assert found.find("mine") is mine


def test_what_another_package_announces_is_there_but_does_not_replace_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    announced = [EntryPoint("theirs", "math:cos", "g"), EntryPoint("first", "math:tan", "g")]
    monkeypatch.setattr("compute.plugins.entry_points", lambda group: announced if group == "g" else [])
    found: Registry[object] = Registry(KIND, "g", {"first": "math:sin"})
    import math

    assert dict(found) == {"first": math.sin, "theirs": math.cos}


def test_an_unknown_name_is_one_sentence_with_the_nearest() -> None:
    with pytest.raises(UserError, match=r"parquett.*parquet"):
        registry(parquet="math:sin").find("parquett")


@pytest.mark.parametrize("place", ["no_such_module_here:X", "math:no_such_name"])
def test_a_part_that_cannot_be_loaded_says_what_to_do(place: str) -> None:
    with pytest.raises(UserError, match=r"cannot be loaded .*; install it again"):
        registry(broken=place).find("broken")
