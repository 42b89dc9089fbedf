"""The Compare page: a sentence, its numbers, three pictures of one layout, and the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from compute.analyse import CATEGORIES
from sign_dash.export.own import own_table_store
from sign_dash.furniture import focus_field
from sign_dash.language import say
from sign_dash.pages.compare import names
from sign_dash.pages.compare.chooser import chooser
from sign_dash.pages.compare.legend import difference_legend
from sign_dash.pages.compare.selected import nothing_selected
from sign_dash.pages.compare.tables import changes_grid, genes_grid
from sign_dash.pages.compare.words import STEADY, category_meanings, category_names
from sign_dash.scene.select import default_focus
from sign_dash.tables import send_button

if TYPE_CHECKING:
    from compute.study import Study

CHANGES: Final = "changes"
REWIRING: Final = "genes"
PICTURE: Final = "picture"
WHOLE: Final = "whole"
ALL: Final = "all"
PAIR: Final = "pair"
ALONE: Final = "difference"
STEP: Final = 0.01
REACHES: Final = (1, 2)


def layout(study: Study) -> html.Div:
    """The page's panel; nothing is read from the networks before it is opened."""
    return html.Div(
        id=names.PAGE,
        className="compare",
        **{"data-follows-score": "true"},
        children=[
            dcc.Store(id=names.OPENED, data=True),
            *(dcc.Store(id=name) for name in (names.ASKED, names.ANSWER, names.DRAWING, names.PICKED)),
            *(dcc.Store(id=name) for name in (names.LARGEST, names.PLACES)),
            own_table_store(names.SAVED),
            html.Div([_sentence(study), _numbers()], className="card compare-head"),
            html.Div(
                [_picture(), _side(study.confidence is not None, study.courses is not None)], className="compare-body"
            ),
        ],
    )


def _sentence(study: Study) -> html.Div:
    return html.Div(
        className="sentence compare-sentence",
        children=[
            html.Span(say("Compare")),
            chooser(study, "a"),
            html.Button(
                "⇄",
                id=names.SWAP,
                type="button",
                className="quiet-button swap-button",
                title=say("Swap sides"),
                **{"aria-label": say("Swap sides")},
            ),
            html.Span(say("with")),
            chooser(study, "b"),
            html.Span(
                id=f"{names.STUDY}-slot",
                hidden=True,
                className="compare-slot",
                children=[
                    html.Label(say("of"), htmlFor=names.STUDY),
                    dmc.Select(
                        id=names.STUDY,
                        data=[{"value": "", "label": say("this study")}],
                        value="",
                        allowDeselect=False,
                        size="xs",
                        className="study-choice",
                        comboboxProps={"width": 260, "position": "bottom-start"},
                        **{"aria-label": say("Study of side B")},
                    ),
                ],
            ),
            html.Label(say("around"), htmlFor=names.FOCUS, title=say("The pictures show the edges of these genes")),
            focus_field(names.FOCUS, study, default_focus(study), say("Genes to compare around"), "compare-focus"),
            _reach(),
        ],
    )


def _reach() -> html.Span:
    meaning = say("1: edges of A or B that touch one of these genes; 2: their neighbours' edges too")
    steps = dmc.SegmentedControl(
        id=names.REACH,
        data=[{"value": str(reach), "label": str(reach)} for reach in REACHES],
        value=str(REACHES[0]),
        size="xs",
        **{"aria-label": say("Reach of the comparison")},
    )
    return html.Span([html.Span(say("reach"), title=meaning), steps], className="compare-slot")


def _threshold(identifier: str, words: str, label: str, meaning: str) -> html.Span:
    field = dmc.NumberInput(
        id=identifier,
        value="",
        min=0,
        step=STEP,
        decimalScale=4,
        debounce=250,
        size="xs",
        className="strength",
        **{"aria-label": label},
    )
    return html.Span([html.Label(words, htmlFor=identifier, title=meaning), field], className="compare-slot")


def _numbers() -> html.Div:
    """From which numbers on an edge counts, and how many change, as chips that show and hide them."""
    words, meanings = category_names(), category_meanings()
    chips = [_chip(category, words[category], meanings[category]) for category in (*CATEGORIES, STEADY)]
    return html.Div(
        className="compare-numbers",
        children=[
            _threshold(
                names.STRENGTH,
                say("strength ≥"),
                say("Minimum strength"),
                say("A side has an edge when its mean |coefficient| is at least this"),
            ),
            _threshold(
                names.CHANGE,
                say("change ≥"),
                say("Minimum change"),
                say("An edge counts as changed when |B − A| is at least this; empty: half the strength"),
            ),
            html.Div(
                dmc.ChipGroup(chips, id=names.SHOWN, multiple=True, value=[*CATEGORIES, STEADY]),
                className="compare-chips",
                role="group",
                **{"aria-label": say("Kinds of change to show; numbers of the whole network")},
            ),
            html.Span(id=names.NOTES, className="compare-notes"),
        ],
    )


def _chip(category: str, words: str, meaning: str) -> html.Span:
    """A kind of change that is shown or not, and beside it the way to show it alone (``assets/js/compare.mjs``)."""
    chip = dmc.Chip(
        [
            html.I(className=f"change-mark change-{category}", **{"aria-hidden": "true"}),
            words,
            html.Span(className="change-count", **{"data-category": category}),
        ],
        value=category,
        size="xs",
        variant="outline",
        wrapperProps={"title": meaning},
    )
    only = html.Button(
        say("only"),
        type="button",
        className="only-this",
        title=say("Show only this kind of change; click again for all"),
        **{"data-category": category, "aria-label": say("only {kind}", kind=words)},
    )
    return html.Span([chip, only], className="compare-chip")


def _picture() -> html.Section:
    return html.Section(
        className="card compare-picture",
        **{"aria-label": say("Pictures of the comparison")},
        children=[
            html.Div(
                className="compare-tools",
                children=[
                    _choice(
                        names.SHOWS,
                        say("Pictures"),
                        [(ALL, say("All three")), (PAIR, say("A and B")), (ALONE, say("Difference"))],
                    ),
                    html.Span(id=names.STATUS, className="compare-status", role="status", **{"aria-live": "polite"}),
                    html.Button(say("Fit"), id=names.FIT, type="button", className="quiet-button",
                                title=say("Fit the network into view")),
                    html.Button(say("Reset layout"), id=names.RESET, type="button", className="quiet-button",
                                title=say("Return dragged genes to their layout positions")),
                ],
            ),
            html.Div(
                className="compare-stage",
                children=[
                    html.Div(
                        id=names.PICTURES,
                        className="compare-pictures",
                        role="group",
                        tabIndex=0,
                        title="",
                        **{
                            "data-shows": ALL,
                            "aria-label": say(
                                "Three networks in one layout. Scroll to zoom, drag to move (or + − 0 and the arrow "
                                "keys); a gene is dragged in all three. The table lists the edges."
                            ),
                        },
                        children=[_panel(panel) for panel in names.PANELS],
                    ),
                    html.Div(className="network-tooltip", **{"aria-hidden": "true"}),
                    html.Div(
say("Reading the networks …"), id=names.STATE, className="empty stage-empty", role="status"
),
                ],
            ),
            difference_legend(),
        ],
    )  # fmt: skip


def _panel(panel: str) -> html.Figure:
    title = {"difference": say("Difference, B − A"), "a": "A", "b": "B"}[panel]
    return html.Figure(
        className="compare-panel",
        **{"data-panel": panel},
        children=[
            html.Figcaption([html.B(title), html.Span(className="compare-caption")]),
            html.Div(html.Canvas(), className="compare-canvas", role="img", **{"aria-label": title}),
        ],
    )


def _side(confidence: bool, bands: bool) -> html.Aside:
    return html.Aside(
        className="card compare-side",
        **{"aria-label": say("Changes and genes")},
        children=[
            dmc.Tabs(
                id=names.SIDE,
                value=CHANGES,
                className="compare-tabs",
                children=[
                    dmc.TabsList(
                        [
                            dmc.TabsTab(say("Largest changes"), value=CHANGES),
                            dmc.TabsTab(say("Rewired genes"), value=REWIRING),
                        ],
                        **{"aria-label": say("Tables")},
                    ),
                    dmc.TabsPanel(_changes(confidence, bands), value=CHANGES, className="compare-table-panel"),
                    dmc.TabsPanel(_genes(), value=REWIRING, className="compare-table-panel"),
                ],
            ),
            html.Div(nothing_selected(), id=names.SELECTED, className="compare-selected", **{"aria-live": "polite"}),
        ],
    )


def _changes(confidence: bool, bands: bool) -> list[Component]:
    return [
        _table_head(
            _choice(names.SCOPE, say("Edges of"), [(PICTURE, say("in the picture")), (WHOLE, say("whole network"))]),
            html.Span(id=names.EDGES_FACTS, className="hint"),
            send_button(names.EDGES, say("Changes")),
            _save(names.SAVE_EDGES, say("Save every change of the whole network as CSV")),
        ),
        html.Div(
            changes_grid(names.EDGES, confidence, bands),
            className="compare-grid",
            role="group",
            **{"aria-label": say("Table of changes, the largest first")},
        ),
    ]


def _genes() -> list[Component]:
    return [
        _table_head(
            _choice(names.ROLE, say("Genes"), [("regulator", say("regulators")), ("target", say("targets"))]),
            html.Span(say("in the whole network"), className="hint"),
            send_button(names.GENES, say("Rewired genes")),
            _save(names.SAVE_GENES, say("Save the rewiring of every gene as CSV")),
        ),
        html.Div(
            genes_grid(names.GENES),
            className="compare-grid",
            role="group",
            **{"aria-label": say("Table of genes, the most rewired first")},
        ),
    ]


def _table_head(*parts: Component) -> html.Div:
    return html.Div(list(parts), className="compare-table-head")


def _choice(identifier: str, label: str, options: list[tuple[str, str]]) -> dmc.SegmentedControl:
    data: list[Any] = [{"value": value, "label": words} for value, words in options]
    return dmc.SegmentedControl(id=identifier, data=data, value=options[0][0], size="xs", **{"aria-label": label})


def _save(identifier: str, label: str) -> html.Button:
    return html.Button(
        "CSV", id=identifier, type="button", className="quiet-button save-button", title=label, **{"aria-label": label}
    )
