"""The view “Of a target”: its regulators as a table, and what they do along the score as a heat map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import dash_mantine_components as dmc
from dash import dcc, html

from sign_dash import theme
from sign_dash.furniture import BY_NAME
from sign_dash.language import say
from sign_dash.pages.regulators import names
from sign_dash.pages.regulators.effects import first_target
from sign_dash.pages.regulators.marks import EMT, choices
from sign_dash.pages.regulators.tables import ranking_grid
from sign_dash.plots import unfilled
from sign_dash.shell.cohort import score_name
from sign_dash.tables import send_button

if TYPE_CHECKING:
    from compute.study import Study

ROWS: Final = ("15", "25", "40")


def target_panel(study: Study) -> html.Div:
    """The controls in one line, the table left, the picture right; all empty until the page is in view."""
    return html.Div(
        className="regulators-view",
        children=[
            _sentence(study),
            html.Div([_ranking(study), _heat(study)], className="regulators-pair"),
        ],
    )


def _sentence(study: Study) -> html.Div:
    return html.Div(
        className="card sentence regulators-sentence",
        children=[
            html.Label(say("Regulators of"), htmlFor=names.TARGET),
            dmc.Select(
                id=names.TARGET,
                data=sorted(study.targets),
                value=first_target(study),
                allowDeselect=False,
                limit=30,
                **BY_NAME,
                placeholder=say("a target"),
                nothingFoundMessage=say("Not a target of this study"),
                size="xs",
                className="target-choice",
                **{"aria-label": say("Target")},
            ),
            html.Span(
                say("by"),
                title=say(
                    "REC: largest minus smallest effect. Robust: between the 5th and 95th percentile. Scale-free: "
                    "robust, with the regulator’s expression in its standard deviations from its mean."
                ),
            ),
            _choice(
                names.RANKED_BY,
                say("Rank by"),
                (("change", say("REC")), ("robust", say("robust REC")), ("scale_free", say("scale-free REC"))),
                "change",
            ),
            html.Label(
                say("known from"), htmlFor=names.MARKED_BY, title=say("Regulators in this list carry the mark ● known")
            ),
            dmc.Select(
                id=names.MARKED_BY,
                data=choices(study),
                value=EMT,
                allowDeselect=False,
                size="xs",
                className="marks-choice",
                **{"aria-label": say("Mark regulators known from")},
            ),
            html.Span(id=names.RANKING_FACTS, className="regulators-facts", role="status"),
        ],
    )


def _ranking(study: Study) -> html.Section:
    return html.Section(
        className="card regulators-card",
        **{"aria-label": say("Regulators of the target")},
        children=[
            html.Div(
                ranking_grid(names.RANKING, study),
                className="regulators-grid",
                id="regulators-ranking-slot",
            ),
            html.Footer(
                [
                    html.Div(
                        [
                            html.P(id=names.MARK_FACTS, className="hint"),
                            html.P(
                                say(
                                    "REC multiplies coefficients by expression, so highly expressed regulators rank "
                                    "higher; the scale-free REC does not."
                                ),
                                className="hint",
                            ),
                        ]
                    ),
                    send_button(names.RANKING, say("Regulators")),
                    save_button(names.SAVE_RANKING, say("CSV"), say("Save the table of regulators as CSV")),
                ],
                className="regulators-foot",
            ),
        ],
    )


def _heat(study: Study) -> html.Section:
    graph = dcc.Graph(id=names.HEAT, figure=unfilled(), config=theme.GRAPH_CONFIG, responsive=True, className="figure")
    label = say(
        "Heat map of the strongest regulators in every sample along the {score}; numbers in the table",
        score=score_name(study),
    )
    return html.Section(
        className="card regulators-card",
        **{"aria-label": say("Regulators along the score")},
        children=[
            html.Header(
                [
                    html.H2(say("Along the score")),
                    _choice(
                        names.HEAT_SHOWS,
                        say("The heat map shows"),
                        (
                            ("effect", say("effect")),
                            ("coefficient", say("coefficient")),
                            *((("courses", say("curves")),) if study.courses is not None else ()),
                        ),
                        "effect",
                    ),
                    *([] if study.courses is not None else [html.Span(say("first"), className="quiet")]),
                    _choice(names.HEAT_ROWS, say("Regulators in the heat map"), tuple((n, n) for n in ROWS), ROWS[1]),
                    save_button(names.SAVE_VALUES, say("CSV"), say("Save the heat map’s values as CSV")),
                ],
                className="regulators-head",
            ),
            html.Div(graph, className="plot score-plot order-plot heat-slot", role="group", **{"aria-label": label}),
            html.Div(id=names.HEAT_LEGEND, className="heat-legend", role="note", **{"aria-label": say("Legend")}),
        ],
    )


def _choice(name: str, label: str, options: tuple[tuple[str, str], ...], value: str) -> dmc.SegmentedControl:
    data: list[Any] = [{"value": key, "label": words} for key, words in options]
    return dmc.SegmentedControl(id=name, data=data, value=value, size="xs", **{"aria-label": label})


def save_button(name: str, words: str, label: str) -> html.Button:
    """A button that saves a table."""
    return html.Button(
        words, id=name, type="button", className="quiet-button save-button", title=label, **{"aria-label": label}
    )
