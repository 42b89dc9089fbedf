"""Evidence over time of pairs: the answer, and the published edges one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dash import html
from dash.development.base_component import Component

from sign_dash.language import say, spoken
from sign_dash.pages.answers.cards import answer_card
from sign_dash.pages.answers.evidence import written_year

if TYPE_CHECKING:
    from compute.answers import PairsOverTime, PairsWhen, When
    from compute.study import Study

MOST_ROWS: Final = 60


def pairs_parts(study: Study, found: PairsOverTime, year: int) -> list[Component]:
    """The answer, then a table of each set of edges."""
    return [*answer_card(study, found.answer), *(_pairs(one, year) for one in found.sets)]


def _pairs(one: PairsWhen, year: int) -> html.Details:
    title = say("Published among the {n} {edges}", n=f"{one.edges:,}", edges=spoken(one.name))
    heads = (say("Edge"), say("first published"), say("References"), say("Known"))
    words: dict[When | None, str] = {"before": say("before"), "since": say("since"), None: say("year unknown")}
    rows = [
        html.Tr(
            [
                html.Td(f"{pair.regulator} – {pair.target}"),
                html.Td(written_year(pair.year, pair.exact)),
                html.Td(f"{pair.references}"),
                html.Td(words[pair.when(year)]),
            ]
        )
        for pair in one.pairs[:MOST_ROWS]
    ]
    head = html.Thead(html.Tr([html.Th(words, scope="col") for words in heads]))
    rest = len(one.pairs) - len(rows)
    more = [html.P(say("and {n} more", n=f"{rest:,}"), className="quiet")] if rest > 0 else []
    return html.Details([html.Summary(title), html.Table([head, html.Tbody(rows)]), *more], className="dossier-block")
