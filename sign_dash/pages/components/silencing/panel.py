"""The view “Silencing”: what to take out, and how the prediction moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import html

from sign_dash.furniture import BY_NAME
from sign_dash.language import say
from sign_dash.pages.components import names
from sign_dash.plots import filling_plot

if TYPE_CHECKING:
    from compute.study import Study

EDGE, REGULATOR, TARGET, COMPONENT = "edge", "regulator", "target", "component"


def silencing_panel(study: Study) -> html.Div:
    """The sentence that says what is silenced, what comes of it in words, and two curves along the score."""
    return html.Div(
        className="silencing",
        children=[
            html.Section(
                className="card silencing-card",
                **{"aria-label": say("Silencing")},
                children=[
                    _question(study),
                    html.P(id=names.SILENCED_SENTENCE, className="silenced-sentence", **{"aria-live": "polite"}),
                    html.P(id=names.SILENCED_COHORT, className="silenced-cohort"),
                    html.Div(
                        [
                            _curve(
                                names.SILENCED_PLOT,
                                say("Prediction with it (grey) and without it (dark)"),
                                say("Predictions of all samples along the score, with and without it"),
                            ),
                            _curve(
                                names.CHANGE_PLOT,
                                say("Change of the prediction"),
                                say("Change of every sample’s prediction along the score"),
                            ),
                        ],
                        className="silencing-pair",
                    ),
                    html.P(id=names.SILENCE_NOTE, className="hint"),
                ],
            )
        ],
    )


def _question(study: Study) -> html.Div:
    return html.Div(
        className="sentence silencing-question",
        children=[
            html.H2(say("Prediction without")),
            dmc.SegmentedControl(
                id=names.SILENCE,
                data=[
                    {"value": REGULATOR, "label": say("regulator")},
                    {"value": EDGE, "label": say("edge")},
                    {"value": TARGET, "label": say("target")},
                    {"value": COMPONENT, "label": say("component")},
                ],
                value=REGULATOR,
                size="xs",
                **{"aria-label": say("Silenced")},
            ),
            _field(names.SILENCE_REGULATOR_FIELD, _gene(names.SILENCE_REGULATOR, say("Regulator"), study.regulators)),
            html.Span("→", id="components-silence-arrow", className="silence-arrow"),
            _field(names.SILENCE_TARGET_FIELD, _gene(names.SILENCE_TARGET, say("Target"), study.targets)),
            _field(
                names.SILENCE_COMPONENT_FIELD,
                dmc.Select(
                    id=names.SILENCE_COMPONENT,
                    data=[],
                    allowDeselect=False,
                    size="xs",
                    w=190,
                    **{"aria-label": say("Component")},
                ),
            ),
            html.Span("?"),
        ],
    )


def _field(name: str, control: Any) -> html.Span:
    return html.Span(control, id=name)


def _gene(name: str, label: str, genes: tuple[str, ...]) -> dmc.Select:
    return dmc.Select(
        id=name,
        data=sorted(genes),
        allowDeselect=False,
        limit=50,
        **BY_NAME,
        nothingFoundMessage=say("Nothing with that name here"),
        size="xs",
        w=128,
        **{"aria-label": label},
    )


def _curve(name: str, title: str, label: str) -> html.Div:
    return html.Div([html.H3(title), filling_plot(name, label, along_score=True)], className="silencing-curve")
