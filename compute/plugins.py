"""What can be added without touching a file: network methods, scores, file formats, each found by its name.

A part that comes with the program is one line in its registry. A part of another package announces itself as a Python
entry point of the registry's group, and is there as soon as that package is installed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import import_module
from importlib.metadata import entry_points
from typing import Generic, TypeVar

from compute.errors import UserError, unknown_name
from compute.messages import Message

Part = TypeVar("Part")


class Registry(Mapping[str, Part], Generic[Part]):
    """Name → part, imported when first asked for.

    kind: what a part is called in a sentence. group: the entry points other packages announce theirs in. own: name →
    ``module:attribute`` of the parts that come with the program, in the order in which they are listed.
    """

    def __init__(self, kind: Message, group: str, own: Mapping[str, str]) -> None:
        self.kind, self.group = kind, group
        self._own = own
        self._loaded: dict[str, Part] = {}

    @cached_property
    def _announced(self) -> dict[str, str]:
        """Looking for them takes some hundredths of a second, so the program's own parts are found without."""
        found = sorted(entry_points(group=self.group), key=lambda point: point.name)
        return {point.name: point.value for point in found if point.name not in self._own}

    def __getitem__(self, name: str) -> Part:
        if name not in self._loaded:
            place = self._own.get(name) or self._announced.get(name)
            if place is None:
                raise KeyError(name)
            module, _, attribute = place.partition(":")
            self._loaded[name] = getattr(import_module(module), attribute)
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self._own, *self._announced, *self._loaded)))

    def __len__(self) -> int:
        return len(list(iter(self)))

    def find(self, name: str) -> Part:
        """The part of this name; :class:`UserError` with the nearest names where there is none."""
        try:
            return self[name]
        except KeyError:
            raise unknown_name(self.kind, name, self, Message("this installation")) from None
        except (ImportError, AttributeError) as error:
            raise UserError(
                "The {kind} {name!r} cannot be loaded ({error}); install it again, or remove its package.",
                kind=self.kind,
                name=name,
                error=error,
            ) from error

    def add(self, name: str, part: Part) -> None:
        """Register a part in this process alone."""
        self._loaded[name] = part
