"""What can be added without touching a file: network methods, scores, file formats, each found by its name.

A part that comes with the program is one line in its registry, or found because its file is there. A part of another
package announces itself as a Python entry point of the registry's group, and is there as soon as that package is
installed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules
from typing import Generic, TypeVar

from compute.errors import UserError, unknown_name
from compute.messages import Message

Part = TypeVar("Part")


class Registry(Mapping[str, Part], Generic[Part]):
    """Name → part, imported when first asked for.

    kind: what a part is called in a sentence. group: the entry points other packages announce theirs in. own: name →
    ``module:attribute`` of the parts that come with the program, in the order in which they are listed; or what finds
    them. turn: parts are listed by it, the lowest first; without, other packages' come after our own.
    A part that cannot be loaded is a :class:`UserError`.
    """

    def __init__(
        self,
        kind: Message,
        group: str,
        own: Mapping[str, str] | Callable[[], Mapping[str, str]],
        turn: Callable[[Part], int] | None = None,
    ) -> None:
        self.kind, self.group = kind, group
        self._find_own = own if callable(own) else lambda: own
        self._turn = turn
        self._loaded: dict[str, Part] = {}

    @cached_property
    def _own(self) -> Mapping[str, str]:
        return self._find_own()

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
            self._loaded[name] = self._load(name, place)
        return self._loaded[name]

    def _load(self, name: str, place: str) -> Part:
        module, _, attribute = place.partition(":")
        try:
            part: Part = getattr(import_module(module), attribute)
        except (ImportError, AttributeError) as error:
            raise UserError(
                "The {kind} {name!r} cannot be loaded ({error}); install it again, or remove its package.",
                kind=self.kind,
                name=name,
                error=error,
            ) from error
        return part

    def __iter__(self) -> Iterator[str]:
        names = list(dict.fromkeys((*self._own, *self._announced, *self._loaded)))
        turn = self._turn
        return iter(names if turn is None else sorted(names, key=lambda name: turn(self[name])))

    def __len__(self) -> int:
        return len(list(iter(self)))

    def find(self, name: str) -> Part:
        """The part of this name; :class:`UserError` with the nearest names where there is none."""
        try:
            return self[name]
        except KeyError:
            raise unknown_name(self.kind, name, self, Message("this installation")) from None

    def add(self, name: str, part: Part) -> None:
        """Register a part in this process alone."""
        self._loaded[name] = part


def parts_in(package: str, attribute: str) -> dict[str, str]:
    """Name → place of the part that each module of a package defines under ``attribute``, by the modules' names.

    A part says its own ``name``. Modules without a part are passed over.
    """
    modules = sorted(module.name for module in iter_modules(import_module(package).__path__))
    places = [f"{package}.{module}" for module in modules]
    found = {place: getattr(import_module(place), attribute, None) for place in places}
    return {str(part.name): f"{place}:{attribute}" for place, part in found.items() if part is not None}
