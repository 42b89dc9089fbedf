"""Controls, and settings of controls, that several pages share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from sign_dash.language import say

if TYPE_CHECKING:
    from compute.study import Study

BY_NAME: Final[dict[str, Any]] = {
    "searchable": True,
    "selectFirstOptionOnChange": True,
    "filter": {"function": "nearestNameFirst"},
}
"""Every list of names is searched so: the name typed, then names that begin so, then names that hold it."""


def strength_field(identifier: str, cutoff: float | None, name: str) -> list[Component]:
    """The label and the number field of a strength cut-off. name: what a screen reader calls it."""
    return [
        html.Label(say("Strength ≥"), htmlFor=identifier, title=say("Show edges whose |coefficient| is at least this")),
        dmc.NumberInput(
            id=identifier,
            value=cutoff,
            min=0,
            step=0.01,
            decimalScale=4,
            debounce=250,
            size="xs",
            className="strength",
            **{"aria-label": name},
        ),
    ]


def focus_field(identifier: str, study: Study, value: Sequence[str], name: str, class_name: str) -> dmc.MultiSelect:
    """The genes a picture is drawn around, of all regulators and targets. name: what a screen reader calls it."""
    return dmc.MultiSelect(
        id=identifier,
        data=sorted(set(study.regulators) | set(study.targets)),
        value=list(value),
        clearable=True,
        clearButtonProps={"aria-label": say("Remove all genes")},
        hidePickedOptions=True,
        limit=30,
        **BY_NAME,
        placeholder=say("+ gene"),
        nothingFoundMessage=say("Not a regulator or target of this study"),
        size="xs",
        rightSectionWidth=24,
        className=class_name,
        **{"aria-label": name},
    )
