"""Studies of the same data along other scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compute.errors import UserError
from sign_dash.server.library import Library, Place
from sign_dash.server.records import record_now

if TYPE_CHECKING:
    from compute.study import Study


def siblings(study: Study, library: Library) -> list[Place]:
    """The studies of the study's group, itself among them, in the library's order; none where it is of no group, or
    the only one that is left of it.
    """
    group = study.info.group.get("id")
    if not group or library.single:
        return []
    found = [place for place in library.places() if group_of(place) == group]
    here = study.path.resolve()
    return found if len(found) > 1 and any(place.path.resolve() == here for place in found) else []


def group_of(place: Place) -> str | None:
    """The group of a study; None where it has none, or cannot be read."""
    try:
        found: str | None = record_now(place.path).group.get("id")
    except UserError:
        return None
    return found
