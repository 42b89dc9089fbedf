"""What a page asks of the server by Dash's one address for callbacks: looked at before Dash does.

Dash takes every request there for one of its own page, and fails at any other: a server error, with a traceback in the
log. Here whatever is not shaped as a request of the page is known, and refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dash import Dash

UPDATE: Final = "/_dash-update-component"


def is_of_the_page(app: Dash, body: Any) -> bool:
    """Whether the body of a callback request names a callback of the server, with as many arguments as that has."""
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return False
    known = app.callback_map.get(body["output"])
    if known is None or "callback" not in known:
        return False
    wanted = (("inputs", len(known["inputs"])), ("state", len(known["state"])))
    if not all(_arguments(body.get(key, []), count) for key, count in wanted):
        return False
    changed = body.get("changedPropIds", [])
    return _all_of(changed, str) and (bool(known.get("no_output")) or _outputs(body["output"], body.get("outputs")))


def inputs_of(app: Dash, body: Mapping[str, Any]) -> list[tuple[str, str, Any]]:
    """Of each input: component and property as the callback was registered, whatever the request calls them, and the
    value sent (of a pattern of components None).
    """
    known = app.callback_map[body["output"]]["inputs"]
    sent = [one.get("value") if isinstance(one, dict) else None for one in body["inputs"]]
    return [(str(one["id"]), str(one["property"]), value) for one, value in zip(known, sent, strict=True)]


def _arguments(given: Any, count: int) -> bool:
    """One entry for each argument."""
    return isinstance(given, list) and len(given) == count and all(map(_argument, given))


def _argument(given: Any) -> bool:
    """A component's property; for a pattern of components a list of such."""
    return _entry(given) or (isinstance(given, list) and all(map(_entry, given)))


def _entry(given: Any) -> bool:
    named = isinstance(given, dict) and isinstance(given.get("id"), str | dict)
    return named and isinstance(given.get("property"), str)


def _outputs(output: str, given: Any) -> bool:
    """Several outputs are written as ``..a.x...b.y..``; one as ``a.x``."""
    if not output.startswith(".."):
        return _argument(given)
    return _arguments(given, len(output.strip(".").split("...")))


def _all_of(given: Any, kind: type) -> bool:
    return isinstance(given, list) and all(isinstance(one, kind) for one in given)
