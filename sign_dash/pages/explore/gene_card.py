"""The inspector's card of a gene: what it can be, its strongest partners as bars, and its pictures along the score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from dash import html
from dash.development.base_component import Component

from sign_dash.gene_links import gene_links
from sign_dash.language import say
from sign_dash.numbers import signed_coefficient
from sign_dash.pages.explore.along_score import edge_along_score, expression_along_score
from sign_dash.pages.explore.facts import EdgeFacts, GeneFacts, Partner
from sign_dash.pages.explore.words import samples_in_words, shown_number
from sign_dash.scene.meaning import edge_arrow, edge_class

if TYPE_CHECKING:
    from compute.study import EdgeMeaning, Study

MOST_BARS: Final = 8
EDGE_BUTTON: Final = "inspector-edge"
"""Type of the pattern ids of the bars."""


def gene_inspector(study: Study, facts: GeneFacts, curve: EdgeFacts | None, focus: Sequence[str]) -> html.Div:
    """One gene; `curve` is the edge drawn along the score, its strongest in these samples."""
    parts: list[Component] = [_head(facts, focus)]
    where = samples_in_words(study, facts.samples, facts.score)
    if facts.regulators is not None:
        title = say("Strongest regulators in {where}", where=where)
        parts.append(_bars(study, title, facts.gene, facts.regulators, incoming=True))
    if facts.targets is not None:
        title = say("Strongest targets in {where}", where=where)
        parts.append(_bars(study, title, facts.gene, facts.targets, incoming=False))
    if curve is not None and study.per_sample:
        parts.append(edge_along_score(study, curve))
    parts.append(expression_along_score(study, facts.gene, facts.expression))
    return html.Div(parts, className="inspector-body")


def _head(facts: GeneFacts, focus: Sequence[str]) -> html.Div:
    return html.Div(
        className="inspector-head",
        children=[
            html.H2(facts.gene),
            gene_links(facts.gene),
            html.P(_roles(facts), className="quiet"),
            html.P(
                say("expression with the score: ρ = {value}", value=signed_coefficient(facts.correlation)),
                className="quiet",
            ),
            _actions(facts.gene, focus),
        ],
    )


def _roles(facts: GeneFacts) -> str:
    """What the gene can be, and how many partners it has in these samples."""
    parts = []
    if facts.targets is not None:
        parts.append(say("regulator of {n} genes", n=f"{len(facts.targets):,}"))
    if facts.regulators is not None:
        parts.append(say("target of {n} regulators", n=f"{len(facts.regulators):,}"))
    return " · ".join(parts) if parts else say("expression only")


def _actions(gene: str, in_focus: Sequence[str]) -> html.Div:
    """What can be done with the gene; the canvas's menu has the same (``assets/js/menu.mjs``)."""
    focus = html.Button(
        say("In focus") if gene in in_focus else say("Add to focus"),
        className="quiet-button",
        type="button",
        disabled=gene in in_focus,
        title=say("The network is drawn around the genes in focus"),
        **{"data-action": "focus", "data-genes": gene},
    )
    alone = [("alone", say("Only this gene"), say("The network is drawn around this gene alone"))]
    more = [
        *(alone if list(in_focus) != [gene] else []),
        ("neighbours", say("Add with neighbours"), say("The gene and its strongest neighbours become genes in focus")),
        (
            "select",
            say("Select"),
            say("Add the gene to the selection, or remove it (Shift and click in the network)"),
        ),
        ("pin", say("Pin"), say("Fix the gene’s position, or release it")),
        ("hide", say("Hide"), say("Hide the gene; a chip on the canvas brings it back")),
    ]
    buttons = [
        html.Button(
            label, className="quiet-button", type="button", title=title, **{"data-action": action, "data-genes": gene}
        )
        for action, label, title in more
    ]
    return html.Div([focus, *buttons], className="inspector-actions")


def _bars(study: Study, title: str, gene: str, partners: Sequence[Partner], incoming: bool) -> html.Section:
    shown = partners[:MOST_BARS]
    rest = len(partners) - len(shown)
    if not shown:
        return html.Section([html.H3(title), html.P(say("none"), className="quiet")])
    longest = abs(shown[0].coefficient)
    rows = [_bar(study.info.method.edge, gene, partner, longest, incoming) for partner in shown]
    more = [html.P(say("and {n} weaker", n=f"{rest:,}"), className="quiet")] if rest > 0 else []
    return html.Section([html.H3(title), html.Ul(rows, className="bars"), *more])


def _bar(meaning: EdgeMeaning, gene: str, partner: Partner, longest: float, incoming: bool) -> html.Li:
    regulator, target = (partner.gene, gene) if incoming else (gene, partner.gene)
    name, sign = edge_class(meaning, partner.coefficient), edge_arrow(meaning, partner.coefficient)
    return html.Li(
        html.Button(
            id={"type": EDGE_BUTTON, "regulator": regulator, "target": target},
            className="bar-row",
            type="button",
            title=say(
                "{regulator} {sign} {target}: show it along the score", regulator=regulator, sign=sign, target=target
            ),
            children=[
                html.Span(partner.gene, className="bar-name"),
                html.Span(
                    html.Span(className=f"bar {name}", style={"width": f"{abs(partner.coefficient) / longest:.1%}"}),
                    className="bar-track",
                ),
                html.Span(shown_number(meaning, partner.coefficient), className="bar-value"),
            ],
            **{"data-regulator": regulator, "data-target": target},
        )
    )
