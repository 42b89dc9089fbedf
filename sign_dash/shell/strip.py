"""The score strip at the foot of every page: where the cohort lies, and the slider through it.

The slider is our own element, not Dash's: it is the strip itself, it carries the ARIA the field needs, and it moves
in the browser (``assets/js/strip.js``) without asking the server.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import html

from sign_dash import ids
from sign_dash.furniture import NEAREST_NAME_FIRST
from sign_dash.shell.cohort import Column, annotation_columns, score_name

if TYPE_CHECKING:
    from compute import Study


def strip(study: Study) -> html.Footer:
    """The strip's elements; text and drawing are filled in by the browser from the cohort store."""
    name = score_name(study)
    last = len(study.samples) - 1
    return html.Footer(
        id=ids.STRIP,
        className="strip",
        **{"aria-label": "Score strip"},
        children=[
            html.Button(
                id=ids.PLAY_BUTTON,
                className="play",
                type="button",
                title="Play along the score (space)",
                **{"aria-label": "Play along the score", "aria-pressed": "false"},
            ),
            html.Div(className="strip-body", children=[_facts(study), _scale(name, last)]),
        ],
    )


def _facts(study: Study) -> html.Div:
    columns = annotation_columns(study)
    return html.Div(
        className="strip-facts",
        children=[
            html.Span(className="strip-sample"),
            html.Span(className="strip-group"),
            html.Span(className="strip-score"),
            html.Span(className="strip-rank"),
            html.Span(className="strip-spring"),
            *([_legend([column.name for column in columns])] if columns else []),
            dmc.Select(
                id=ids.SAMPLE_PICKER,
                data=list(study.samples),
                searchable=True,
                allowDeselect=False,
                limit=60,
                placeholder="Go to a sample",
                clearSearchOnFocus=True,
                nothingFoundMessage="No such sample",
                selectFirstOptionOnChange=True,
                filter=NEAREST_NAME_FIRST,
                comboboxProps={"position": "top-end", "width": 220},
                size="xs",
                className="strip-picker",
                **{"aria-label": "Sample"},
            ),
        ],
    )


def _legend(names: list[str]) -> html.Div:
    """Colours of the barcode: a button that opens their list, and the choice of the annotation."""
    choice = dmc.Select(
        id=ids.STRIP_COLUMN,
        data=names,
        value=names[0],
        allowDeselect=False,
        size="xs",
        comboboxProps={"withinPortal": False},
        **{"aria-label": "Colour the strip by"},
    )
    return html.Div(
        dmc.Popover(
            position="top-end",
            width=420,
            trapFocus=True,
            children=[
                dmc.PopoverTarget(
                    "Colours",
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
        html.Li([html.I(style={"background": colour}), level, html.Span(f"{counts[code]:,}")])
        for code, (level, colour) in enumerate(zip(column.levels, column.colours, strict=True))
    ]


def _scale(name: str, last: int) -> html.Div:
    return html.Div(
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
            html.Div(className="playhead"),
            html.Div(className="strip-tip", **{"aria-hidden": "true"}),
        ],
    )
