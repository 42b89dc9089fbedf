"""Component trees as tests read them."""

from __future__ import annotations

from collections.abc import Iterator

from dash.development.base_component import Component


def everything(tree: Component) -> Iterator[Component | str]:
    """The tree's components and texts, in order."""
    yield tree
    children = getattr(tree, "children", None)
    for child in children if isinstance(children, list | tuple) else [children]:
        if isinstance(child, Component):
            yield from everything(child)
        elif isinstance(child, str):
            yield child


def text(tree: Component) -> str:
    return " ".join(part for part in everything(tree) if isinstance(part, str))


def by_id(tree: Component, name: object) -> Component:
    return next(part for part in everything(tree) if getattr(part, "id", None) == name)  # type: ignore[return-value]
