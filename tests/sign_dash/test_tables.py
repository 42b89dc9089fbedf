"""What tables have in common: the button that sends their genes to Explore."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from dash.development.base_component import Component

from compute.study import Study
from sign_dash.pages.compare.layout import layout as compare
from sign_dash.pages.components.markers.panel import markers_panel
from sign_dash.pages.regulators.hubs_panel import hubs_panel
from sign_dash.pages.regulators.masters_panel import masters_panel

PANELS: dict[str, Callable[[Study], Component]] = {
    "compare": compare,
    "markers": markers_panel,
    "hubs": hubs_panel,
    "masters": lambda _study: masters_panel(),
}


@pytest.mark.parametrize("name", PANELS)
def test_a_table_of_genes_sends_them_to_explore(study: Study, name: str) -> None:
    parts: list[Any] = list(PANELS[name](study)._traverse())
    fields = {
        part.id: {column.get("field") for column in part.columnDefs} for part in parts if hasattr(part, "columnDefs")
    }
    sent = [getattr(part, "data-send") for part in parts if hasattr(part, "data-send")]
    assert sent
    for table in sent:
        assert fields[table] & {"gene", "regulator", "target"}
