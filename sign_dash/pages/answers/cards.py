"""An answer as a card: question, sentence, picture, how sure, and the two ways on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

from dash import html
from dash.development.base_component import Component

from compute.answers import UNKNOWN
from sign_dash.addresses import address
from sign_dash.language import say, spoken
from sign_dash.numbers import with_minus_signs
from sign_dash.pages.answers import names
from sign_dash.pages.answers.figures import HEIGHT, answer_figure
from sign_dash.pages.explore.offer.jobs import can_be_computed
from sign_dash.pages.explore.offer.names import ANSWERS
from sign_dash.plots import plot
from sign_dash.shell.cohort import score_name

if TYPE_CHECKING:
    from compute.answers import Answer, Lead
    from compute.messages import Message
    from compute.study import Study


def answer_card(study: Study, answer: Answer) -> list[Component]:
    """The children of an answer's section."""
    title, sentence = spoken(answer.question), with_minus_signs(spoken(answer.sentence))
    parts: list[Component] = [html.H2(title), html.P(sentence, className="answer-sentence")]
    if answer.picture is not None:
        figure = answer_figure(answer.picture, title, caption(answer), score_name(study))
        parts.append(plot(figure, title, HEIGHT, names.graph(answer.name)))
    if answer.confidence is not None:
        parts.append(
            html.P(_sureness(study, answer.confidence), className="quiet", **{"data-export-fact": _fact(answer)})
        )
    actions: list[Component] = []
    if answer.lead is not None:
        actions.append(lead_link(answer.lead, say("Show on {page}", page=page_title(answer.lead.page))))
    if answer.picture is not None:
        actions.append(
            html.Button(
                say("+ Story"),
                type="button",
                className="quiet-button",
                title=say("Keep this answer as a slide"),
                **{"data-keep": names.graph(answer.name), "data-sentence": sentence},
            )
        )
    return [*parts, html.Div(actions, className="answer-actions")] if actions else parts


def _sureness(study: Study, confidence: Message) -> list[Component | str]:
    """The sentence; where it says that nobody knows, the way to the offer on top of the page."""
    if confidence != UNKNOWN or not can_be_computed(study):
        return [spoken(confidence)]
    way = html.Button(
        say("Compute confidence"), type="button", className="link-button", **{"data-offer": ANSWERS.offer}
    )
    return [f"{spoken(confidence)} ", way]


def caption(answer: Answer) -> str:
    """What the picture says of itself in a file, in English."""
    about = "" if answer.picture is None else f" Shown: {answer.picture.about}."
    return with_minus_signs(f"{answer.question} {answer.sentence}{about}")


def _fact(answer: Answer) -> str:
    return str(answer.confidence)


def lead_link(lead: Lead, words: str) -> html.A:
    """A link to a page of this study; followed in place (``assets/js/answers.mjs``), or opened as any other."""
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in lead.values.items()}
    query = "&".join(
        f"{name}={quote_plus(','.join(value) if isinstance(value, list) else str(value), safe=',:')}"
        for name, value in values.items()
    )
    return html.A(
        words,
        href=address(f"/{lead.page}") + (f"?{query}" if query else ""),
        className="answer-lead",
        **{"data-lead": json.dumps({"page": lead.page, "values": values})},
    )


def page_title(page: str) -> str:
    """What the header calls a page."""
    return {
        "explore": say("Explore"),
        "compare": say("Compare"),
        "components": say("Components"),
        "regulators": say("Regulators"),
    }[page]
