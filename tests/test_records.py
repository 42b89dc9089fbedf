"""Records from files and browsers: nested without end, and fields that hold something else."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import pytest

from compute.records import misfit, parse_json


@dataclass(frozen=True)
class Inner:
    name: str
    pair: tuple[int, str] = (1, "a")
    several: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outer:
    count: int
    share: float
    there: bool
    inner: Inner
    words: list[str] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)
    anything: Any = None
    maybe: str | None = None


SOUND: dict[str, Any] = {"count": 1, "share": 1, "there": True, "inner": Inner("a")}


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[" * 100_000 + "]" * 100_000])
def test_what_is_nested_without_end_is_no_json(text: str) -> None:
    with pytest.raises(ValueError, match=r"nested too deeply"):
        parse_json(text)


def test_a_record_as_declared_fits() -> None:
    assert misfit(Outer(**SOUND)) is None
    assert misfit(Outer(**SOUND, words=["a"], sizes={"a": 1}, anything=[{}], maybe="x")) is None
    assert parse_json(json.dumps({"a": [1]})) == {"a": [1]}


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"count": 1.5}, "count"),
        ({"count": True}, "count"),
        ({"share": "1"}, "share"),
        ({"there": 1}, "there"),
        ({"inner": {}}, "inner"),
        ({"inner": Inner(3)}, "inner.name"),  # type: ignore[arg-type]
        ({"inner": Inner("a", (1, 2))}, "inner.pair"),  # type: ignore[arg-type]
        ({"inner": Inner("a", several=(1,))}, "inner.several"),  # type: ignore[arg-type]
        ({"words": "ab"}, "words"),
        ({"words": [1]}, "words"),
        ({"sizes": {"a": "1"}}, "sizes"),
        ({"maybe": 1}, "maybe"),
    ],
)
def test_the_first_field_that_does_not_fit_is_named(change: dict[str, Any], place: str) -> None:
    assert misfit(Outer(**SOUND | change)) == place
