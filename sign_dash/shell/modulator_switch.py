"""The switch on the strip between studies of the same data along other scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash.development.base_component import Component

from sign_dash import ids
from sign_dash.language import say
from sign_dash.server.library import Library
from sign_dash.server.records import record_now
from sign_dash.server.siblings import siblings
from sign_dash.shell.cohort import in_readers_words

if TYPE_CHECKING:
    from compute.study import Study


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
