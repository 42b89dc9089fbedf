"""Every control of every page has a name for those who do not see it; what is hidden gets one when it is shown."""

from __future__ import annotations

import pytest
from dash.development.base_component import Component

from compute.study import Study
from sign_dash.pages.registry import PAGES, Page
from tests.sign_dash.pages.components.reading import everything, text

CHOICES = {"Select", "SegmentedControl"}
CONTROLS = {*CHOICES, "MultiSelect", "NumberInput", "TextInput", "Textarea", "Checkbox", "Button", "Progress"}
PARTS = {"Section", "TabsList"}
EXPECTED = {
    "answers": {"Select", "Section", "NumberInput", "Checkbox", "Button", "Progress"},
    "explore": {*CHOICES, "MultiSelect", "NumberInput", "Button", "Progress", "TabsList"},
    "compare": {*CHOICES, "MultiSelect", "NumberInput", "Button", "Section", "TabsList"},
    "components": {*CHOICES, "MultiSelect", "NumberInput", "TextInput", "Button", "Progress", "Section", "TabsList"},
    "modules": {"Select", "Button", "Section"},
    "regulators": {*CHOICES, "NumberInput", "Button", "Progress", "Section", "TabsList"},
    "scores": {"Select", "MultiSelect", "Button", "Section"},
    "runs": {*CHOICES, "MultiSelect", "NumberInput", "TextInput", "Textarea", "Checkbox", "Button", "Progress", *PARTS},
    "story": {"Button"},
}
"""What a page is known to hold: a page without its controls would have no nameless ones either."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_control_has_a_name(study: Study, time_study: Study, page: Page) -> None:
    layout = page.layout(study if page.can_show(study) else time_study)
    found = [part for part in everything(layout) if isinstance(part, Component) and part._type in CONTROLS | PARTS]
    shown = [part for part in found if not getattr(part, "hidden", False)]
    assert {part._type for part in found} == EXPECTED[page.name]
    labelled = {getattr(part, "htmlFor", None) for part in everything(layout)}
    assert [part for part in shown if not (_named(part) or getattr(part, "id", None) in labelled)] == []


def _named(part: Component) -> bool:
    properties = part.to_plotly_json()["props"]
    return any(properties.get(key) for key in ("aria-label", "label")) or bool(text(part).strip())
