"""The chooser of a side: one button that says what is chosen, and a panel with every way of choosing samples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from compute.analyse import HIGHEST, LOWEST
from sign_dash.furniture import BY_NAME
from sign_dash.language import say
from sign_dash.pages.compare import names
from sign_dash.shell.cohort import annotation_columns, end_names, score_name
from sign_dash.shell.filters import filter_fields, group_options

if TYPE_CHECKING:
    from compute.study import Study

FIRST_CHOICE: Final[dict[str, str]] = {"a": LOWEST, "b": HIGHEST}
MOST_SAMPLES: Final = 60


def chooser(study: Study, which: names.Which) -> html.Div:
    """The chooser of side A or B, opening with the end of the score that is its first choice."""
    low, high = end_names(study)
    label = say("Choose the samples of side {letter}", letter=which.upper())
    return html.Div(
        className="side-chooser",
        **{"data-low": low, "data-high": high, "data-score": score_name(study)},
        id=f"compare-{which}-chooser",
        children=[
            dcc.Store(id=names.side(which), data=FIRST_CHOICE[which]),
            dmc.Popover(
                position="bottom-start",
                width=310,
                trapFocus=True,
                keepMounted=True,
                withRoles=True,
                children=[
                    dmc.PopoverTarget(
                        [
                            html.B(which.upper(), className="side-letter"),
                            html.Span(id=names.field(which, names.BUTTON), className="side-words"),
                        ],
                        # The target's own box is the button: a button inside a box would leave its state on the box.
                        boxWrapperProps={
                            "component": "button",
                            "type": "button",
                            "className": "side-button",
                            "title": label,
                        },
                    ),
                    dmc.PopoverDropdown(
                        html.Div(_panel(study, which), id=f"compare-{which}-panel", className="side-panel-fields")
                    ),
                ],
            ),
        ],
    )


def _panel(study: Study, which: names.Which) -> list[Component]:
    score, n = score_name(study), len(study.samples)
    return [
        _select(
            names.field(which, names.KIND),
            say("Which samples"),
            kinds(study),
            allowDeselect=False,
            value=FIRST_CHOICE[which].partition(":")[0],
        ),
        _row(
            "low high",
            _number(which, names.SHARE, say("Share of the samples"), 10, min=0.1, max=100, suffix=" %", step=5),
        ),
        _row(
            "ranks",
            _number(which, names.FIRST, say("From rank"), None, min=1, max=n, step=1, allowDecimal=False),
            _number(which, names.LAST, say("to rank"), None, min=1, max=n, step=1, allowDecimal=False),
        ),
        _row(
            "scores",
            _number(which, names.FROM, say("{score} from", score=score), None, step=0.1),
            _number(which, names.TO, say("to"), None, step=0.1),
        ),
        _row("group", _select(names.field(which, names.GROUP), say("Group"), group_options(study), searchable=True)),
        _row(
            "sample",
            _select(
                names.field(which, names.SAMPLE),
                say("Name of the sample"),
                [],
                limit=MOST_SAMPLES,
                **BY_NAME,
                placeholder=say("Type a name"),
            ),
        ),
        _row("score", _number(which, names.AT, score, None, step=0.1)),
        _row(names.HERE, html.P(say("The current sample; it follows the slider below."), className="hint")),
        _filters(study, which),
    ]


def _filters(study: Study, which: names.Which) -> html.Div:
    """To which groups the side is confined, and which it leaves out; hidden where one sample is chosen."""
    options = group_options(study)
    fields = filter_fields(study, names.field(which, names.WITHIN), names.field(which, names.WITHOUT))
    apply_to = "low high ranks scores group" if options else ""
    other: names.Which = "b" if which == "a" else "a"
    alike = html.Button(
        say("Same filters for side {letter}", letter=other.upper()),
        type="button",
        className="quiet-button same-filters",
        title=say("Confine the other side to the same groups and leave out the same ones"),
        **{"data-from": names.side(which), "data-to": names.side(other)},
    )
    return html.Div(
        [*fields, alike], className="side-fields side-filters", hidden=not options, **{"data-kinds": apply_to}
    )


def kinds(study: Study) -> list[dict[str, str]]:
    """The ways of choosing samples that this study has."""
    low, high = end_names(study)
    found = [("low", low), ("high", high), ("ranks", say("a range of ranks")), ("scores", say("a range of scores"))]
    if annotation_columns(study):
        found.append(("group", say("a group of the annotation")))
    if study.courses is not None:
        found.append(("score", say("one score")))
    found += [("sample", say("one sample")), (names.HERE, say("the current sample"))]
    return [{"value": value, "label": label} for value, label in found]


def _row(kinds: str, *fields: Component) -> html.Div:
    return html.Div(list(fields), className="side-fields", **{"data-kinds": kinds})


def _select(identifier: str, label: str, data: list[Any], **options: Any) -> dmc.Select:
    settings = {
        "size": "xs",
        "comboboxProps": {"withinPortal": False},
        "nothingFoundMessage": say("No match"),
    }
    return dmc.Select(id=identifier, label=label, data=data, **{**settings, **options})


def _number(which: names.Which, field: str, label: str, value: float | None, **options: Any) -> dmc.NumberInput:
    settings = {"debounce": 350, "size": "xs"}
    return dmc.NumberInput(
        id=names.field(which, field), label=label, value="" if value is None else value, **{**settings, **options}
    )
