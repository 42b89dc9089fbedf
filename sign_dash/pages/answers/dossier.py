"""One gene on one page: regulators, targets, course, components, evidence, alternatives, expression, links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from dash import html
from dash.development.base_component import Component

from compute.answers import Lead
from sign_dash.gene_links import gene_links
from sign_dash.language import say
from sign_dash.numbers import signed
from sign_dash.pages.answers import names
from sign_dash.pages.answers.cards import lead_link
from sign_dash.pages.explore.figures import coefficient_curve, expression_scatter
from sign_dash.plots import plot
from sign_dash.scene.meaning import edge_arrow
from sign_dash.shell.cohort import score_name
from sign_dash.shell.score_genes import gene_in_score, score_mark

if TYPE_CHECKING:
    from compute.answers import ComponentPlace, Dossier, Partner
    from compute.read import KnownPair
    from compute.study import Study

CURVE: Final = 170
MOST_PAIRS: Final = 8
LEAST: Final = 0.005
"""Of a coefficient or loading that is not 0.00 as it is written."""


def dossier_card(study: Study, found: Dossier) -> html.Section:
    """Everything about the gene."""
    blocks = [
        _partners(study, found, incoming=True),
        _partners(study, found, incoming=False),
        _course(study, found),
        _expression(study, found),
        _components(found),
        _evidence(found),
        _alternatives(found),
    ]
    return html.Section(
        className="card dossier",
        **{"aria-label": found.gene},
        children=[
            html.Div(
                [_heading(study, found), gene_links(found.gene), _ways(study, found)],
                className="dossier-head",
            ),
            *_in_score(study, found),
            html.Div([block for block in blocks if block is not None], className="dossier-blocks"),
        ],
    )


def _heading(study: Study, found: Dossier) -> html.H2:
    return html.H2([found.gene, *score_mark(study, found.gene)])


def _ways(study: Study, found: Dossier) -> html.Div:
    ways = [lead_link(Lead("explore", {"genes": (found.gene,)}), say("Its network"))]
    if found.regulators is not None and study.lacks(("per_sample", "signed", "coefficients")) is None:
        ways.append(lead_link(Lead("regulators", {"target": found.gene}), say("Its regulators along the score")))
    if study.lacks(("per_sample", "signed")) is None:
        ways.append(lead_link(Lead("compare", {"around": (found.gene,)}), say("Changes around this gene")))
    return html.Div([*ways, _keep(study, found)], className="answer-actions")


def _keep(study: Study, found: Dossier) -> html.Button:
    """Its course, or else its expression, as a slide; the dialog offers the other picture too."""
    drawn = names.DOSSIER_COURSE if study.per_sample and (found.regulators or found.targets) else names.DOSSIER_GENE
    counts = [f"{count:,}" for count in (found.regulators_count, found.targets_count)]
    sentence = say("{gene}: {regulators} regulators, {targets} targets", gene=found.gene, regulators=counts[0],
                   targets=counts[1])  # fmt: skip
    return html.Button(
        say("+ Story"),
        type="button",
        className="quiet-button",
        title=say("Keep this gene as a slide"),
        **{"data-keep": drawn, "data-sentence": sentence},
    )


def _block(title: str, *children: Component) -> html.Section:
    return html.Section([html.H3(title), *children], className="dossier-block")


def _in_score(study: Study, found: Dossier) -> list[html.P]:
    words = gene_in_score(study, found.gene)
    return [html.P(words, className="dossier-in-score")] if words else []


def _quiet(words: str) -> html.P:
    return html.P(words, className="quiet")


def _partners(study: Study, found: Dossier, incoming: bool) -> html.Section:
    partners = found.regulators if incoming else found.targets
    count = f"{found.regulators_count if incoming else found.targets_count:,}"
    title = say("Regulators ({n})", n=count) if incoming else say("Targets ({n})", n=count)
    if partners is None:
        title = say("Regulators") if incoming else say("Targets")
        words = say("Not a target in this study.") if incoming else say("Not a regulator in this study.")
        return _block(title, _quiet(words))
    # A line that reads ±0.00 says nothing; where all do, as small coefficients may, they are shown as they are.
    shown = [partner for partner in partners if abs(partner.strength) >= LEAST] or partners
    if not shown:
        return _block(title, _quiet(say("none")))
    return _block(title, _table(study, shown))


def _table(study: Study, partners: Sequence[Partner]) -> html.Table:
    sure = partners[0].confidence is not None
    known = any(partner.known for partner in partners)
    heads = [
        say("Gene"),
        say("Mean") if study.per_sample else say("Strength"),
        *([say("Samples")] if study.per_sample else []),
    ]
    heads += [say("Confidence")] if sure else []
    heads += [say("Known pair")] if known else []
    meaning = study.info.method.edge
    rows = [
        html.Tr(
            [
                html.Td(
                    [
                        html.Span(f"{edge_arrow(meaning, partner.strength)} "),
                        partner.gene,
                        *score_mark(study, partner.gene),
                    ]
                ),
                html.Td(signed(partner.strength), className="number"),
                *([html.Td(f"{partner.samples:,}", className="number")] if study.per_sample else []),
                *([html.Td(f"{partner.confidence or 0:.2f}", className="number")] if sure else []),
                *([html.Td(_known(partner.known))] if known else []),
            ]
        )
        for partner in partners
    ]
    return html.Table([html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])), html.Tbody(rows)])


def _known(pair: KnownPair | None) -> str:
    """As the tables of edges say it (``assets/js/known.mjs``): number of references and sign."""
    if pair is None:
        return ""
    arrow = {"activation": "→", "repression": "⊣", "both": "→⊣", "unknown": ""}[pair.sign]
    return " ".join(part for part in ("●", str(pair.references or ""), arrow) if part)


def _course(study: Study, found: Dossier) -> html.Section | None:
    """Its strongest edge along the score: the one that reaches it, else the one that leaves it."""
    if not study.per_sample:
        return None
    partners = found.regulators or found.targets
    if not partners:
        return None
    ends = (partners[0].gene, found.gene) if found.regulators else (found.gene, partners[0].gene)
    values = study.edge(*ends)
    band = study.edge_band(*ends, study.modulator) if study.courses is not None else None
    meaning = study.info.method.edge
    arrow = edge_arrow(meaning, float(np.sign(values).sum()))
    title = say("{edge} along the score", edge=f"{ends[0]} {arrow} {ends[1]}")
    figure = coefficient_curve(study.modulator, values, study.samples, score_name(study), band, meaning)
    return _block(title, plot(figure, title, CURVE, names.DOSSIER_COURSE))


def _expression(study: Study, found: Dossier) -> html.Section:
    name = score_name(study)
    figure = expression_scatter(study.modulator, found.expression, study.samples, name)
    title = say("Expression of {gene}", gene=found.gene)
    return _block(
        title,
        plot(
            figure,
            say("Expression of {gene} against the {score}", gene=found.gene, score=name),
            CURVE,
            names.DOSSIER_GENE,
        ),
        _quiet(say("expression with the score: ρ = {value}", value=signed(found.with_score))),
    )


def _components(found: Dossier) -> html.Section:
    title = say("Components")
    if not found.components:
        return _block(title, _quiet(say("No components with common genes (TRIP) have been learned for this study.")))
    sides = {"regulator": say("regulator component"), "target": say("target component")}
    items = [
        html.Li(
            [
                _place(place, sides[place.side]),
                " · ",
                lead_link(Lead("components", {"model": place.model}), place.model),
            ]
        )
        for place in found.components
    ]
    return _block(title, html.Ul(items))


def _place(place: ComponentPlace, side: str) -> str:
    """On a component that it hardly takes part in, a gene's number and rank would be noise."""
    if place.loading**2 * place.genes < 1:
        return say("{side}: on none with a loading above that of an average gene", side=side)
    return say(
        "{side} {n}: loading {loading}, rank {rank} of {all}",
        side=side,
        n=place.component,
        loading=signed(place.loading),
        rank=f"{place.rank:,}",
        all=f"{place.genes:,}",
    )


def _evidence(found: Dossier) -> html.Section:
    title = say("Published pairs")
    if found.evidence is None:
        words = say(
            "The study’s folder has no file of published pairs; add one from TRRUST, CollecTRI, DoRothEA or SIGNOR."
        )
        return _block(title, _quiet(words))
    if not found.evidence:
        return _block(title, _quiet(say("The file has no pair with this gene.")))
    items = [
        html.Li(
            say(
                "{regulator} – {target} ({modes}), references: {n}",
                regulator=pair.regulator,
                target=pair.target,
                modes=", ".join(pair.modes) or "–",
                n=len(pair.references),
            )
        )
        for pair in found.evidence[:MOST_PAIRS]
    ]
    more = len(found.evidence) - len(items)
    rest = [_quiet(say("and {n} more", n=f"{more:,}"))] if more > 0 else []
    return _block(title, html.Ul(items), *rest)


def _alternatives(found: Dossier) -> html.Section | None:
    if not found.alternatives:
        return None
    items = [
        html.Li(
            say(
                "{regulator} or {instead} (r = {r})",
                regulator=one.regulator,
                instead=one.instead,
                r=signed(one.correlation),
            )
        )
        for one in found.alternatives
    ]
    about = say("Regulators so similar that different subsamples of the cohort select different ones.")
    return _block(say("Alternatives among its regulators"), html.Ul(items), _quiet(about))
