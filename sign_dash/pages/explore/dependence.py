"""An edge of one network for all samples: its curve over both genes, and what it adds to its target, by sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import plotly.graph_objects as go
from dash import html
from dash.development.base_component import Component
from numpy.typing import NDArray

from sign_dash import theme
from sign_dash.language import say
from sign_dash.pages.explore.figures import expression_scatter, sample_dots
from sign_dash.plots import plot, score_plot
from sign_dash.shell.cohort import score_name

if TYPE_CHECKING:
    from compute.study import Study


def dependence(study: Study, regulator: str, target: str) -> list[Component]:
    """Two figures of an edge, where the study keeps what edges add in each sample: the curve over both genes, and what
    it adds along the score. Nothing where it does not, or has no such edge.
    """
    kept = None if study.per_sample else study.edge_contributions
    if kept is None:
        return []
    table = study.edge_table
    here = (table.regulator == study.regulator_index(regulator)) & (table.target == study.target_index(target))
    row = np.flatnonzero(here)
    if not row.size:
        return []
    added = np.asarray(kept[row[0]])
    return [_over_both_genes(study, regulator, target, added), _along(study, regulator, target, added)]


def _over_both_genes(study: Study, regulator: str, target: str, added: NDArray[np.float32]) -> html.Section:
    title = say("{target} on {regulator}", target=target, regulator=regulator)
    label = say("Expression of {target} against that of {regulator}, and the curve", target=target, regulator=regulator)
    return html.Section([html.H3(title), plot(curve_over_scatter(study, regulator, target, added), label, 190)])


def curve_over_scatter(study: Study, regulator: str, target: str, added: NDArray[np.float32]) -> go.Figure:
    """Every sample at the expression of both genes, coloured by the score; through them the curve of the edge.

    added: (n,) the curve's height in each sample, in standard deviations of the target. Where the expression was
    adjusted, or the curve is of the time before, its heights are points: they are no function of what is drawn.
    """
    x, y, score = study.expression(regulator), study.expression(target), study.modulator
    hover = f"%{{text}}<br>{regulator} %{{x:.2f}}<br>{target} %{{y:.2f}}<extra></extra>"
    figure = go.Figure(sample_dots(x, y, score, study.samples, hover))
    order = np.argsort(x, kind="stable")
    height = float(y.mean()) + float(y.std()) * added
    smooth = not study.info.adjust and not study.info.method.settings.get("dynamic")
    drawn = {"mode": "lines", "line": {"color": theme.INK, "width": 2}}
    if not smooth:
        drawn = {"mode": "markers", "marker": {"color": theme.INK, "size": 2.5}}
    figure.add_scatter(x=x[order], y=height[order], name="curve", hoverinfo="skip", **drawn)
    figure.update_layout(
        theme.figure_layout(
            xaxis={"title": {"text": regulator}, "nticks": 5}, yaxis={"title": {"text": target}, "nticks": 4}
        ),
        overwrite=True,
    )
    return figure


def _along(study: Study, regulator: str, target: str, added: NDArray[np.float32]) -> html.Section:
    """What the edge adds to its target, sample by sample: the slider's playhead stands in it."""
    figure = expression_scatter(study.modulator, added, study.samples, score_name(study))
    figure.data[0].hovertemplate = "%{text}<br>" + say("contribution") + " %{y:+.2f}<extra></extra>"
    figure.add_hline(y=0, line={"color": theme.NEUTRAL, "width": 1}, layer="below")
    title = say("Contribution of {regulator} to {target} along the score", regulator=regulator, target=target)
    note = html.P(say("In standard deviations of the target."), className="quiet")
    return html.Section([html.H3(title), score_plot(figure, title, 150), note])
