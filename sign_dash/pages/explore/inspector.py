"""The inspector's contents: nothing yet, a problem, or the card of an edge; that of a gene is in ``gene_card.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from dash import html
from dash.development.base_component import Component

from sign_dash.language import say, spoken
from sign_dash.pages.explore.along_score import edge_along_score, expression_along_score
from sign_dash.pages.explore.confidence import edge_association, edge_confidence
from sign_dash.pages.explore.course_card import course_facts
from sign_dash.pages.explore.dependence import dependence
from sign_dash.pages.explore.facts import EdgeFacts
from sign_dash.pages.explore.words import samples_in_words, shown_number
from sign_dash.scene.meaning import edge_class, number_words

if TYPE_CHECKING:
    from compute.study import Study

GENE_BUTTON: Final = "inspector-gene"
"""Type of the pattern ids of an edge's two genes."""


def nothing_selected() -> html.Div:
    """Before anything is selected."""
    return html.Div(
        className="empty",
        children=[
            html.H2(say("Nothing selected")),
            html.P(say("Click a gene or an edge in the network, a row of the table, or find a gene with “/”.")),
        ],
    )


def problem(sentence: str) -> html.Div:
    """A sentence in place of the facts."""
    return html.Div(html.P(sentence), className="empty", role="alert")


def edge_inspector(study: Study, facts: EdgeFacts) -> html.Div:
    """One edge."""
    head = html.Div(
        className="inspector-head",
        children=[
            html.H2(
                [
                    facts.regulator,
                    html.Span(f" {facts.arrow} ", className=edge_class(facts.meaning, facts.here)),
                    facts.target,
                ],
                **{"data-regulator": facts.regulator, "data-target": facts.target},
            ),
            html.P(_verdict(study, facts)),
            *(_presence(facts) if study.per_sample else _numbers(study, facts)),
            *edge_confidence(study, facts.regulator, facts.target),
            *edge_association(study, facts.regulator, facts.target),
            html.Div(
                className="inspector-actions",
                children=[_gene_button(facts.regulator), _gene_button(facts.target)],
            ),
        ],
    )
    return html.Div(
        className="inspector-body",
        children=[
            head,
            *(
                [edge_along_score(study, facts)]
                if study.per_sample
                else dependence(study, facts.regulator, facts.target)
            ),
            *course_facts(study, facts),
            expression_along_score(study, facts.target, facts.target_expression),
            expression_along_score(study, facts.regulator, facts.regulator_expression),
        ],
    )


def _presence(facts: EdgeFacts) -> list[Component]:
    """In how many samples the edge is there."""
    count, size = f"{facts.present:,}", f"{facts.coefficients.size:,}"
    return [html.P(say("present in {n} of {all} samples", n=count, all=size), className="quiet")]


def _numbers(study: Study, facts: EdgeFacts) -> list[Component]:
    """Every number that the method gives an edge of the one network; none where it lacks the edge."""
    table, ends = study.edge_table, (study.regulator_index(facts.regulator), study.target_index(facts.target))
    row = np.flatnonzero((table.regulator == ends[0]) & (table.target == ends[1]))
    known = [column for column in study.info.method.edge.columns if row.size and column.name in table.columns]
    return [
        html.P(
            say(
                "{setting}: {value}",
                setting=spoken(column.label),
                value=f"{float(table.columns[column.name][row[0]]):.3g}",
            ),
            title=spoken(column.meaning),
            className="quiet",
        )
        for column in known
    ]


def _verdict(study: Study, facts: EdgeFacts) -> str:
    where = samples_in_words(study, facts.samples, facts.score)
    if facts.here == 0:
        if facts.score is not None:
            return say("not in {where}", where=where)
        return say("not in the network of {where}", where=where)
    verdict = _effect(facts, where)
    if len(facts.samples) == 1 or not study.per_sample:
        return verdict
    return verdict + say(" (in {n} of them)", n=f"{facts.present_here:,}")


def _effect(facts: EdgeFacts, where: str) -> str:
    meaning, number = facts.meaning, number_words(facts.meaning)
    value = shown_number(meaning, facts.here)
    if not meaning.signed:
        words = say("directed edge in {where}, {number} {value}", where=where, number=number, value=value)
        together = say("associated in {where}, {number} {value}", where=where, number=number, value=value)
        return words if meaning.directed else together
    if facts.here > 0:
        return say("activating in {where}, {number} {value}", where=where, number=number, value=value)
    return say("repressing in {where}, {number} {value}", where=where, number=number, value=value)


def _gene_button(gene: str) -> html.Button:
    return html.Button(gene, id={"type": GENE_BUTTON, "gene": gene}, className="quiet-button", type="button")
