"""The view “Prediction”: predicted against given with the caution, and the current prediction step by step."""

from __future__ import annotations

from typing import Final

import dash_mantine_components as dmc
from dash import html

from sign_dash.language import say
from sign_dash.pages.components import names
from sign_dash.plots import filling_plot

PAIRS, EDGES = "pairs", "edges"
STEPS: Final = 12
"""So many steps are shown, those that carry most; the others make one."""


def prediction_panel() -> html.Div:
    """Accuracy on the left, the waterfall on the right."""
    return html.Div([_accuracy(), _waterfall()], className="component-pair prediction-pair")


def _accuracy() -> html.Section:
    return html.Section(
        className="card prediction-card",
        **{"aria-label": say("Predicted against observed")},
        children=[
            html.Header(html.H2(say("Predicted against observed"), id=names.PREDICTION_TITLE), className="card-head"),
            html.Div(id=names.CAUTION),
            filling_plot(names.PREDICTION, say("Cross-validated and fitted predictions against the observed values")),
            html.Div(id=names.ACCURACY),
        ],
    )


def _waterfall() -> html.Section:
    return html.Section(
        className="card waterfall-card",
        **{"aria-label": say("One prediction step by step")},
        children=[
            html.Header(
                [
                    html.H2(id=names.WATERFALL_TITLE),
                    dmc.SegmentedControl(
                        id=names.WATERFALL_BY,
                        data=[
                            {"value": PAIRS, "label": say("Component pairs")},
                            {"value": EDGES, "label": say("Edges")},
                        ],
                        value=PAIRS,
                        size="xs",
                        **{"aria-label": say("Steps of the prediction")},
                    ),
                ],
                className="card-head",
            ),
            html.Div(id=names.CLASS_ODDS, className="class-odds"),
            filling_plot(
                names.WATERFALL, say("From the prediction without edges to the full prediction, step by step")
            ),
            html.P(id=names.WATERFALL_NOTE, className="hint"),
        ],
    )
