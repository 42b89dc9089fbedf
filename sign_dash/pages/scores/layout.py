"""The Scores page: how well they agree in a sentence, the plane, the table of agreement, genes and disagreements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import dcc, html

from compute.score import MOST_SETS
from sign_dash.gene_sets import gene_sets_field
from sign_dash.language import say
from sign_dash.pages.scores import names
from sign_dash.pages.scores.figures import PHENOTYPE
from sign_dash.plots import filling_plot

if TYPE_CHECKING:
    from compute.study import Study


def layout(_study: Study) -> html.Div:
    """The page's panel."""
    return html.Div(
        className="scores-page",
        id=names.PAGE,
        children=[
            dcc.Store(id=names.READY),
            dcc.Interval(id=names.CLOCK, interval=names.POLL, disabled=True),
            html.Div(
                html.P(
                    say("Looking for the scores of this study …"),
                    className="scores-words",
                ),
                id=names.WORDS,
                className="card scores-summary",
                role="status",
            ),
            html.Div([_plane(), _agreement(), _genes()], className="scores-cards"),
        ],
    )


def _plane() -> html.Section:
    colour = dmc.Select(
        id=names.COLOUR,
        data=[{"value": PHENOTYPE, "label": say("phenotype")}],
        value=PHENOTYPE,
        allowDeselect=False,
        searchable=True,
        size="xs",
        className="scores-colour",
        comboboxProps={"withinPortal": True},
        **{"aria-label": say("Colour of the samples")},
    )
    return html.Section(
        className="card scores-card scores-plane-card",
        **{"aria-label": say("Plane of E and M score")},
        children=[
            html.Header([html.H2(say("E and M score")), colour], className="card-head"),
            filling_plot(names.PLANE, say("Every sample at its E score and its M score")),
            html.P(
                say(
                    "Dotted: medians of these samples; hybrid is above both. Ring: the current sample; a click on a "
                    "dot moves to it."
                ),
                className="hint",
            ),
        ],
    )


def _agreement() -> html.Section:
    return html.Section(
        className="card scores-card",
        **{"aria-label": say("Agreement of the scores")},
        children=[
            html.Header(html.H2(say("Agreement (Spearman’s ρ)")), className="card-head"),
            filling_plot(names.AGREEMENT, say("Rank correlation of every pair of scores")),
            html.P(
                say("EMT scores are high for mesenchymal, so the E score is negative with them. * with built-in genes"),
                className="hint",
            ),
            html.Details(
                [html.Summary(say("Samples on which EMT scores disagree most")), html.Div(id=names.APART)],
                open=True,
                className="scores-apart",
            ),
        ],
    )


def _genes() -> html.Section:
    return html.Section(
        className="card scores-card",
        **{"aria-label": say("Genes of the scores")},
        children=[
            html.Header(html.H2(say("Hallmark EMT, or gene sets of your own")), className="card-head"),
            gene_sets_field(names.GENE_SETS, compact=True),
            dmc.MultiSelect(
                id=names.SETS,
                data=[],
                value=[],
                searchable=True,
                clearable=True,
                maxValues=MOST_SETS,
                limit=50,
                size="xs",
                placeholder=say("Gene sets to score by ssGSEA"),
                clearButtonProps={"aria-label": say("Clear the gene sets")},
                **{"aria-label": say("Gene sets to score")},
            ),
            html.P(
                say("A set named 76GS is taken for the genes of 76GS, sets named KS_EPI and KS_MES for those of KS."),
                className="hint",
            ),
            html.Header(html.H2(say("Genes of the scores")), className="card-head"),
            html.Div(id=names.GENES, className="scores-genes"),
        ],
    )
