"""What the view “Hubs” does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import ClientsideFunction, Dash, Input, Output, State
from dash.exceptions import PreventUpdate

from sign_dash.export.own import own_table
from sign_dash.language import say
from sign_dash.pages.regulators import names
from sign_dash.pages.regulators.hubs import Hubs, HubsBy, most_bins
from sign_dash.pages.regulators.layout import HUBS

if TYPE_CHECKING:
    from compute.study import Study


def register(app: Dash, study: Study) -> None:
    """Wire the view; the networks are read when it is first opened."""
    hubs = Hubs(study)

    @app.callback(
        Output(names.HUBS, "rowData"),
        Input(names.OPENED, "data"),
        Input(names.VIEW, "value"),
        Input(names.HUBS_BY, "value"),
    )
    def show_table(opened: bool | None, view: str, by: HubsBy) -> list[dict[str, Any]]:
        if not opened or view != HUBS:
            raise PreventUpdate  # not in view
        return hubs.rows(by)

    @app.callback(
        Output(names.HUB_BINS, "data"),
        Output(names.HUB_FACTS, "children"),
        Output(names.HUB_SCALE, "children"),
        Input(names.OPENED, "data"),
        Input(names.VIEW, "value"),
        Input(names.HUBS_BY, "value"),
        Input(names.BINS, "value"),
    )
    def show_pictures(opened: bool | None, view: str, by: HubsBy, bins: float | str) -> tuple[Any, ...]:
        if not opened or view != HUBS or not usable(study, bins):
            raise PreventUpdate  # not in view, or the field is being edited
        rows = hubs.rows(by)
        pictures = hubs.pictures(rows, int(bins))
        activated, repressed = pictures["tallest"]
        return (
            pictures,
            say("picturing {n:,} of {all:,} regulators", n=len(pictures["panels"]), all=len(rows)),
            say(
                "one scale: the tallest bars are {activated:.1f} activated and {repressed:.1f} repressed targets",
                activated=activated,
                repressed=repressed,
            ),
        )

    app.clientside_callback(
        ClientsideFunction("hubs", "draw"), Input(names.HUB_BINS, "data"), State(names.HUBS_BY, "value")
    )

    @app.callback(
        Output(names.SAVED, "data", allow_duplicate=True),
        Input(names.SAVE_HUBS, "n_clicks"),
        prevent_initial_call=True,
    )
    def save_hubs(_clicks: int) -> dict[str, str]:
        return own_table(study, ["hubs"], hubs.table_csv())

    @app.callback(
        Output(names.SAVED, "data", allow_duplicate=True),
        Input(names.SAVE_BINS, "n_clicks"),
        State(names.BINS, "value"),
        prevent_initial_call=True,
    )
    def save_bins(_clicks: int, bins: float | str) -> dict[str, str]:
        if not usable(study, bins):
            raise PreventUpdate
        return own_table(study, ["hubs", f"{int(bins)}-bins"], hubs.bins_csv(int(bins)))


def usable(study: Study, bins: float | str) -> bool:
    """Whether the field holds a number of bins."""
    return isinstance(bins, int | float) and bins == int(bins) and 1 <= bins <= most_bins(study)
