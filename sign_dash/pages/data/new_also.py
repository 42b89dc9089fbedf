"""Further scores of a new study: a study along each of them too, which the strip switches between."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, html
from dash.exceptions import PreventUpdate

from compute.runs import ScoreChoice
from compute.score import SCORES
from sign_dash.language import say
from sign_dash.pages.data import names
from sign_dash.pages.data.form import COLUMN, LONG, METHOD, score_value
from sign_dash.pages.data.settings import KEPT, row

ALL: Final = "all"


def also_row() -> html.Div:
    """Shown where there is more than one score to choose from."""
    return row(
        say("Also along"),
        dmc.MultiSelect(
            id=names.ALSO,
            data=[],
            value=[],
            size="xs",
            placeholder=say("no other score"),
            searchable=True,
            clearable=True,
            limit=60,
            **{"aria-label": say("Also along")},
            **KEPT,
        ),
        say("Further scores of the same data: a study along each, with a switch between them on the strip."),
        names.ALSO_ROW,
    )


def also_options(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Every score that needs nothing else to be chosen, grouped; first all columns of the tables at once."""
    pairs = [[entry["file"], entry["column"]] for entry in found["columns"]]
    columns = [{"value": score_value(COLUMN, file, column), "label": column} for file, column in pairs]
    if len(pairs) > 1:
        every = json.dumps([ALL, "", pairs], ensure_ascii=False)
        columns.insert(0, {"value": every, "label": say("all {n} scores of your tables", n=len(pairs))})
    drugs = [
        {"value": score_value(LONG, table["file"], name), "label": name}
        for table in found["tables"]
        for name in table["names"]
    ]
    computed = [
        {"value": score_value(METHOD, "", record.name), "label": record.shown}
        for record in SCORES.values()
        if record.builtin is not None and found["samples"]
    ]
    groups = {say("From your tables"): columns, say("Drugs"): drugs, say("Computed"): computed}
    return [{"group": group, "items": items} for group, items in groups.items() if items]


def also_choices(values: Sequence[str]) -> list[ScoreChoice]:
    """What is chosen, each score once."""
    chosen: list[ScoreChoice] = []
    for value in values:
        kind, file, name = json.loads(value)
        if kind == ALL:
            chosen += [ScoreChoice(file=one, column=column) for one, column in name]
        elif kind == METHOD:
            chosen.append(ScoreChoice(method=name))
        else:
            chosen.append(ScoreChoice(file=file, column=name))
    return list(dict.fromkeys(chosen))


def register(app: Dash) -> None:
    """Fill the choices once the files were looked at."""

    @app.callback(
        Output(names.ALSO, "data"),
        Output(names.ALSO, "value"),
        Output(names.ALSO_ROW, "hidden"),
        Input(names.EXAMINED, "data"),
        State(names.ALSO, "value"),
        prevent_initial_call=True,
    )
    def offer(examined: dict[str, Any] | None, chosen: list[str] | None) -> tuple[Any, ...]:
        found = (examined or {}).get("found")
        if not found:
            raise PreventUpdate
        groups = also_options(found)
        values = [option["value"] for group in groups for option in group["items"]]
        return groups, [value for value in chosen or () if value in values], not values
