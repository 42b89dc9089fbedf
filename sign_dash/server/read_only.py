"""A server that only shows (``--read-only``): what would change something is refused, and cannot be pressed.

What changes something is known by the components that set it off: ``changes`` of each page in
:data:`sign_dash.pages.registry.PAGES`, and every place where a file is dropped. Which components a callback has, its
registration says, not the request.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any, Final

from dash import Dash, dcc, html
from dash.development.base_component import Component
from flask import current_app, has_app_context

from sign_dash.language import say
from sign_dash.server.callback_requests import inputs_of

READ_ONLY: Final = "sign_dash_read_only"
"""Among the extensions of an application's Flask server: whether it only shows."""
CONTENT: Final = "contents"
"""The property by which a dropped file comes."""


def read_only() -> bool:
    """Whether the application that answers now only shows studies."""
    return has_app_context() and bool(current_app.extensions.get(READ_ONLY))


def reason() -> str:
    """Why something cannot be done here, in the reader's language."""
    return say("This server is read-only: studies can be viewed and exported, but not made, renamed or deleted.")


def changes_something(app: Dash, body: dict[str, Any], changes: Collection[str], own: Collection[str]) -> bool:
    """Whether a callback request would. changes: components that set off a change. own: places for files that stay
    the visitor's own (a story).
    """
    return any(
        name_of(component) in changes or (name == CONTENT and value and component not in own)
        for component, name, value in inputs_of(app, body)
    )


def locked(layout: Component, changes: Collection[str], own: Collection[str]) -> Component:
    """The layout with what would change something disabled, and the reason on it; groups of such are hidden."""
    why = reason()
    for component in layout._traverse():  # every component of the tree; Dash has no public name for it
        identifier = getattr(component, "id", None)
        name = identifier.get("type") if isinstance(identifier, dict) else identifier
        if name not in changes and not (isinstance(component, dcc.Upload) and name not in own):
            continue
        if isinstance(component, html.Div):
            component.hidden = True
            continue
        component.disabled = True
        if "title" in component.available_properties:
            component.title = why
    return layout


def name_of(component: str) -> str:
    """The id of a component; of a pattern of components its type."""
    if not component.startswith("{"):
        return component
    return str(json.loads(component).get("type", ""))
