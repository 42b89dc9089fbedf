"""What is selected: one gene with its rewiring, its largest changes and its expression on both sides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import numpy as np
import plotly.graph_objects as go
from dash import html
from dash.development.base_component import Component

from compute.analyse import CATEGORIES, NetworkDifference, rewired_genes
from sign_dash.gene_links import gene_links
from sign_dash.language import say
from sign_dash.numbers import signed_coefficient
from sign_dash.pages.compare.comparison import edge_rows
from sign_dash.pages.compare.figures import compared_expression
from sign_dash.pages.compare.words import category_names, study_titles
from sign_dash.plots import plot, score_plot
from sign_dash.scene.meaning import sign_class
from sign_dash.shell.cohort import score_name

if TYPE_CHECKING:
    from compute.analyse import ComparedSide, RewiredGene

OPEN: Final = "compare-open"
AROUND: Final = "compare-around"
CURVE_HEIGHT: Final = 132
MOST_CHANGES: Final = 6
MOST_LISTED: Final = 300


def gene_card(difference: NetworkDifference, strength: float, change: float, gene: str) -> Component:
    """The card of a gene."""
    found = [row for row in rewired_genes(difference, strength, change) if row.gene == gene]
    parts: list[Component] = [_head(gene), gene_links(gene)]
    if found:
        parts += [*(_role(row) for row in found), *_changes(difference, strength, change, gene)]
    else:
        parts.append(html.P(say("No edge of this strength in A or B."), className="hint"))
    return html.Div([*parts, *_expression(difference, gene)], className="selected")


def open_button(data: Mapping[str, str]) -> html.Button:
    """On to Explore, with the gene or the edge."""
    return html.Button(
        say("Open in Explore"),
        id=OPEN,
        type="button",
        className="quiet-button",
        title=say("Show the gene sample by sample in Explore"),
        **{f"data-{key}": value for key, value in data.items()},
    )


def _head(gene: str) -> html.Div:
    around = html.Button(
        say("Compare around it"),
        id=AROUND,
        type="button",
        className="quiet-button",
        title=say("Draw the comparison around this gene"),
        **{"data-gene": gene},
    )
    buttons = html.Div([around, open_button({"gene": gene})], className="selected-buttons")
    return html.Div([html.H3(gene), buttons], className="selected-head")


def _role(row: RewiredGene) -> html.P:
    names = category_names()
    parts = [f"{getattr(row, category):,} {names[category]}" for category in CATEGORIES if getattr(row, category)]
    role = say("As a regulator") if row.role == "regulator" else say("As a target")
    return html.P(
        [
            html.B(say("{role}, rank {rank} by rewiring: ", role=role, rank=f"{row.rank:,}")),
            say("{a} edges in A, {b} in B", a=f"{row.edges_a:,}", b=f"{row.edges_b:,}"),
            f" ({', '.join(parts)})" if parts else "",
        ]
    )


def _changes(difference: NetworkDifference, strength: float, change: float, gene: str) -> list[Component]:
    """Its largest changes, each a button that selects the edge."""
    categories = difference.categories(strength, change)
    ends = np.zeros(categories.size, bool)
    for names, of_edges in ((difference.regulators, difference.regulator), (difference.targets, difference.target)):
        if gene in names:
            ends |= of_edges == names.index(gene)
    edges = difference.largest(np.flatnonzero(ends & (categories >= 0)))
    if not edges.size:
        return []
    rows = edge_rows(difference, edges[:MOST_LISTED], categories[edges[:MOST_LISTED]])
    longest = abs(rows[0]["difference"])
    words = category_names()
    bars = [_change(row, gene, longest, words[row["category"]]) for row in rows]
    first, rest = bars[:MOST_CHANGES], bars[MOST_CHANGES:]
    beyond = edges.size - len(rows)
    return [
        html.H4(say("Largest changes, B − A")),
        html.Ul(first, className="bars change-bars"),
        *([_rest(rest)] if rest else []),
        *([html.P(say("and {n} smaller", n=f"{beyond:,}"), className="hint")] if beyond else []),
    ]


def _rest(bars: list[html.Li]) -> html.Details:
    """The other changes of the gene, unfolded by a click."""
    summary = html.Summary(say("List the {n} other edges that change", n=f"{len(bars):,}"))
    return html.Details([summary, html.Ul(bars, className="bars change-bars")], className="change-rest")


def _effect(row: Mapping[str, object]) -> float:
    """What the edge does where it is: in B, or in A where it is lost."""
    return float(str(row["meanA" if row["category"] == "lost" else "meanB"]))


def _change(row: Mapping[str, object], gene: str, longest: float, kind: str) -> html.Li:
    regulator, target, value = str(row["regulator"]), str(row["target"]), float(str(row["difference"]))
    outgoing = regulator == gene
    other = f"→ {target}" if outgoing else f"← {regulator}"
    length = html.Span(className=f"bar {sign_class(_effect(row))}", style={"width": f"{abs(value) / longest:.1%}"})
    return html.Li(
        html.Button(
            className="bar-row compare-pick",
            type="button",
            title=say("{regulator} → {target}, {change}: show it along the score", regulator=regulator, target=target,
                      change=kind),
            children=[
                html.Span(other, className="bar-name"),
                html.Span(length, className="bar-track"),
                html.Span(signed_coefficient(value), className="bar-value"),
                html.Span(kind, className="bar-kind"),
            ],
            **{"data-regulator": regulator, "data-target": target},
        )
    )  # fmt: skip


def _expression(difference: NetworkDifference, gene: str) -> list[Component]:
    a, b = difference.a, difference.b
    means = [float(np.mean(side.study.expression(gene)[side.samples])) for side in (a, b)]
    title = html.H4(
        [
            say("Expression"),
            html.Span(say("mean {a} in A, {b} in B", a=f"{means[0]:.2f}", b=f"{means[1]:.2f}"), className="quiet"),
        ]
    )
    label = say("Expression of {gene} against the {score}", gene=gene, score=score_name(a.study))
    if a.study is b.study:
        return [title, score_plot(_figure(gene, a, [("A", a), ("B", b)]), label, CURVE_HEIGHT)]
    title_a, title_b = study_titles(a, b)
    return [
        title,
        html.P(say("A: {study}", study=title_a), className="hint"),
        score_plot(_figure(gene, a, [("A", a)]), f"{label}, {title_a}", CURVE_HEIGHT),
        html.P(say("B: {study}", study=title_b), className="hint"),
        plot(_figure(gene, b, [("B", b)]), f"{label}, {title_b}", CURVE_HEIGHT),
    ]


def _figure(gene: str, of: ComparedSide, sides: list[tuple[str, ComparedSide]]) -> go.Figure:
    return compared_expression(of.study, of.study.expression(gene), sides)
