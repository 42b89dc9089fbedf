"""Which samples, what is taken out of their expression first, and whether edges are found again: of a new study."""

from __future__ import annotations

from typing import Any, Final

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, html
from dash.exceptions import PreventUpdate

from compute.methods import DEFAULT_METHOD, METHODS
from sign_dash.language import say
from sign_dash.pages.data import names
from sign_dash.pages.data.new_cautions import blood_row, blood_words
from sign_dash.pages.data.settings import KEPT, row

MUCH: Final = 0.05
"""Share of the expression from which a column is proposed."""
PAIRS: Final = 5
FEWEST: Final = METHODS[DEFAULT_METHOD].fewest_samples


def sample_rows() -> list[html.Div]:
    """What to adjust for, and one class alone."""
    adjust = dmc.MultiSelect(
        id=names.ADJUST,
        data=[],
        value=[],
        size="xs",
        placeholder=say("nothing"),
        clearable=True,
        **{"aria-label": say("Adjust for")},
        **KEPT,
    )
    only = dmc.Select(
        id=names.ONLY,
        data=[],
        size="xs",
        placeholder=say("all samples"),
        clearable=True,
        searchable=True,
        **{"aria-label": say("Only the samples of")},
        **KEPT,
    )
    words = html.Span(covariate_words([]), id=names.ADJUST_WORDS, className="hint")
    return [
        row(say("Adjust for"), html.Div([adjust, words]), ""),
        row(
            say("Only"),
            only,
            say("Use one class only, e.g. one tissue; the networks then describe that class, from fewer samples."),
        ),
        blood_row(),
    ]


def time_rows() -> list[html.Div]:
    """When a sample was taken, and in which course: of methods that ask for it."""

    def column(identifier: str, label: str, placeholder: str) -> dmc.Select:
        return dmc.Select(
            id=identifier,
            data=[],
            size="xs",
            placeholder=placeholder,
            clearable=True,
            **{"aria-label": label},
            **KEPT,
        )

    return [
        row(
            say("Time"),
            column(names.TIME, say("Time column"), say("the column “time”")),
            say("Numeric column of the annotation or the table itself: sampling time."),
            names.TIME_ROW,
        ),
        row(
            say("Replicate"),
            column(names.REPLICATE, say("Replicate column"), say("the column “replicate”, if there is one")),
            say("Time course that a sample belongs to; empty: all samples form one time course."),
            names.REPLICATE_ROW,
        ),
    ]


def confidence_row() -> html.Div:
    """Whether, and in how many pairs of halves, edges are found again once the networks are there."""
    check = dmc.Checkbox(
        radius=4,
        id=names.SURENESS,
        checked=False,
        label=say("Compute confidence of edges and changes"),
        size="xs",
        persistence=True,
        persistence_type="session",
    )
    pairs = dmc.NumberInput(
        id=names.SURENESS_PAIRS,
        value=PAIRS,
        min=2,
        max=50,
        allowDecimal=False,
        size="xs",
        className="rank",
        **{"aria-label": say("Pairs of halves")},
        **KEPT,
    )
    field = html.Div([check, html.Span([pairs, say("pairs of halves")], className="rank-pair")])
    return row(
        say("Confidence"),
        field,
        say(
            "Estimates the probability that each edge is found again in a similar cohort; takes several times as "
            "long as the networks and can be computed later in Explore."
        ),
    )


def register(app: Dash) -> None:
    """Fill the choices once the files were looked at."""

    @app.callback(
        Output(names.ADJUST, "data"),
        Output(names.ADJUST, "value"),
        Output(names.ADJUST_WORDS, "children"),
        Output(names.ONLY, "data"),
        Output(names.ONLY, "value"),
        Output(names.TIME, "data"),
        Output(names.TIME, "value"),
        Output(names.REPLICATE, "data"),
        Output(names.REPLICATE, "value"),
        Output(names.BLOOD_ROW, "hidden"),
        Output(names.BLOOD_WORDS, "children"),
        Input(names.EXAMINED, "data"),
        State(names.ADJUST, "value"),
        State(names.ONLY, "value"),
        State(names.TIME, "value"),
        State(names.REPLICATE, "value"),
        State(names.PREFILL, "data"),
        prevent_initial_call=True,
    )
    def offer(
        examined: dict[str, Any] | None,
        adjust: list[str] | None,
        only: str | None,
        time: str | None,
        replicate: str | None,
        prefilled: dict[str, Any] | None,
    ) -> tuple[Any, ...]:
        found = (examined or {}).get("found")
        if not found:
            raise PreventUpdate
        known = found.get("covariates", [])
        before = (prefilled or {}).get("chosen") or {}
        columns = [one["column"] for one in known]
        groups = class_choices(known)
        values = [option["value"] for option in groups]
        wanted = adjust or before.get("adjust") or []
        alone = next((value for value in (only, before.get("only")) if value in values), None)
        described = found.get("described", [])

        def still(now: str | None, name: str) -> str | None:
            return next((value for value in (now, before.get(name)) if value in described), None)

        return (
            [{"value": one["column"], "label": column_words(one)} for one in known],
            [column for column in wanted if column in columns],
            covariate_words(known),
            groups,
            alone,
            described,
            still(time, "time"),
            described,
            still(replicate, "replicate"),
            not found.get("blood"),
            blood_words(found.get("blood", 0), found["samples"]),
        )


def column_words(one: dict[str, Any]) -> str:
    """A column with what it explains."""
    share = f"{one['explains']:.0%}"
    if not one["groups"]:
        return say("{column} (numbers; explains {share} of the expression)", column=one["column"], share=share)
    return say(
        "{column} ({n} classes; explain {share} of the expression)",
        column=one["column"],
        n=len(one["groups"]),
        share=share,
    )


def class_choices(known: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Classes of enough samples to estimate networks of."""
    return [
        {
            "value": f"{one['column']}={name}",
            "label": say("{column} = {name} ({n})", column=one["column"], name=name, n=n),
        }
        for one in known
        for name, n in one["groups"]
        if n >= FEWEST
    ]


def covariate_words(known: list[dict[str, Any]]) -> str:
    """Which columns to take out, and what happens without."""
    much = [one for one in known if one["explains"] >= MUCH]
    if not known:
        return say("Annotation columns to regress out of the expression first, e.g. tissue, batch.")
    if not much:
        return say("No column explains much of the expression; there is little to adjust for.")
    first = much[0]
    return say(
        "Suggested: {column}, which explains {share} of the expression. Otherwise genes that merely differ together "
        "between its classes appear as regulator and target.",
        column=first["column"],
        share=f"{first['explains']:.0%}",
    )
