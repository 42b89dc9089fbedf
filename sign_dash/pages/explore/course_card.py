"""What an edge's card says where networks are courses: where it differs from 0 and from its mean, and the samples' own
evidence near the current score."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

import numpy as np
import plotly.graph_objects as go
from dash import html
from dash.development.base_component import Component
from numpy.typing import NDArray

from compute.analyse import partial_residuals, regulator_courses
from compute.study import BAND
from sign_dash import theme
from sign_dash.language import say
from sign_dash.numbers import signed
from sign_dash.plots import band_traces, plot
from sign_dash.shell.cohort import score_name

if TYPE_CHECKING:
    from compute.analyse import PartialResiduals
    from compute.study import EdgeBand, Study
    from sign_dash.pages.explore.facts import EdgeFacts

HEIGHT: Final = 170


def course_facts(study: Study, facts: EdgeFacts) -> list[Component]:
    """Nothing where the edge is in no sample's network."""
    if study.courses is None or not facts.coefficients.any():
        return []
    found = regulator_courses(study, facts.target, regulator=facts.regulator)
    if not found:
        return []
    return [html.Section(_where(study, found[0].score, found[0].leaves_out_zero, found[0].leaves_its_mean)),
            _evidence(study, facts)]  # fmt: skip


def _where(
    study: Study, scores: NDArray[np.float64], apart: NDArray[np.bool_], changed: NDArray[np.bool_]
) -> list[Component]:
    name = score_name(study)
    zero, mean = stretches(scores, apart), stretches(scores, changed)
    first = (
        say("Differs from 0 at {score} {where}.", score=name, where=zero)
        if zero
        else say("Its band includes 0 at every {score}.", score=name)
    )
    second = (
        say("Differs from its own mean at {score} {where}.", score=name, where=mean)
        if mean
        else say("It differs nowhere from its own mean: no change along the score is detected.")
    )
    return [html.P(first), html.P(second)]


def stretches(scores: NDArray[np.float64], there: NDArray[np.bool_]) -> str:
    """The stretches of the scores where it is so: ``−0.82 to +0.31, +0.60 to +0.80``; "" for none."""
    found, at = [], 0
    for so, group in groupby(there.tolist()):
        count = len(list(group))
        if so:
            ends = (signed(scores[i]) for i in (at, at + count - 1))
            found.append(say("{low} to {high}", **dict(zip(("low", "high"), ends, strict=True))))
        at += count
    return ", ".join(found)


def _evidence(study: Study, facts: EdgeFacts) -> html.Section:
    middle = facts.samples[len(facts.samples) // 2]
    score = float(study.modulator[middle]) if facts.score is None else facts.score
    found = partial_residuals(study, facts.regulator, facts.target, score)
    band = study.edge_band(facts.regulator, facts.target, np.array([score]))
    at = f"{score_name(study)} {signed(score)}"
    title = say("Partial residuals near {at}", at=at)
    label = say(
        "Partial residuals of {target} against {regulator} in the samples near {at}, with the local slope",
        target=facts.target,
        regulator=facts.regulator,
        at=at,
    )
    words = say(
        "{n} samples. Vertical: {target} minus the other regulators’ contributions and the trend; horizontal: "
        "{regulator}; both in standard deviations. Line: coefficient here; shaded: its {level:.0%} band.",
        n=found.samples.size,
        target=facts.target,
        regulator=facts.regulator,
        level=BAND,
    )
    figure = evidence_figure(study, found, band, facts)
    return html.Section([html.H3(title), plot(figure, label, HEIGHT), html.P(words, className="quiet")])


def evidence_figure(study: Study, found: PartialResiduals, band: EdgeBand, facts: EdgeFacts) -> go.Figure:
    """The samples near the score as points in its colours, and the slope of the course there with its band."""
    ends = np.array([float(found.regulator.min()), 0.0, float(found.regulator.max())])
    slopes = [float(values[0]) for values in (band.low, band.high, band.coefficient)]
    low, high, line = (slope * ends for slope in slopes)
    colours = theme.score_colours(study.modulator, float(study.modulator.min()), float(study.modulator.max()))
    sign = theme.REPRESSES if slopes[2] < 0 else theme.ACTIVATES
    figure = go.Figure(
        [
            *band_traces(ends, low, high),
            go.Scatter(
                x=found.regulator,
                y=found.target,
                mode="markers",
                marker={"size": 5, "opacity": 0.8, "color": [colours[i] for i in found.samples.tolist()]},
                text=[study.samples[i] for i in found.samples.tolist()],
                hovertemplate=f"%{{text}}<br>{facts.regulator} %{{x:+.2f}}<br>{facts.target} %{{y:+.2f}}"
                "<extra></extra>",
            ),
            go.Scatter(x=ends, y=line, mode="lines", line={"color": sign, "width": 2.4}, hoverinfo="skip"),
        ]
    )
    axes = {"xaxis": {"title": {"text": facts.regulator}}, "yaxis": {"title": {"text": facts.target}, "nticks": 4}}
    figure.update_layout(theme.figure_layout(**axes), overwrite=True)
    return figure
