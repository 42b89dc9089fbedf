"""The inspector's contents: what is selected, in words, bars and curves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import numpy as np
from dash import html
from dash.development.base_component import Component
from numpy.typing import NDArray

from compute.study import BAND, HELD
from sign_dash.language import say, spoken
from sign_dash.pages.explore.confidence import edge_association, edge_confidence
from sign_dash.pages.explore.course_card import course_facts
from sign_dash.pages.explore.dependence import dependence
from sign_dash.pages.explore.facts import EdgeFacts, GeneFacts, Partner
from sign_dash.pages.explore.figures import coefficient_curve, expression_scatter
from sign_dash.plots import rug, score_plot
from sign_dash.scene.meaning import edge_arrow, edge_class, number_heading, number_words
from sign_dash.shell.cohort import score_name

if TYPE_CHECKING:
    from compute.study import EdgeBand, EdgeMeaning, Study

MOST_BARS: Final = 8
LINKS: Final = (
    ("NCBI Gene", "https://www.ncbi.nlm.nih.gov/gene/?term={gene}%5Bsym%5D+AND+human%5Borgn%5D"),
    ("GeneCards", "https://www.genecards.org/cgi-bin/carddisp.pl?gene={gene}"),
    ("UniProt", "https://www.uniprot.org/uniprotkb?query=gene_exact:{gene}+AND+organism_id:9606"),
    ("Ensembl", "https://www.ensembl.org/Homo_sapiens/Gene/Summary?g={gene}"),
    ("HGNC", "https://www.genenames.org/tools/search/#!/?query={gene}"),
)
EDGE_BUTTON: Final = "inspector-edge"  # type of the pattern ids of the bars
GENE_BUTTON: Final = "inspector-gene"


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


def gene_inspector(study: Study, facts: GeneFacts, curve: EdgeFacts | None, focus: Sequence[str]) -> html.Div:
    """One gene; `curve` is the edge drawn along the score, its strongest in these samples."""
    parts: list[Component] = [_gene_head(facts, focus)]
    where = samples_in_words(study, facts.samples, facts.score)
    if facts.regulators is not None:
        title = say("Strongest regulators in {where}", where=where)
        parts.append(_bars(study, title, facts.gene, facts.regulators, incoming=True))
    if facts.targets is not None:
        title = say("Strongest targets in {where}", where=where)
        parts.append(_bars(study, title, facts.gene, facts.targets, incoming=False))
    if curve is not None and study.per_sample:
        parts.append(_curve(study, curve))
    parts.append(_expression(study, facts.gene, facts.expression))
    return html.Div(parts, className="inspector-body")


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
            *([_curve(study, facts)] if study.per_sample else dependence(study, facts.regulator, facts.target)),
            *course_facts(study, facts),
            _expression(study, facts.target, facts.target_expression),
            _expression(study, facts.regulator, facts.regulator_expression),
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


def samples_in_words(study: Study, samples: Sequence[int], score: float | None = None) -> str:
    """The name of one sample, or what the mean is over; of one network for all, that it is of all. score: of courses,
    where it lies between samples.
    """
    if score is not None:
        return say("the network at {score} {value}", score=score_name(study), value=f"{score:+.4g}".replace("-", "−"))
    if not study.per_sample:
        return say("all samples")
    return study.samples[samples[0]] if len(samples) == 1 else say("the mean of {n} samples", n=f"{len(samples):,}")


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


def shown_number(meaning: EdgeMeaning, value: float) -> str:
    """The number of an edge; with its sign where edges have one."""
    return signed(value) if meaning.signed else signed(value).removeprefix("+")


def signed(value: float) -> str:
    """A coefficient with its sign and two significant digits."""
    return f"{'−' if value < 0 else '+'}{abs(value):.2g}" if abs(value) < 0.01 else f"{value:+.2f}".replace("-", "−")


def sign_class(value: float) -> str:
    return "represses" if value < 0 else "activates" if value > 0 else "quiet"


def gene_links(gene: str) -> html.P:
    """Where more is known of a gene; nothing is asked there before a link is followed."""
    links: list[Component | str] = []
    for name, address in LINKS:
        href = address.format(gene=quote(gene, safe=""))
        links += [" · ", html.A(name, href=href, target="_blank", rel="noopener noreferrer")]
    return html.P(links[1:], className="links")


def _gene_head(facts: GeneFacts, focus: Sequence[str]) -> html.Div:
    return html.Div(
        className="inspector-head",
        children=[
            html.H2(facts.gene),
            gene_links(facts.gene),
            html.P(_roles(facts), className="quiet"),
            html.P(say("expression with the score: ρ = {value}", value=signed(facts.correlation)), className="quiet"),
            _gene_actions(facts.gene, focus),
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


def _gene_actions(gene: str, in_focus: Sequence[str]) -> html.Div:
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


def _gene_button(gene: str) -> html.Button:
    return html.Button(gene, id={"type": GENE_BUTTON, "gene": gene}, className="quiet-button", type="button")


def _curve(study: Study, edge: EdgeFacts) -> html.Section:
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


def _expression(study: Study, gene: str, expression: NDArray[np.float32]) -> html.Section:
    name = score_name(study)
    figure = expression_scatter(study.modulator, expression, study.samples, name)
    label = say("Expression of {gene} against the {score}", gene=gene, score=name)
    return html.Section([html.H3(say("Expression of {gene}", gene=gene)), score_plot(figure, label, 150)])
