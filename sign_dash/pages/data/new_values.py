"""Which matrix of the table, what is done to its values first, and how sample names are matched: of a new study."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, html, set_props

from compute.messages import Message
from compute.read import STEPS
from sign_dash.language import say, spoken
from sign_dash.pages.data import names
from sign_dash.pages.data.settings import KEPT, check_box, row

AUTO, NONE = "auto", "none"


def value_rows() -> list[html.Div]:
    """The controls."""
    part = dmc.Select(
        id=names.PART,
        data=[],
        size="xs",
        clearable=True,
        placeholder=say("default"),
        **{"aria-label": say("Sheet or matrix")},
        **KEPT,
    )
    transform = dmc.Select(
        id=names.TRANSFORM,
        data=transform_choices(),
        value=AUTO,
        allowDeselect=False,
        size="xs",
        **{"aria-label": say("Values")},
        **KEPT,
    )
    return [
        row(say("Sheet or matrix"), part, say("For workbooks, AnnData and loom files."), names.PART_ROW),
        row(
            say("Values"),
            html.Div(
                [
                    transform,
                    check_box(
                        names.QUANTILE, say("then quantile normalisation: the same distribution in every sample")
                    ),
                    check_box(names.AVERAGE, say("then the mean of replicates (_rep1, _rep2)")),
                ]
            ),
            say("Transformation of the values before scores and networks are computed; recorded in the study."),
        ),
        row(
            say("Sample names"),
            check_box(
                names.NEAR_NAMES,
                say("match names that nearly agree: case, dots, barcodes of different length"),
                checked=True,
            ),
            say("Matches are listed in the report. Off: names must be identical."),
        ),
    ]


def transform_choices(usual: list[str] | None = None) -> list[dict[str, str]]:
    """What can be done to the values. usual: the steps that are taken of themselves, where the table is known."""
    automatic = (
        say("automatic, by their scale") if usual is None else say("automatic: {steps}", steps=steps_words(usual))
    )
    return [
        {"value": AUTO, "label": automatic},
        {"value": NONE, "label": say("left as they are")},
        {"value": "log2", "label": "log2(x + 1)"},
        {"value": "cpm,log2", "label": say("scale each sample to one million (CPM), then log2(x + 1)")},
        {"value": "cpm", "label": say("counts per million")},
    ]


def steps_words(steps: list[str]) -> str:
    """Steps in their order."""
    if not steps:
        return say("left as they are")
    return " → ".join(spoken(STEPS[name].title) if name in STEPS else name for name in steps)


def transform_choice(base: str | None, quantile: bool | None, average: bool | None) -> str:
    """The controls as :func:`compute.read.transform` takes them."""
    more = [name for name, wanted in (("quantile", quantile), ("average", average)) if wanted]
    if not more or base not in (None, "", NONE):
        return ",".join([base or AUTO, *more])
    return ",".join(more) if base == NONE else ",".join([AUTO, *more])


def controls_of(choice: str) -> tuple[str, bool, bool]:
    """The controls that stand for a choice."""
    steps = choice.split(",")
    base = ",".join(step for step in steps if step not in ("quantile", "average"))
    return base or NONE, "quantile" in steps, "average" in steps


def register(app: Dash) -> None:
    """Fill the choices once the files were looked at."""

    @app.callback(
        Output(names.PART, "data"),
        Output(names.PART_ROW, "hidden"),
        Output(names.TRANSFORM, "data"),
        Output(names.NAMED_WORDS, "children"),
        Input(names.EXAMINED, "data"),
        State(names.PART, "value"),
        State(names.PREFILL, "data"),
        prevent_initial_call=True,
    )
    def offer(examined: dict[str, Any] | None, part: str | None, prefilled: dict[str, Any] | None) -> tuple[Any, ...]:
        found = (examined or {}).get("found")
        if not found:
            return [], True, transform_choices(), ""
        parts = found["parts"]
        before = ((prefilled or {}).get("chosen") or {}).get("part")
        chosen = next((one for one in (part, before) if one in parts), None)
        if chosen != part:  # no output: what was found follows from it (tests/sign_dash/test_callbacks.py)
            set_props(names.PART, {"value": chosen})
        usual = found["usual"] if found["samples"] else None
        named = [html.Li(spoken(Message.from_record(one))) for one in found["named"]]
        return (
            parts,
            not parts,
            transform_choices(usual),
            html.Ul(named, className="plan-notes") if named else "",
        )
