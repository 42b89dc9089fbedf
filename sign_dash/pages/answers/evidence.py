"""Evidence over time: which file, of what year the data are, and what was known when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from compute.read import EARLIEST
from sign_dash.gene_sets import evidence_options, file_drop
from sign_dash.language import say
from sign_dash.pages.answers import names
from sign_dash.pages.answers.cards import answer_card
from sign_dash.pages.answers.figures import timeline_figure
from sign_dash.plots import plot

if TYPE_CHECKING:
    from compute.answers import KnownGene, OverTime, When
    from compute.study import Study

DATA_YEAR: Final = 2010
"""Of the data of the 2020 study, whose markers were looked for in the ten years after."""
MOST_GENES: Final = 30
ROW: Final = 17
"""px of a gene on the time line."""


def evidence_panel(study: Study) -> html.Section:
    """The controls, and the place of the answer."""
    offered = evidence_options(study, None)
    return html.Section(
        className="card answer",
        **{"aria-label": say("Evidence over time")},
        children=[
            html.Div(
                className="sentence evidence-sentence",
                children=[
                    html.H2(say("Evidence over time")),
                    html.Label(say("published pairs from"), htmlFor=names.EVIDENCE_BY),
                    dmc.Select(
                        id=names.EVIDENCE_BY,
                        data=offered,
                        value=offered[0]["value"] if offered else None,
                        placeholder=say("a file"),
                        allowDeselect=False,
                        size="xs",
                        w=220,
                        **{"aria-label": say("Published pairs from")},
                    ),
                    html.Label(say("data from"), htmlFor=names.DATA_YEAR),
                    dmc.NumberInput(
                        id=names.DATA_YEAR, value=DATA_YEAR, min=1990, max=2100, size="xs", w=86,
                        **{"aria-label": say("Year of the data")},
                    ),
                    file_drop(
                        names.EVIDENCE_UPLOAD,
                        say("Choose a file"),
                        say("TRRUST, CollecTRI, OmniPath, DoRothEA, SIGNOR, ChIP targets (BED)"),
                        compact=True,
                    ),
                    html.Span(
                        dmc.Checkbox(
                            id=names.EVIDENCE_EVERYWHERE, label=say("for every study"), checked=False, size="xs"
                        ),
                        title=say("Use this file for every study that has none of its own"),
                    ),
                ],
            ),
            html.P(
                say("Choose the file once: its pairs are then marked in every table of edges and in every network."),
                className="quiet",
            ),
            html.Div(id=names.EVIDENCE, **{"aria-live": "polite"}),
        ],
    )  # fmt: skip


def over_time_parts(study: Study, found: OverTime, year: int) -> list[Component]:
    """The answer, the time line of the genes, and the genes one by one."""
    known = [gene for gene in found.genes if gene.years][:MOST_GENES]
    title = say("Publications of {what} by year", what=_what(found))
    shown = timeline_figure(known, year, title)
    line = [html.H3(title), plot(shown, title, 50 + ROW * len(known), names.TIMELINE)] if known else []
    return [*answer_card(study, found.answer), *line, _genes(found, year)]


def _what(found: OverTime) -> str:
    """Whose genes are listed."""
    one = found.component
    if one is None:
        return say("the known regulators")
    side = say("regulator component") if one.side == "regulator" else say("target component")
    return say("the strongest genes of {side} {n}", side=side, n=one.component)


def _genes(found: OverTime, year: int) -> html.Details:
    title = say("{what}, gene by gene", what=_what(found))
    heads = (say("Gene"), say("first published with an EMT gene"), say("References"), say("Known"))
    rows = [
        html.Tr(
            [
                html.Td(gene.gene),
                html.Td(written_year(gene.year, gene.exact)),
                html.Td(f"{gene.references}"),
                html.Td(_when(gene, year)),
            ]
        )
        for gene in found.genes[:MOST_GENES]
    ]
    head = html.Thead(html.Tr([html.Th(words, scope="col") for words in heads]))
    return html.Details([html.Summary(title), html.Table([head, html.Tbody(rows)])], className="dossier-block")


def written_year(year: int | None, exact: bool) -> str:
    """A year of publication, in words where it is about."""
    if year is None:
        return "–"
    if exact:
        return str(year)
    if year == EARLIEST:
        return say("{year} or earlier", year=year)
    return say("about {year}", year=year)


def _when(gene: KnownGene, year: int) -> str:
    words: dict[When, str] = {"before": say("before"), "since": say("since"), "not yet": say("not yet")}
    return words[gene.when(year)]
