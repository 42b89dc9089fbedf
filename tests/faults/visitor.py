"""A browser's first visit without a browser: the page, its layout, and every callback that fires at the start."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

SECONDS = 60


class Visitor:
    """Asks one study of a server. statuses: of all answers so far, by what was asked."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.statuses: dict[str, int] = {}
        self.texts: dict[str, str] = {}

    def visit(self) -> None:
        """What a browser asks for at once; what is refused is noted, as is that a connection breaks off (0)."""
        if self._ask("") != 200:
            return
        if self._ask("_dash-layout") != 200 or self._ask("_dash-dependencies") != 200:
            return
        layout = json.loads(self.texts["_dash-layout"])
        values = {
            component["id"]: component for component in _components(layout) if isinstance(component.get("id"), str)
        }
        for callback in json.loads(self.texts["_dash-dependencies"]):
            given = [*callback["inputs"], *callback["state"]]
            known = all(entry["id"] in values for entry in given)
            if callback["clientside_function"] or callback["prevent_initial_call"] or not known:
                continue
            self._ask("_dash-update-component", callback, values)

    def _ask(self, path: str, callback: dict[str, Any] | None = None, values: dict[str, Any] | None = None) -> int:
        name, body = path, None
        if callback is not None:
            name = f"{path} {callback['output']}"
            body = json.dumps(_fired(callback, values or {})).encode()
        request = urllib.request.Request(
            self._address + path, data=body, headers={"Content-Type": "application/json"} if body else {}
        )
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:
                self.statuses[name], self.texts[name] = answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            self.statuses[name], self.texts[name] = error.code, error.read().decode()
        except OSError as error:
            self.statuses[name], self.texts[name] = 0, str(error)
        return self.statuses[name]


def _components(node: Any) -> Iterator[dict[str, Any]]:
    """The props of every component of a layout."""
    if isinstance(node, list):
        for one in node:
            yield from _components(one)
    elif isinstance(node, dict):
        props = node.get("props", {})
        yield props
        for one in props.values():
            yield from _components(one)


def _fired(callback: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """The request of a callback at the start, each property as it stands in the layout."""

    def filled(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [
            {"id": entry["id"], "property": entry["property"], "value": values[entry["id"]].get(entry["property"])}
            for entry in entries
        ]

    output = callback["output"]
    single = output.strip(".").split("...")
    outputs = [dict(zip(("id", "property"), one.rsplit(".", 1), strict=True)) for one in single]
    return {
        "output": output,
        "outputs": outputs if output.startswith("..") else outputs[0],
        "inputs": filled(callback["inputs"]),
        "state": filled(callback["state"]),
        "changedPropIds": [],
    }
