"""``python -m compute plugins``: everything that is registered, by name and title."""

from __future__ import annotations

import json

from compute.methods import METHODS
from compute.read import FORMATS
from compute.score import SCORES
from tests.cli.conftest import Command


def test_what_is_registered_is_listed_by_kind_in_json_and_for_people(command: Command) -> None:
    outcome = command("plugins", "--json")
    assert outcome.code == 0
    found = json.loads(outcome.stdout)
    assert {kind: list(titles) for kind, titles in found.items()} == {
        "methods": list(METHODS),
        "scores": list(SCORES),
        "formats": list(FORMATS),
    }
    assert found["methods"]["network-profiler"] == METHODS["network-profiler"].title
    lines = [line.split(maxsplit=1) for line in command("plugins").stdout.splitlines()]
    assert [line for line in lines if line == ["methods"] or line == ["scores"] or line == ["formats"]] == [
        [kind] for kind in found
    ]
    assert [line for line in lines if len(line) == 2] == [
        [name, title] for titles in found.values() for name, title in titles.items()
    ]
