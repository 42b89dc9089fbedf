"""One component as a card: its strongest genes as bars, and its core value along the score."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from dash import html
from dash.development.base_component import Component
from numpy.typing import NDArray

from compute.components import Side
from sign_dash.language import say
from sign_dash.numbers import signed
from sign_dash.pages.components import names
from sign_dash.pages.components.choice import ChosenComponent
from sign_dash.pages.components.explained import Explained
from sign_dash.pages.components.overview import Marked, Overview, marked_loading, overviews
from sign_dash.pages.components.spark import Spark, spark
from sign_dash.pages.components.words import column_name, component_name, percent, share
from sign_dash.shell.cohort import ScoreWords


def component_cards(
    explained: Explained,
    chosen: ChosenComponent,
    score: NDArray[np.float64],
    words: ScoreWords,
    shown: Sequence[str] = (),
    marked: Sequence[str] = (),
) -> list[html.Article]:
    """A card for every component that is shown; see :func:`overview.overviews`."""
    return [_card(explained, one, score, words) for one in overviews(explained, chosen, shown, marked)]


def _card(explained: Explained, one: Overview, score: NDArray[np.float64], words: ScoreWords) -> html.Article:
    beside = say("regulator component {number}", number=one.row + 1) if one.side == "target" else ""
    caption = say("core value, {component}", component=beside or column_name(explained, one.column))
    curve = score_curve(spark(one.values, score), (one.row, one.column), caption, words)
    bars = loading_bars(one.genes, {marked.gene for marked in one.marked})
    kind = ["component-card", *(["chosen"] if one.chosen else []), *(["unstable"] if one.hatched else [])]
    return html.Article(
        [
            _heading(explained, one),
            html.Div([bars, curve], className="component-body"),
            *([_marks(one.marked)] if one.marked else []),
        ],
        className=" ".join(kind),
    )


def not_marked(genes: Sequence[str], explained: Explained, side: Side) -> str:
    """Which of the marked genes the cards cannot show, being of the other side alone; "" for none."""
    missing = [gene for gene in genes if gene not in explained.genes[side]]
    if not missing:
        return ""
    what = {"genes": ", ".join(missing)}
    return say("no regulator: {genes}", **what) if side == "regulator" else say("no target: {genes}", **what)


def _marks(marked: Sequence[Marked]) -> html.P:
    """Loading and rank of each gene of interest."""
    return html.P([_mark(one) for one in marked], className="component-marked")


def _mark(one: Marked) -> html.Span:
    if one.loading == 0:
        return html.Span([html.B(one.gene), " ", say("has loading 0")])
    words = say("{loading} · rank {rank} of {all}", loading=marked_loading(one), rank=one.rank, all=f"{one.of:,}")
    return html.Span([html.B(one.gene), " ", words])


def _heading(explained: Explained, one: Overview) -> html.Header:
    return html.Header(
        [
            html.H2(
                html.Button(
                    component_name(one.side, one.component),
                    id={"type": names.CARD, "index": one.component},
                    type="button",
                    className="component-choose",
                    **{"aria-pressed": str(one.chosen).lower()},
                )
            ),
            html.Span(
                [*_stability(explained, one.side, one.component), _captured(explained, one)],
                className="component-figures",
            ),
        ]
    )


def _captured(explained: Explained, one: Overview) -> html.Span:
    words = [percent(one.captured), html.Span(" " + say("captured"), className="captured-words")]
    title = say(
        "This component captures {share} of the squared edge weight of all networks; the components of one side add up "
        "to the {kept} given above the cards.",
        share=percent(one.captured),
        kept=percent(explained.info["retained_energy"]),
    )
    return html.Span(words, title=title)


def _stability(explained: Explained, side: Side, component: int) -> list[Component]:
    if explained.stability is None:
        return []
    found = explained.stability[side]
    figures = {
        "figure": share(float(found.figure[component])),
        "resamples": f"{found.found_in_resamples[component]:.0%}",
        "seeds": f"{found.found_in_seeds[component]:.0%}",
    }
    title = say("Recovered in {resamples} of the resamples and in {seeds} of the fits from other seeds", **figures)
    if found.stable[component]:
        return [html.Span(say("stability {figure}", **figures), title=title)]
    return [html.Span(say("unstable {figure}", **figures), className="unstable-mark", title=title)]


def loading_bars(loadings: Sequence[tuple[str, float]], marked: Collection[str] = ()) -> html.Ol:
    """Genes with their signed loadings as bars from one zero line: positive to the right, negative to the left.

    marked: genes that stand out.
    """
    if not loadings:
        return html.Ol(html.Li(say("all loadings are 0"), className="loading-none"), className="loading-bars")
    low = min(0.0, *(loading for _, loading in loadings))
    high = max(0.0, *(loading for _, loading in loadings))
    span = high - low
    bars = []
    for gene, loading in loadings:
        place = {"left": f"{(min(loading, 0) - low) / span:.2%}", "width": f"{abs(loading) / span:.2%}"}
        fade: dict[str, Any] = {"opacity": round(0.45 + 0.55 * abs(loading) / max(high, -low), 3)}
        kind = "loading-bar negative" if loading < 0 else "loading-bar"
        track = html.Span(html.Span(className=kind, style=place | fade), className="loading-track")
        value = html.Span(signed(loading), className="loading-value")
        bars.append(
            html.Li(
                [html.Span(gene, className="loading-gene"), track, value],
                title=f"{gene} {loading:+.3f}",
                className="marked" if gene in marked else "",
            )
        )
    return html.Ol(bars, className="loading-bars")


def score_curve(curve: Spark, cell: tuple[int, int], caption: str, words: ScoreWords) -> html.Figure:
    """Core values of one pair of components over the score; the browser moves the playhead and the dot."""
    zero = [] if curve.zero is None else [html.Div(className="spark-zero", style={"top": f"{curve.zero:.2%}"})]
    data = {"data-row": cell[0], "data-column": cell[1], "data-low": curve.low, "data-high": curve.high}
    described = say("{caption}, every sample along the {score}", caption=caption, score=words.name)
    return html.Figure(
        className="spark",
        children=[
            html.Figcaption(caption),
            html.Div(
                className="spark-plot",
                title=say("Click to go to that sample"),
                children=[
                    html.Img(src=curve.source, alt=described),
                    *zero,
                    html.Div(className="spark-playhead"),
                    html.Div(className="spark-dot", **data),
                ],
            ),
            html.Div([html.Span(words.low), html.Span(words.high)], className="spark-ends"),
        ],
    )
