"""What the view “Hubs” does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from dash import ClientsideFunction, Dash, Input, Output, State, ctx
from dash.exceptions import PreventUpdate

from sign_dash.export.own import own_table
from sign_dash.jobs import job_sentence
from sign_dash.language import say
from sign_dash.pages.regulators import names
from sign_dash.pages.regulators.hubs import Hubs, HubsBy, most_bins
from sign_dash.pages.regulators.hubs_work import STAGE
from sign_dash.pages.regulators.layout import HUBS
from sign_dash.server.kept import steady

if TYPE_CHECKING:
    from compute.study import Study


def register(app: Dash, study: Study, cache: Path) -> None:
    """Wire the view; the networks are read when it is first opened. cache: folder for what is counted."""
    hubs = Hubs(study, cache)
    _count(app, hubs)
    _show(app, study, hubs)
    _save(app, study, hubs)


def _count(app: Dash, hubs: Hubs) -> None:
    @app.callback(
        Output(names.HUBS_COUNTED, "data"),
        Output(names.HUBS_CLOCK, "disabled"),
        Output(names.HUBS_STATE, "children"),
        Output(names.HUBS_STATE, "role"),
        Output(names.HUBS_BAR, "value"),
        Output(names.HUBS_BAR, "max"),
        Output(names.HUBS_BAR, "hidden"),
        Input(names.OPENED, "data"),
        Input(names.VIEW, "value"),
        Input(names.HUBS_CLOCK, "n_intervals"),
        Input(names.HUBS_SURE, "value"),
        State(names.HUBS_COUNTED, "data"),
    )
    def count(opened: bool | None, view: str, _ticks: int | None, sure: str, counted: str | None) -> tuple[Any, ...]:
        """Of a large study: have them counted, and say how far that is."""
        if not opened or view != HUBS or counted == sure or hubs.at_once:
            raise PreventUpdate
        job = hubs.count(again=ctx.triggered_id != names.HUBS_CLOCK, confidence=float(sure))
        stages = {"": say("Reading the study"), STAGE: say("Counting targets in every network")}
        sentence, role = job_sentence(job, stages, "")
        finished = job.state == "finished"
        return (
            sure if finished else None,
            not job.active,
            sentence,
            role,
            str(job.done),
            str(max(job.total, 1)),
            not job.active,
        )


def _show(app: Dash, study: Study, hubs: Hubs) -> None:
    def there(opened: bool | None, view: str, counted: str | None, sure: str) -> bool:
        return bool(opened) and view == HUBS and (hubs.at_once or counted == sure)

    @app.callback(
        Output(names.HUBS, "rowData"),
        Input(names.OPENED, "data"),
        Input(names.VIEW, "value"),
        Input(names.HUBS_COUNTED, "data"),
        Input(names.HUBS_BY, "value"),
        Input(names.HUBS_SURE, "value"),
    )
    @steady
    def show_table(opened: bool | None, view: str, counted: str | None, by: HubsBy, sure: str) -> list[dict[str, Any]]:
        if not there(opened, view, counted, sure):
            raise PreventUpdate
        return hubs.rows(by, float(sure))

    @app.callback(
        Output(names.HUB_BINS, "data"),
        Output(names.HUB_FACTS, "children"),
        Output(names.HUB_SCALE, "children"),
        Input(names.OPENED, "data"),
        Input(names.VIEW, "value"),
        Input(names.HUBS_COUNTED, "data"),
        Input(names.HUBS_BY, "value"),
        Input(names.BINS, "value"),
        Input(names.HUBS_SURE, "value"),
    )
    @steady
    def show_pictures(
        opened: bool | None, view: str, counted: str | None, by: HubsBy, bins: float | str, sure: str
    ) -> tuple[Any, ...]:
        if not there(opened, view, counted, sure) or not usable(study, bins):
            raise PreventUpdate  # or the field is being edited
        rows = hubs.rows(by, float(sure))
        pictures = hubs.pictures(rows, int(bins), float(sure))
        activated, repressed = pictures["tallest"]
        return (
            pictures,
            say("showing {n:,} of {all:,} regulators", n=len(pictures["panels"]), all=len(rows)),
            say(
                "common scale: the tallest bars are {activated:.1f} activated and {repressed:.1f} repressed targets",
                activated=activated,
                repressed=repressed,
            ),
        )

    app.clientside_callback(
        ClientsideFunction("hubs", "draw"), Input(names.HUB_BINS, "data"), State(names.HUBS_BY, "value")
    )


def _save(app: Dash, study: Study, hubs: Hubs) -> None:
    @app.callback(
        Output(names.SAVED, "data", allow_duplicate=True),
        Input(names.SAVE_HUBS, "n_clicks"),
        State(names.HUBS_SURE, "value"),
        prevent_initial_call=True,
    )
    def save_hubs(_clicks: int, sure: str) -> dict[str, str]:
        return own_table(study, ["hubs", *counted_part(sure)], hubs.table_csv(float(sure)))

    @app.callback(
        Output(names.SAVED, "data", allow_duplicate=True),
        Input(names.SAVE_BINS, "n_clicks"),
        State(names.BINS, "value"),
        State(names.HUBS_SURE, "value"),
        prevent_initial_call=True,
    )
    def save_bins(_clicks: int, bins: float | str, sure: str) -> dict[str, str]:
        if not usable(study, bins):
            raise PreventUpdate
        parts = ["hubs", f"{int(bins)}-bins", *counted_part(sure)]
        return own_table(study, parts, hubs.bins_csv(int(bins), float(sure)))


def counted_part(sure: str) -> list[str]:
    """The part of a file's name that says which edges were counted."""
    return [] if sure == "0" else [f"confidence-{sure}"]


def usable(study: Study, bins: float | str) -> bool:
    """Whether the field holds a number of bins."""
    return isinstance(bins, int | float) and bins == int(bins) and 1 <= bins <= most_bins(study)
