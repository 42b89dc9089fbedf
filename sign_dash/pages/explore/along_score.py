"""The inspector's pictures along the score: an edge's coefficient with its band, and the expression of a gene."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from dash import html
from numpy.typing import NDArray

from compute.study import BAND, HELD
from sign_dash.language import say
from sign_dash.pages.explore.facts import EdgeFacts
from sign_dash.pages.explore.figures import coefficient_curve, expression_scatter
from sign_dash.plots import rug, score_plot
from sign_dash.scene.meaning import number_heading
from sign_dash.shell.cohort import score_name

if TYPE_CHECKING:
    from compute.study import EdgeBand, Study


def edge_along_score(study: Study, edge: EdgeFacts) -> html.Section:
    """An edge's coefficient in every sample; with its band, or the spread of subsamples, where the study has them."""
    name = score_name(study)
    drawn = f"{edge.regulator} {edge.arrow} {edge.target}"
    band = edge.band or edge.spread
    figure = coefficient_curve(study.modulator, edge.coefficients, study.samples, name, band, edge.meaning)
    label = say("{number} of {edge} along the score", number=number_heading(edge.meaning), edge=drawn)
    parts = [html.H3(say("{edge} along the score", edge=drawn)), score_plot(figure, label, 150)]
    if edge.band is not None:
        figure.add_trace(rug(study.modulator, *figure.layout.yaxis.range))
        parts.append(_band_in_words(edge.band))
    elif edge.spread is not None:
        parts.append(_spread_in_words(edge.spread))
    return html.Section(parts)


def expression_along_score(study: Study, gene: str, expression: NDArray[np.float32]) -> html.Section:
    """A gene's expression (samples,) against the score."""
    name = score_name(study)
    figure = expression_scatter(study.modulator, expression, study.samples, name)
    label = say("Expression of {gene} against the {score}", gene=gene, score=name)
    return html.Section([html.H3(say("Expression of {gene}", gene=gene)), score_plot(figure, label, 150)])


def _spread_in_words(spread: EdgeBand) -> html.P:
    clear = int(np.count_nonzero(spread.leaves_out_zero))
    text = say(
        "Shaded: range of the coefficient in 90 % of the subsamples, at {all} scores; at {n} of them it excludes 0. "
        "A subsample has a quarter to a third of the samples, so the coefficient from all samples is less uncertain.",
        n=clear,
        all=spread.score.size,
    )
    return html.P(text, className="quiet")


def _band_in_words(band: EdgeBand) -> html.P:
    clear = int(np.count_nonzero(band.leaves_out_zero))
    text = say(
        "Shaded: pointwise {level:.0%} band, given that the edge exists; it excludes 0 in {n:,} of {all:,} samples. "
        "In simulations with edges planted on real regulators it covered {held:.0%} of the true coefficients of the "
        "edges found. Ticks at the bottom: samples, darker where dense.",
        level=BAND,
        held=HELD,
        n=clear,
        all=band.score.size,
    )
    return html.P(text, className="quiet")
