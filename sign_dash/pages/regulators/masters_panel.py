"""The view “Master regulators”: gene sets in, a run in the background, a table out."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import html

from compute.analyse import LARGEST_SET, SMALLEST_SET
from sign_dash.gene_sets import gene_sets_field
from sign_dash.language import say
from sign_dash.pages.regulators import names
from sign_dash.pages.regulators.tables import masters_grid
from sign_dash.pages.regulators.target_panel import save_button
from sign_dash.tables import send_button


def masters_panel() -> html.Div:
    """What to test on the left, what came out on the right."""
    return html.Div(
        className="regulators-view",
        children=[html.Div([_request(), _result()], className="masters-pair")],
    )


def _request() -> html.Section:
    return html.Section(
        className="card masters-request",
        **{"aria-label": say("Gene sets")},
        children=[
            html.H2(say("Whose functions change along the score?")),
            html.P(
                say(
                    "In every sample’s network the targets of each regulator are tested for enrichment of gene sets. "
                    "Master regulators are those whose enrichment changes most over all sets together."
                ),
                className="quiet",
            ),
            gene_sets_field(names.GENE_SETS),
            html.Div(
                [
                    _number(
                        names.SMALLEST,
                        say("Smallest set"),
                        SMALLEST_SET,
                        say("targets; smaller sets are not informative"),
                    ),
                    _number(
                        names.LARGEST, say("and at most"), LARGEST_SET, say("targets; larger sets are not informative")
                    ),
                    _number(
                        names.PERMUTATIONS,
                        say("Permutations"),
                        0,
                        say("of the gene sets, as a second test; each takes as long as the run itself"),
                        least=0,
                    ),
                ],
                className="masters-numbers",
            ),
            html.Div(
                [
                    html.Button(say("Run"), id=names.RUN, type="button", className="export-button", disabled=True),
                    html.Button(say("Cancel"), id=names.CANCEL, type="button", className="quiet-button", hidden=True),
                ],
                className="masters-buttons",
            ),
            html.Progress(id=names.BAR, value="0", max="1", hidden=True, **{"aria-label": say("Progress of the run")}),
            html.Div(id=names.STATE, className="masters-state", role="status"),
            html.Div(
                say("Choose gene sets and press Run."),
                id=names.NOTES,
                className="masters-notes",
                **{"aria-live": "polite"},
            ),
        ],
    )


def _result() -> html.Section:
    return html.Section(
        className="card regulators-card",
        **{"aria-label": say("Master regulators")},
        children=[
            html.Div(
                [
                    html.H2(say("No result yet")),
                    html.P(
                        say(
                            "The table appears here. Results are stored: the same file and settings are not "
                            "computed twice."
                        )
                    ),
                ],
                id=names.EMPTY,
                className="empty",
            ),
            html.Div(
                [
                    html.P(id=names.MASTER_FACTS, className="masters-facts"),
                    html.Div(masters_grid(names.MASTERS), className="regulators-grid"),
                    html.Footer(
                        [
                            html.P(
                                say(
                                    "The integral q-value assumes independent gene sets, but sets overlap, so it can "
                                    "err in either direction. Permutations calibrate it for these data."
                                ),
                                className="hint",
                                role="note",
                            ),
                            send_button(names.MASTERS, say("Master regulators")),
                            save_button(names.SAVE_MASTERS, say("CSV"), say("Save the master regulators as CSV")),
                            save_button(
                                names.SAVE_FUNCTIONS, say("Functions as CSV"), say("Save every regulator’s functions")
                            ),
                        ],
                        className="regulators-foot",
                    ),
                ],
                id=names.RESULT,
                className="masters-result",
                hidden=True,
            ),
        ],
    )


def _number(name: str, label: str, value: int, help_words: str, least: int = 1) -> html.Div:
    field: Any = dmc.NumberInput(
        id=name,
        value=value,
        min=least,
        step=1,
        allowDecimal=False,
        debounce=250,
        size="xs",
        className="strength",
        **{"aria-label": label},
    )
    return html.Div([html.Label(label, htmlFor=name), field, html.Span(help_words, className="hint")])
