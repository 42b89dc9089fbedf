"""The export menu in the header."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import dcc, html

from sign_dash.components.explained import readable_models
from sign_dash.export import names

if TYPE_CHECKING:
    from compute import Study


def export_menu(study: Study) -> html.Div:
    """A button that opens the list of what can be saved; a model's tables only where the study has a model."""
    items: list[Any] = [
        dmc.MenuLabel("The network on this page"),
        _item(names.SVG, "Picture as SVG", "sharp at any size; text stays text"),
        _item(names.PNG, "Picture as PNG", "300 dpi"),
        _item(names.EDGES, "Its edges as CSV", "regulator, target, coefficient"),
    ]
    if readable_models(study).names:
        items += [
            dmc.MenuDivider(),
            dmc.MenuLabel("The model on the Components page"),
            _item(names.LOADINGS, "Loadings as CSV", "every gene on every component"),
            _item(names.CORES, "Cores and predictions as CSV", "every sample"),
        ]
    return html.Div(
        [
            dcc.Store(id=names.REQUEST),
            dcc.Store(id=names.FILE),
            dmc.Menu(
                id=names.MENU,
                position="bottom-end",
                width=270,
                children=[
                    # The target's own box is the button: a button inside a box would leave its state on the box.
                    dmc.MenuTarget(
                        "Export",
                        boxWrapperProps={"component": "button", "type": "button", "className": "export-button"},
                    ),
                    dmc.MenuDropdown(items),
                ],
            ),
        ]
    )


def _item(kind: str, title: str, hint: str) -> dmc.MenuItem:
    return dmc.MenuItem(
        [html.Span(title), html.Span(hint, className="export-hint")],
        id={"type": names.ITEM, "kind": kind},
        n_clicks=0,
        className="export-item",
    )
