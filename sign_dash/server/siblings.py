"""Studies of the same data along other scores, and the switch between them on the strip."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash.development.base_component import Component

from compute.errors import UserError
from sign_dash import ids
from sign_dash.language import say
from sign_dash.server.library import Library, Place
from sign_dash.server.records import record_now
from sign_dash.shell.cohort import in_readers_words

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


def modulator_switch(study: Study, library: Library) -> list[Component]:
    """The choice of the score; the browser goes to the same page, sample and genes in the other study
    (``assets/js/shell.mjs``). Nothing for a study without siblings.
    """
    group = siblings(study, library)
    if not group:
        return []
    here = study.path.resolve()
    return [
        dmc.Select(
            id=ids.MODULATOR_SWITCH,
            data=[
                {"value": place.address, "label": in_readers_words(record_now(place.path).score.column)}
                for place in group
            ],
            value=next(place.address for place in group if place.path.resolve() == here),
            allowDeselect=False,
            size="xs",
            comboboxProps={"position": "top-end", "width": 240},
            className="modulator-switch",
            **{"aria-label": say("Networks along")},
        )
    ]
