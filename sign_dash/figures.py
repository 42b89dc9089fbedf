"""The dashboard's charts of a study as Plotly figures, for notebooks: ``figures.edge(study, "ZEB1", "CDH1")``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import plotly.graph_objects as go

from compute.api import Study
from compute.errors import UserError
from sign_dash import theme
from sign_dash.language import say
from sign_dash.pages.explore.figures import coefficient_curve, expression_scatter
from sign_dash.pages.regulators.figures import heat_map

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["edge", "expression", "network", "regulators"]

PAPER = {"paper_bgcolor": theme.CARD, "plot_bgcolor": theme.CARD}


def edge(study: Study, regulator: str, target: str) -> go.Figure:
    """One edge's coefficient along the score; blue where it activates, vermilion where it represses."""
    values = study.edge(regulator, target)
    meaning = study.stored.info.method.edge
    figure = coefficient_curve(
        study.stored.modulator, values.to_numpy(), study.samples, study.stored.modulator_name, meaning=meaning
    )
    return _titled(figure, str(values.name), study)


def expression(study: Study, gene: str) -> go.Figure:
    """A gene's expression against the score."""
    levels = study.expression([gene])[gene].to_numpy()
    return _titled(
        expression_scatter(study.stored.modulator, levels, study.samples, study.stored.modulator_name), gene, study
    )


def regulators(study: Study, target: str, most: int = 20) -> go.Figure:
    """A target's regulators, those whose effect changes most on top, and their coefficients in every sample."""
    ranking = study.regulators(target).head(_positive(most))
    names = ranking["regulator"].tolist()
    values = np.stack([study.edge(name, target) for name in names]).astype(np.float64)
    marks = ["+" if mean > 0 else "−" if mean < 0 else "" for mean in ranking["mean_coefficient"]]
    return _titled(heat_map(values, names, marks, study.samples, "coefficient"), target, study)


def network(study: Study, sample: str | None = None, *, score: float | None = None, most: int = 60) -> go.Figure:
    """The strongest edges of one network (see :meth:`compute.Study.network`); regulators are discs, targets squares."""
    found = study.network(sample, score=score)
    shown = found.head(_positive(most))
    graph = found.to_networkx()
    signs = np.array(
        [graph.edges[ends].get("sign", 0) for ends in zip(shown["regulator"], shown["target"], strict=True)]
    )
    places = _places(graph, set(shown["regulator"]) | set(shown["target"]))
    figure = go.Figure()
    for sign, (colour, kind) in _kinds().items():
        part = shown[signs == sign]
        if part.empty:
            continue
        ends = [(places[one], places[other]) for one, other in zip(part["regulator"], part["target"], strict=True)]
        x = [value for one, other in ends for value in (one[0], other[0], None)]
        y = [value for one, other in ends for value in (one[1], other[1], None)]
        figure.add_scatter(x=x, y=y, mode="lines", line={"color": colour, "width": 1.4}, name=kind, hoverinfo="skip")
    sources = set(shown["regulator"])
    figure.add_scatter(
        x=[place[0] for place in places.values()],
        y=[place[1] for place in places.values()],
        mode="markers+text",
        text=list(places),
        textposition="bottom center",
        marker={
            "size": 11,
            "symbol": ["circle" if gene in sources else "square" for gene in places],
            "color": theme.INK_3,
        },
        hoverinfo="text",
        showlegend=False,
    )
    hidden = {"visible": False}
    figure.update_layout(theme.figure_layout(xaxis=hidden, yaxis=hidden, showlegend=True))
    return _titled(figure, found.title, study, named=True)


def _kinds() -> dict[int, tuple[str, str]]:
    """Colour and name of edges by their sign; 0 for those that have none."""
    return {
        1: (theme.ACTIVATES, say("activating")),
        -1: (theme.REPRESSES, say("repressing")),
        0: (theme.INK_2, say("directed edge")),
    }


def _places(graph: nx.DiGraph[str], genes: set[str]) -> dict[str, tuple[float, float]]:
    import networkx as nx

    shown = graph.subgraph(sorted(genes))
    layout = nx.spring_layout(shown.to_undirected(), seed=0, k=1.5 / max(1.0, np.sqrt(len(genes))))
    return {gene: (float(place[0]), float(place[1])) for gene, place in sorted(layout.items())}


def _positive(most: int) -> int:
    if most < 1:
        raise UserError("most must be at least 1, not {most}.", most=most)
    return most


def _titled(figure: go.Figure, title: str, study: Study, named: bool = False) -> go.Figure:
    """On white, with a title that says of what it is. named: the title names the study already."""
    whole = title if named else f"{title} · {study.heading}"
    return figure.update_layout({**PAPER, "title": {"text": whole}, "margin": {"t": 48, "l": 60, "b": 50}})
