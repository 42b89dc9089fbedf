"""The offer as it stands on the page, above the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import dash_mantine_components as dmc
from dash import dcc, html

from sign_dash.language import say
from sign_dash.pages.explore.offer.jobs import can_be_computed, offer_words
from sign_dash.pages.explore.offer.names import OfferIds

if TYPE_CHECKING:
    from compute.study import Study

PAIRS: Final = 5
POLL: Final = 1000
"""Milliseconds between two looks at a job."""


def offer_panel(study: Study, names: OfferIds) -> html.Div:
    """A line of words, the choice of how thorough, the buttons; hidden where there is nothing to offer."""
    return html.Div(
        id=names.offer,
        className="sureness-offer",
        hidden=not can_be_computed(study),
        children=[
            html.P(offer_words(None)[0], id=names.words, role="status"),
            html.Progress(id=names.bar, value="0", max="1", hidden=True, **{"aria-label": say("Progress")}),
            html.Span(
                [
                    html.Label(
                        say("Pairs of halves"),
                        htmlFor=names.pairs,
                        title=say("More pairs: more precise, and proportionally slower"),
                    ),
                    dmc.NumberInput(
                        id=names.pairs,
                        value=PAIRS,
                        min=2,
                        max=50,
                        step=1,
                        allowDecimal=False,
                        size="xs",
                        w=64,
                        **{"aria-label": say("Pairs of halves")},
                    ),
                ],
                className="sureness-pairs",
            ),
            html.Button(say("Estimate run time"), id=names.plan, type="button", className="quiet-button"),
            html.Button(say("Compute confidence"), id=names.start, type="button", className="export-button"),
            html.Button(say("Stop"), id=names.stop, type="button", className="quiet-button", hidden=True),
            dcc.Store(id=names.asked),
            dcc.Store(id=names.done),
            dcc.Interval(id=names.clock, interval=POLL, disabled=True),
        ],
    )
