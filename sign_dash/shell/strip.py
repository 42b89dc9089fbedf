"""The score strip at the foot of every page: where the cohort lies, and the slider through it.

The slider is our own element, not Dash's: it is the strip itself, it carries the ARIA the field needs, and it moves
in the browser (``assets/js/strip.mjs``) without asking the server. So do the range on it (``brush.mjs``), which a page
follows that has an element with ``data-follows-range``, and what plays along the score (``play.mjs``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, Output, html
from dash.development.base_component import Component

from compute.suitability import blood_of_study
from sign_dash import ids
from sign_dash.furniture import BY_NAME
from sign_dash.language import say
from sign_dash.shell.cohort import Column, annotation_columns, score_words
from sign_dash.shell.filters import filter_fields
from sign_dash.shell.player import player, register_player

if TYPE_CHECKING:
    from compute.study import Study


def strip(study: Study, modulators: Sequence[Component] = ()) -> html.Footer:
    """The strip's elements; text and drawing are filled in by the browser from the cohort store.

    `modulators` lead to the same data along other scores.
    """
    words = score_words(study)
    last = len(study.samples) - 1
    return html.Footer(
        id=ids.STRIP,
        className="strip",
        **{"aria-label": say("Score strip"), "data-low": words.low, "data-high": words.high},
        children=[
            player(len(study.samples), study.courses is not None),
            html.Div(className="strip-body", children=[_facts(study, modulators), _scale(words.name, last)]),
        ],
    )


def register_strip(app: Dash, study: Study) -> None:
    """Wire the range, its filters and the pace of play."""
    app.clientside_callback(ClientsideFunction("score", "restore"), Input(ids.RANGE, "data"), prevent_initial_call=True)
    if annotation_columns(study):
        app.clientside_callback(
            ClientsideFunction("score", "filter"),
            Output(ids.FILTERS, "data"),
            Input(ids.WITHIN, "value"),
            Input(ids.WITHOUT, "value"),
        )
    register_player(app)


def _facts(study: Study, modulators: Sequence[Component]) -> html.Div:
    columns = annotation_columns(study)
    return html.Div(
        className="strip-facts",
        children=[
            html.Span(className="strip-sample"),
            html.Span(className="strip-group"),
            *([_blood_flag()] if blood_of_study(study) is not None else []),
            html.Span(className="strip-score"),
            html.Span(className="strip-rank"),
            html.B(className="strip-mean"),
            html.Span(className="strip-range"),
            html.Button(
                say("Range"),
                id="range-begin",
                type="button",
                className="quiet-button",
                title=say("Draw the mean network of a range of samples (or hold Shift and drag along the strip)"),
            ),
            html.Button(
                say("Back to one sample"),
                id="range-end",
                type="button",
                className="quiet-button",
                title=say("Clear the range (Escape on the strip)"),
            ),
            *([_filters(study)] if columns else []),
            html.Span(className="strip-spring"),
            *modulators,
            *([_legend([column.name for column in columns])] if columns else []),
            dmc.Select(
                id=ids.SAMPLE_PICKER,
                data=_sample_choices(study),
                allowDeselect=False,
                limit=60,
                placeholder=say("Go to a sample"),
                clearSearchOnFocus=True,
                nothingFoundMessage=say("No such sample"),
                **BY_NAME,
                comboboxProps={"position": "top-end", "width": 220},
                size="xs",
                className="strip-picker",
                **{"aria-label": say("Sample")},
            ),
        ],
    )


def _filters(study: Study) -> html.Div:
    """To which groups the samples of ranges are confined."""
    about = say("Which samples a range takes in: only some groups, or without some")
    return html.Div(
        dmc.Popover(
            position="top-start",
            width=310,
            trapFocus=True,
            keepMounted=True,
            children=[
                dmc.PopoverTarget(
                    html.Span(say("Filter"), className="filter-words"),
                    boxWrapperProps={
                        "component": "button",
                        "type": "button",
                        "className": "quiet-button filter-button",
                        "title": about,
                    },
                ),
                dmc.PopoverDropdown(
                    html.Div(
                        [html.P(about, className="hint"), *filter_fields(study, ids.WITHIN, ids.WITHOUT)],
                        className="filter-fields",
                    )
                ),
            ],
        ),
        className="strip-filter",
    )


def _blood_flag() -> html.Span:
    """Beside a sample of blood; the browser shows and hides it."""
    return html.Span(
        say("blood"), className="strip-blood", title=say("A blood line: an EMT score means little for it"), hidden=True
    )


def _sample_choices(study: Study) -> list[Any]:
    blood = blood_of_study(study)
    if blood is None:
        return list(study.samples)
    return [
        {"value": name, "label": say("{sample} · blood", sample=name)} if is_blood else {"value": name, "label": name}
        for name, is_blood in zip(study.samples, blood.of_blood.tolist(), strict=True)
    ]


def _legend(names: list[str]) -> html.Div:
    """Colours of the barcode: a button that opens their list, and the choice of the annotation."""
    choice = dmc.Select(
        id=ids.STRIP_COLUMN,
        data=names,
        value=names[0],
        allowDeselect=False,
        size="xs",
        comboboxProps={"withinPortal": False},
        **{"aria-label": say("Colour the strip by")},
    )
    return html.Div(
        dmc.Popover(
            position="top-end",
            width=420,
            trapFocus=True,
            keepMounted=True,
            children=[
                dmc.PopoverTarget(
                    say("Colours"),
                    # The target's own box is the button: a button inside a box would leave its state on the box.
                    boxWrapperProps={"component": "button", "type": "button", "className": "quiet-button"},
                ),
                dmc.PopoverDropdown([choice, html.Ul(id=ids.STRIP_LEGEND, className="strip-legend")]),
            ],
        ),
        className="strip-legend-slot",
    )


def legend_items(column: Column) -> list[html.Li]:
    """The levels of an annotation with their colours and how many samples each has."""
    counts = Counter(column.codes)
    return [
        html.Li([html.I(style={"background": colour}), column.shown(level), html.Span(f"{counts[code]:,}")])
        for code, (level, colour) in enumerate(zip(column.levels, column.colours, strict=True))
    ]


def _scale(name: str, last: int) -> html.Div:
    slider = html.Div(
        id=ids.SLIDER,
        className="score-slider",
        role="slider",
        tabIndex=0,
        **{
            "aria-label": name,
            "aria-valuemin": "0",
            "aria-valuemax": str(last),
            "aria-valuenow": str(last // 2),
            "aria-orientation": "horizontal",
        },
        children=[
            html.Div(className="strip-canvas"),
            html.Div(className="strip-outside strip-before"),
            html.Div(className="strip-outside strip-after"),
            html.Div(className="playhead"),
            html.Div(className="strip-tip", **{"aria-hidden": "true"}),
        ],
    )
    # Beside the slider, not in it: what lies in a slider is hidden from screen readers.
    handles = (
        _handle("range-first", say("First sample of the range")),
        _handle("range-last", say("Last sample of the range")),
    )
    return html.Div([slider, *handles], className="score-scale")


def _handle(name: str, label: str) -> html.Div:
    return html.Div(
        id=name,
        className="range-handle",
        role="slider",
        tabIndex=0,
        title=label,
        **{"aria-label": label, "aria-valuemin": "0", "aria-valuenow": "0", "aria-orientation": "horizontal"},
    )
