"""The pages, in the order of the header: what each is called, what it shows, what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dash import Dash
from dash.development.base_component import Component

import sign_dash.compare.callbacks
import sign_dash.compare.layout
import sign_dash.components.callbacks
import sign_dash.components.layout
import sign_dash.explore.callbacks
import sign_dash.explore.layout
import sign_dash.regulators.callbacks
import sign_dash.regulators.layout
from sign_dash.language import say

if TYPE_CHECKING:
    from compute import Study


@dataclass(frozen=True)
class Page:
    """One page. name: the last part of its address; its panel's id is ``page-<name>``, its link's ``link-<name>``.

    title: in the reader's language. layout: its panel, made anew for every visit. register: wires its callbacks once;
    its last argument is the folder for what is computed on a page's request and kept.
    """

    name: str
    title: Callable[[], str]
    layout: Callable[[Study], Component]
    register: Callable[[Dash, Study, Path], None]


PAGES: Final = (
    Page("explore", lambda: say("Explore"), sign_dash.explore.layout.layout, sign_dash.explore.callbacks.register),
    Page("compare", lambda: say("Compare"), sign_dash.compare.layout.layout, sign_dash.compare.callbacks.register),
    Page(
        "components",
        lambda: say("Components"),
        sign_dash.components.layout.layout,
        sign_dash.components.callbacks.register,
    ),
    Page(
        "regulators",
        lambda: say("Regulators"),
        sign_dash.regulators.layout.layout,
        sign_dash.regulators.callbacks.register,
    ),
)
"""The first one is shown where the address names none."""
