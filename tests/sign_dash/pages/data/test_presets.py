"""Presets in the form: what choosing one fills in, and which fields are not as it has them."""

from __future__ import annotations

from typing import Any

import pytest

from compute.methods import METHODS
from compute.settings import declared, preset_values, presets_of
from sign_dash.pages.data.method_callbacks import settings_changed
from sign_dash.pages.data.settings import method_fields, preset_line, preset_shown, settings_entered, settings_shown

METHOD = "network-profiler"
KIND = METHODS[METHOD].settings
FIRST, *OTHERS = [preset.name for preset in presets_of(KIND)]


def held(values: dict[str, Any]) -> dict[tuple[str, str], Any]:
    return {(METHOD, name): value for name, value in settings_shown(METHOD, values).items()}


@pytest.mark.parametrize("name", [FIRST, *OTHERS])
def test_choosing_one_fills_the_fields_with_its_settings(name: str) -> None:
    filled = settings_shown(METHOD, {}) | preset_shown(METHOD, name)
    assert KIND(**settings_entered(METHOD, filled)) == KIND(**preset_values(KIND, name))
    assert preset_line(METHOD, name)


def test_a_field_that_is_not_as_the_preset_has_it_is_marked() -> None:
    assert settings_changed(held({}), {METHOD: FIRST}) == set()
    assert settings_changed(held({"seed": 4, "l1": 0.0}), {METHOD: FIRST}) == {(METHOD, "seed"), (METHOD, "l1")}
    for name in OTHERS:
        values = preset_values(KIND, name)
        differ = {
            (METHOD, setting.name)
            for setting in declared(KIND)
            if values.get(setting.name, setting.default) != setting.default
        }
        assert settings_changed(held({}), {METHOD: name}) == differ
        assert settings_changed(held(values), {METHOD: name}) == set()


def test_the_choice_stands_before_the_fields_of_a_method_that_has_one() -> None:
    first = {group.id["method"]: group.children[0] for group in method_fields(folded=False)}
    assert "new-preset" in str(first[METHOD])
    assert not any("new-preset'" in str(group) for group in method_fields(folded=True))
