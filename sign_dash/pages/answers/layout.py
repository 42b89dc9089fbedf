"""The page: a gene to be asked for on top, then the questions of the study."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import html

from compute.answers import QUESTIONS
from sign_dash.furniture import BY_NAME
from sign_dash.language import say
from sign_dash.pages.answers import names
from sign_dash.pages.answers.evidence import evidence_panel
from sign_dash.pages.answers.report import report_panel
from sign_dash.pages.explore.offer.jobs import can_be_computed
from sign_dash.pages.explore.offer.names import ANSWERS
from sign_dash.pages.explore.offer.panel import offer_panel
from sign_dash.shell.cautions import cautions_list

if TYPE_CHECKING:
    from compute.study import Study


def layout(study: Study) -> html.Div:
    """The page's panel; nothing is read from the networks before it is opened."""
    return html.Div(
        id=names.PAGE,
        className="answers",
        children=[
            _asking(study),
            html.Div(offer_panel(study, ANSWERS), className="card answers-offer", hidden=not can_be_computed(study)),
            *cautions_list(study),
            html.Div(id=names.DOSSIER, role="region", **{"aria-label": say("One gene"), "aria-live": "polite"}),
            html.Div(
                [
                    html.Section(
                        html.P(say("Reading the networks …"), className="quiet"),
                        id=names.card(question),
                        className="card answer",
                    )
                    for question in QUESTIONS
                ],
                className="answer-cards",
            ),
            evidence_panel(study),
            report_panel(),
        ],
    )


def _asking(study: Study) -> html.Div:
    return html.Div(
        className="card sentence answers-sentence",
        children=[
            html.Label(say("Everything this study shows about"), htmlFor=names.GENE),
            dmc.Select(
                id=names.GENE,
                data=sorted(set(study.regulators) | set(study.targets)),
                value=None,
                clearable=True,
                limit=30,
                **BY_NAME,
                placeholder=say("a gene"),
                nothingFoundMessage=say("Not a regulator or target of this study"),
                size="xs",
                className="target-choice",
                clearButtonProps={"aria-label": say("Close the gene’s page")},
                **{"aria-label": say("Gene")},
            ),
        ],
    )
