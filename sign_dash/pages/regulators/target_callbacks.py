"""What the view “Of a target” does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import plotly.graph_objects as go
from dash import Dash, Input, Output, State, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from compute.analyse import regulator_courses
from compute.errors import UserError
from compute.write import courses_table, ranking_table
from sign_dash import ids
from sign_dash.export.own import own_table, with_known_pairs
from sign_dash.language import say, spoken
from sign_dash.pages.regulators import names
from sign_dash.pages.regulators.course_panels import POINTS, course_caption, course_legend, course_panels
from sign_dash.pages.regulators.effects import (
    PERCENTILES,
    By,
    Effects,
    Shows,
    first_target,
    found_target,
    table_rows,
    values_csv,
)
from sign_dash.pages.regulators.figures import colour_limit, heat_caption, heat_legend, heat_map
from sign_dash.pages.regulators.marks import mark_sentence, read_marks
from sign_dash.plots import captioned
from sign_dash.server.kept import steady
from sign_dash.shell.cohort import ends_of, score_name

if TYPE_CHECKING:
    from compute.study import Study

RANKINGS = {"change": "REC", "robust": "robust-REC", "scale_free": "scale-free-REC"}


def register(app: Dash, study: Study) -> None:
    """Wire the view."""
    effects = Effects(study)
    if first_target(study) is None:
        _find_target(app, study)
    _show(app, study, effects)
    _save(app, study, effects)


def _find_target(app: Dash, study: Study) -> None:
    @app.callback(
        Output(names.TARGET, "value", allow_duplicate=True),
        Input(names.OPENED, "data"),
        State(names.TARGET, "value"),
        prevent_initial_call=True,
    )
    def find(opened: bool | None, target: str | None) -> Any:
        return found_target(study) if opened and not target else no_update


def _show(app: Dash, study: Study, effects: Effects) -> None:
    @app.callback(
        Output(names.RANKING, "rowData"),
        Output(names.RANKING_FACTS, "children"),
        Output(names.MARK_FACTS, "children"),
        Output(names.MARK_FACTS, "role"),
        Input(names.OPENED, "data"),
        Input(names.TARGET, "value"),
        Input(names.RANKED_BY, "value"),
        Input(names.MARKED_BY, "value"),
    )
    @steady
    def show_table(opened: bool | None, target: str | None, by: By, choice: str) -> tuple[Any, ...]:
        if not opened or not target:
            raise PreventUpdate
        ranked = effects.ranked(target, by)
        regulators = [row.regulator for row in ranked.rows]
        try:
            marks = read_marks(study, choice)
            said, role = mark_sentence(marks, regulators, target), "note"
        except UserError as error:
            marks, said, role = None, spoken(error), "alert"
        known = marks.of(target) if marks else frozenset()
        rows = table_rows(study, ranked, known, ends_of(study), effects.beside(target))
        direct = sum(row.samples_with_edge > 0 for row in ranked.rows)
        facts = say(
            "{n:,} upstream regulators of {target}, {direct:,} of them direct",
            n=len(rows),
            target=target,
            direct=direct,
        )
        return [row | {"target": target} for row in rows], facts, said, role

    @app.callback(
        Output(names.HEAT, "figure"),
        Output(names.HEAT_LEGEND, "children"),
        Input(names.OPENED, "data"),
        Input(names.TARGET, "value"),
        Input(names.RANKED_BY, "value"),
        Input(names.HEAT_SHOWS, "value"),
        Input(names.HEAT_ROWS, "value"),
        Input(ids.SCHEME, "data"),
    )
    @steady
    def show_heat(
        opened: bool | None,
        target: str | None,
        by: By,
        shows: Shows | Literal["courses"],
        count: str,
        scheme: str | None,
    ) -> tuple[go.Figure, list[Component]]:
        if not opened or not target:
            raise PreventUpdate
        if shows == "courses":
            return _panels(study, target, int(count), scheme)
        ranked = effects.ranked(target, by)
        values, ends = ranked.shown(shows, int(count)), ends_of(study)
        rows = table_rows(study, ranked.first(int(count)), frozenset(), ends)
        figure = heat_map(
            values, [row["regulator"] for row in rows], [row["marks"] for row in rows], study.samples, shows, scheme
        )
        title = say("Regulators of {target} along the {score}", target=target, score=score_name(study))
        captioned(figure, title, heat_caption(study, target, by, shows, [row["regulator"] for row in rows]))
        return figure, heat_legend(colour_limit(values), shows, target, ends)


def _panels(study: Study, target: str, count: int, scheme: str | None) -> tuple[go.Figure, list[Component]]:
    """The courses of the strongest regulators side by side, and their legend."""
    courses = regulator_courses(study, target, count, POINTS)
    figure = course_panels(study, courses, scheme)
    panels = figure.layout.meta["panels"]
    title = say("Where along the {score} the regulators of {target} act", target=target, score=score_name(study))
    figure.update_layout(meta={"panels": panels, "title": title, "caption": course_caption(study, target, courses)})
    return figure, [*course_legend(target)]


def _save(app: Dash, study: Study, effects: Effects) -> None:
    @app.callback(
        Output(names.SAVED, "data", allow_duplicate=True),
        Input(names.SAVE_RANKING, "n_clicks"),
        State(names.TARGET, "value"),
        State(names.RANKED_BY, "value"),
        State(ids.KNOWN_PAIRS, "data"),
        prevent_initial_call=True,
    )
    def save_ranking(_clicks: int, target: str | None, by: By, known: dict[str, Any] | None) -> Any:
        if not target:
            return no_update
        text = ranking_table(study, target, PERCENTILES[by], scale_free=by == "scale_free").text
        return own_table(study, ["regulators", target, RANKINGS[by]], with_known_pairs(text, known, target))

    @app.callback(
        Output(names.SAVED, "data", allow_duplicate=True),
        Input(names.SAVE_VALUES, "n_clicks"),
        State(names.TARGET, "value"),
        State(names.RANKED_BY, "value"),
        State(names.HEAT_ROWS, "value"),
        State(names.HEAT_SHOWS, "value"),
        prevent_initial_call=True,
    )
    def save_values(_clicks: int, target: str | None, by: By, count: str, shows: str) -> Any:
        if not target:
            return no_update
        if shows == "courses":
            text = courses_table(study, [target], POINTS, int(count)).text
            return own_table(study, ["regulators", target, f"first-{count}", "courses"], text)
        text = values_csv(study, target, effects.ranked(target, by), int(count))
        return own_table(study, ["regulators", target, RANKINGS[by], f"first-{count}", "along-score"], text)
