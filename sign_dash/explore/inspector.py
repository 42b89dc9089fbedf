"""The inspector's contents: what is selected, in words, bars and curves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import numpy as np
from dash import html
from dash.development.base_component import Component
from numpy.typing import NDArray

from sign_dash.explore.facts import EdgeFacts, GeneFacts, Partner
from sign_dash.explore.figures import coefficient_curve, expression_scatter
from sign_dash.plots import score_plot
from sign_dash.shell.cohort import score_name

if TYPE_CHECKING:
    from compute import Study

MOST_BARS: Final = 8
LINKS: Final = (
    ("NCBI Gene", "https://www.ncbi.nlm.nih.gov/gene/?term={gene}%5Bsym%5D+AND+human%5Borgn%5D"),
    ("GeneCards", "https://www.genecards.org/cgi-bin/carddisp.pl?gene={gene}"),
    ("UniProt", "https://www.uniprot.org/uniprotkb?query=gene:{gene}+AND+organism_id:9606"),
    ("Ensembl", "https://www.ensembl.org/Homo_sapiens/Gene/Summary?g={gene}"),
)
EDGE_BUTTON: Final = "inspector-edge"  # type of the pattern ids of the bars
GENE_BUTTON: Final = "inspector-gene"
FOCUS_BUTTON: Final = "inspector-focus"


def nothing_selected() -> html.Div:
    """Before anything is selected."""
    return html.Div(
        className="empty",
        children=[
            html.H2("Nothing selected"),
            html.P("Click a gene or an edge in the network, a row of the table, or find a gene with “/”."),
        ],
    )


def problem(sentence: str) -> html.Div:
    """A sentence in place of the facts."""
    return html.Div(html.P(sentence), className="empty", role="alert")


def gene_inspector(study: Study, facts: GeneFacts, curve: EdgeFacts | None, in_focus: bool) -> html.Div:
    """One gene; `curve` is the edge drawn along the score, its strongest in this sample."""
    parts: list[Component] = [_gene_head(facts, in_focus)]
    sample = study.samples[facts.sample]
    if facts.regulators is not None:
        parts.append(_bars(f"Strongest regulators in {sample}", facts.gene, facts.regulators, incoming=True))
    if facts.targets is not None:
        parts.append(_bars(f"Strongest targets in {sample}", facts.gene, facts.targets, incoming=False))
    if curve is not None:
        parts.append(_curve(study, curve))
    parts.append(_expression(study, facts.gene, facts.expression))
    return html.Div(parts, className="inspector-body")


def edge_inspector(study: Study, facts: EdgeFacts) -> html.Div:
    """One edge."""
    here = float(facts.coefficients[facts.sample])
    sample = study.samples[facts.sample]
    verdict = (
        f"not in the network of {sample}"
        if here == 0
        else f"{'activates' if here > 0 else 'represses'} in {sample}, coefficient {signed(here)}"
    )
    head = html.Div(
        className="inspector-head",
        children=[
            html.H2([facts.regulator, html.Span(f" {facts.arrow} ", className=sign_class(here)), facts.target]),
            html.P(verdict),
            html.P(f"present in {facts.present:,} of {facts.coefficients.size:,} samples", className="quiet"),
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
            _curve(study, facts),
            _expression(study, facts.target, facts.target_expression),
            _expression(study, facts.regulator, facts.regulator_expression),
        ],
    )


def signed(value: float) -> str:
    """A coefficient with its sign and two significant digits."""
    return f"{'−' if value < 0 else '+'}{abs(value):.2g}" if abs(value) < 0.01 else f"{value:+.2f}".replace("-", "−")


def sign_class(value: float) -> str:
    return "represses" if value < 0 else "activates" if value > 0 else "quiet"


def _gene_head(facts: GeneFacts, in_focus: bool) -> html.Div:
    roles = [
        role
        for role, held in (("regulator", facts.targets is not None), ("target", facts.regulators is not None))
        if held
    ]
    counts = [
        f"{len(edges):,} {name}"
        for edges, name in ((facts.regulators, "regulators"), (facts.targets, "targets"))
        if edges is not None
    ]
    links: list[Component | str] = []
    for name, address in LINKS:
        href = address.format(gene=quote(facts.gene))
        links += [" · ", html.A(name, href=href, target="_blank", rel="noopener noreferrer")]
    button = html.Button(
        "In focus" if in_focus else "Add to focus",
        id={"type": FOCUS_BUTTON, "gene": facts.gene},
        className="quiet-button",
        type="button",
        disabled=in_focus,
        title="The network is drawn around the genes in focus",
    )
    return html.Div(
        className="inspector-head",
        children=[
            html.Div([html.H2(facts.gene), button], className="inspector-title"),
            html.P(links[1:], className="links"),
            html.P(
                f"{' and '.join(roles)} · {', '.join(counts)} in this sample" if roles else "expression only",
                className="quiet",
            ),
            html.P(f"expression with the score: ρ = {signed(facts.correlation)}", className="quiet"),
        ],
    )


def _bars(title: str, gene: str, partners: Sequence[Partner], incoming: bool) -> html.Section:
    shown = partners[:MOST_BARS]
    rest = len(partners) - len(shown)
    if not shown:
        return html.Section([html.H3(title), html.P("none in this sample", className="quiet")])
    longest = abs(shown[0].coefficient)
    rows = [_bar(gene, partner, longest, incoming) for partner in shown]
    more = [html.P(f"and {rest:,} weaker", className="quiet")] if rest > 0 else []
    return html.Section([html.H3(title), html.Ul(rows, className="bars"), *more])


def _bar(gene: str, partner: Partner, longest: float, incoming: bool) -> html.Li:
    regulator, target = (partner.gene, gene) if incoming else (gene, partner.gene)
    name = sign_class(partner.coefficient)
    return html.Li(
        html.Button(
            id={"type": EDGE_BUTTON, "regulator": regulator, "target": target},
            className="bar-row",
            type="button",
            title=f"{regulator} {name} {target}: show it along the score",
            children=[
                html.Span(partner.gene, className="bar-name"),
                html.Span(
                    html.Span(className=f"bar {name}", style={"width": f"{abs(partner.coefficient) / longest:.1%}"}),
                    className="bar-track",
                ),
                html.Span(signed(partner.coefficient), className="bar-value"),
            ],
        )
    )


def _gene_button(gene: str) -> html.Button:
    return html.Button(gene, id={"type": GENE_BUTTON, "gene": gene}, className="quiet-button", type="button")


def _curve(study: Study, edge: EdgeFacts) -> html.Section:
    name = score_name(study)
    title = f"{edge.regulator} {edge.arrow} {edge.target} along the score"
    figure = coefficient_curve(study.modulator, edge.coefficients, study.samples, name)
    return html.Section([html.H3(title), score_plot(figure, f"Coefficient of {title}", 150)])


def _expression(study: Study, gene: str, expression: NDArray[np.float32]) -> html.Section:
    name = score_name(study)
    figure = expression_scatter(study.modulator, expression, study.samples, name)
    return html.Section(
        [html.H3(f"Expression of {gene}"), score_plot(figure, f"Expression of {gene} against the {name}", 150)]
    )
