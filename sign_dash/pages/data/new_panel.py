"""The view “New study”: files, score, genes, settings, then what it will cost and the start."""

from __future__ import annotations

import os
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from compute.methods import DEFAULT_METHOD, METHODS
from compute.read import FORMATS
from sign_dash.language import say
from sign_dash.pages.data import names
from sign_dash.pages.data.new_also import also_row
from sign_dash.pages.data.new_cautions import targets_in_score_row
from sign_dash.pages.data.new_offer import regulator_choices, target_choices
from sign_dash.pages.data.new_samples import confidence_row, sample_rows, time_rows
from sign_dash.pages.data.new_scores import compare_row
from sign_dash.pages.data.new_values import value_rows
from sign_dash.pages.data.new_where import where_row
from sign_dash.pages.data.settings import KEPT, method_fields, method_row, row, score_hint

NOT_TYPING = 700
"""Milliseconds without a key after which genes that were typed are looked up."""


def new_panel() -> html.Div:
    """The steps on the left, what was found in the files on the right."""
    return html.Div(
        className="new-pair",
        children=[
            html.Div([_files(), _score(), _genes(), _settings(), _start()], className="new-steps"),
            html.Section(
                className="card new-report",
                **{"aria-label": say("Report on the files")},
                children=[
                    html.H2(say("Report on the files")),
                    html.Div(report_empty(), id=names.REPORT, **{"aria-live": "polite"}),
                ],
            ),
        ],
    )


def report_empty() -> html.P:
    """Before anything was brought."""
    return html.P(
        say(
            "The report on your files appears here: counts, what was left out and why, which names match and "
            "which do not."
        ),
        className="quiet",
    )


def _step(number: int, title: str, *children: Component) -> html.Section:
    return html.Section(
        className="card new-step",
        **{"aria-label": title},
        children=[
            html.H2([html.Span(str(number), className="step-number", **{"aria-hidden": "true"}), title]),
            *children,
        ],
    )


def _files() -> html.Section:
    return _step(
        1,
        say("Files"),
        html.Div(
            id=names.DROP,
            className="drop new-drop",
            children=[
                html.Button(say("Choose files"), id=names.CHOOSE, type="button", className="export-button"),
                html.Span(say("or drop them here, several at once. They stay on this machine.")),
                html.Span(
                    say(
                        "Expression ({formats}) and, if you have them, scores, annotation and gene lists.",
                        formats=", ".join(record.label for record in FORMATS.values() if record.label),
                    ),
                    className="hint",
                ),
            ],
        ),
        html.Div(id=names.UPLOADING, className="new-uploading", role="status"),
        html.Ul(id=names.FILES, className="new-files", **{"aria-label": say("Uploaded files")}),
        html.Div(
            [
                html.Button(
                    say("Example files"),
                    id=names.EXAMPLES,
                    type="button",
                    className="quiet-button",
                    title=say("A small simulated cohort as a zip: expression, scores, annotation, gene lists"),
                ),
                html.Button(
                    say("Remove all files"), id=names.CLEAR, type="button", className="quiet-button", hidden=True
                ),
            ],
            className="studies-actions",
        ),
        row(
            say("Gene orientation"),
            dmc.SegmentedControl(
                id=names.ORIENTATION,
                value="",
                size="xs",
                **{"aria-label": say("Gene orientation")},
                **KEPT,
                data=[
                    {"value": "", "label": say("automatic")},
                    {"value": "genes-in-rows", "label": say("rows")},
                    {"value": "samples-in-rows", "label": say("columns")},
                ],
            ),
            say("Of the expression table; automatic: decided from the names."),
        ),
        *value_rows(),
    )


def _score() -> html.Section:
    return _step(
        2,
        say("Score"),
        html.P(score_hint(METHODS[DEFAULT_METHOD]), id=names.SCORE_HINT, className="hint"),
        html.Div(
            [
                row(
                    say("Score"),
                    _select(
                        names.SCORE,
                        say("Score"),
                        say("Upload an expression table first"),
                        # Where the method needs none; by default screen readers and the keyboard miss the button.
                        clearButtonProps={"aria-hidden": False, "tabIndex": 0, "aria-label": say("Without a score")},
                    ),
                    "",
                ),
                row(say("Drug"), _select(names.DRUG, say("Drug"), "", searchable=True), "", names.DRUG_ROW),
                row(
                    say("Its genes"),
                    _select(names.SCORE_GENES, say("Genes of the score"), say("Upload its gene list")),
                    "",
                    names.SCORE_GENES_ROW,
                ),
                targets_in_score_row(),
                also_row(),
                compare_row(),
                row(
                    say("Its ends"),
                    html.Div(
                        [
                            dmc.TextInput(id=end, size="xs", placeholder=word, **{"aria-label": label}, **KEPT)
                            for end, word, label in (
                                (names.LOW_END, say("low"), say("What the low end means")),
                                (names.HIGH_END, say("high"), say("What the high end means")),
                            )
                        ],
                        className="new-ends",
                    ),
                    say("Names of the low and high ends in figures, e.g. sensitive, resistant."),
                    names.ENDS_ROW,
                ),
            ],
            id=names.SCORE_FIELDS,
        ),
    )


def _genes() -> html.Section:
    return _step(
        3,
        say("Genes"),
        row(
            say("Regulators"),
            _select(names.REGULATORS, say("Regulators"), "", data=regulator_choices([]), value="builtin"),
            say("Genes that edges may start from."),
        ),
        row(
            say("Targets"),
            _select(names.TARGETS, say("Targets"), "", data=target_choices([]), value="variable"),
            say("Genes that edges may end at. Run time grows with their number."),
        ),
        row(
            say("How many"),
            dmc.NumberInput(
                id=names.TARGET_COUNT,
                value=200,
                min=1,
                step=50,
                allowDecimal=False,
                size="xs",
                **{"aria-label": say("Most variable genes")},
                **KEPT,
            ),
            "",
            names.TARGET_COUNT_ROW,
        ),
        row(
            say("Which"),
            dmc.Textarea(
                id=names.TARGET_NAMES,
                size="xs",
                autosize=True,
                minRows=2,
                maxRows=6,
                placeholder="CDH1, VIM, FN1 …",
                debounce=NOT_TYPING,
                **{"aria-label": say("Target genes")},
                **KEPT,
            ),
            [
                say("Gene symbols, separated by commas or spaces; targets in addition to the most variable genes."),
                html.Span(id=names.NAMED_WORDS, role="status"),
            ],
            names.TARGET_NAMES_ROW,
        ),
    )


def _settings() -> html.Section:
    return _step(
        4,
        say("Settings"),
        method_row(),
        *time_rows(),
        *method_fields(folded=False),
        *sample_rows(),
        confidence_row(),
        row(
            say("Components"),
            dmc.Checkbox(
                radius=4,
                id=names.COMPONENTS,
                checked=True,
                label=say("Find components once the networks are done"),
                size="xs",
                persistence=True,
                persistence_type="session",
            ),
            say("TRIP: what the networks have in common, and how it relates to the score."),
            names.COMPONENTS_ROW,
            hidden=False,
        ),
        where_row(),
        html.Details(
            [html.Summary(say("Advanced")), *method_fields(folded=True), _threads(), *_component_settings()],
            className="new-advanced",
        ),
    )


def _threads() -> html.Div:
    field = dmc.NumberInput(
        id=names.THREADS,
        value=os.cpu_count() or 1,
        min=1,
        allowDecimal=False,
        size="xs",
        className="strength",
        **{"aria-label": say("Threads")},
        **KEPT,
    )
    return row(say("Threads"), field, say("Number of threads; it does not change the result."))


def _component_settings() -> list[html.Div]:
    def rank(identifier: str, label: str) -> dmc.NumberInput:
        return dmc.NumberInput(
            id=identifier,
            value=5,
            min=1,
            max=50,
            allowDecimal=False,
            size="xs",
            className="rank",
            **{"aria-label": label},
            **KEPT,
        )

    pair = html.Div(
        [rank(names.RANK_A, say("Rank, regulators’ side")), "×", rank(names.RANK_B, say("Rank, targets’ side"))],
        className="rank-pair",
    )
    return [
        row(say("Rank"), pair, say("Numbers of components, regulator side × target side.")),
        row(
            say("Predictor"),
            dmc.SegmentedControl(
                id=names.PREDICTOR,
                value="linear",
                size="xs",
                **{"aria-label": say("Predictor")},
                **KEPT,
                data=[{"value": "linear", "label": say("linear")}, {"value": "mlp", "label": say("nonlinear")}],
            ),
            say("How components predict the score; nonlinear: a small neural network."),
        ),
    ]


def _start() -> html.Section:
    return _step(
        5,
        say("Start"),
        row(
            say("Title"),
            dmc.TextInput(id=names.NEW_TITLE, size="xs", **{"aria-label": say("Title of the study")}, **KEPT),
            say("The name of the study, here and in every export."),
        ),
        row(
            say("Data"),
            dmc.Checkbox(
                radius=4,
                id=names.SIMULATED,
                checked=False,
                size="xs",
                label=say("These data are simulated"),
                persistence=True,
                persistence_type="session",
            ),
            say("Every figure and file of the study will say so."),
        ),
        html.P(id=names.TROUBLE, className="new-trouble", role="alert"),
        html.Div(
            [
                html.Button(say("Estimate run time"), id=names.PLAN, type="button", className="quiet-button"),
                html.Button(
                    say("Stop timing"), id=names.PLAN_STOP, type="button", className="quiet-button", hidden=True
                ),
                html.Button(say("Start the run"), id=names.START, type="button", className="export-button"),
            ],
            className="studies-actions",
        ),
        html.Div(id=names.PLANNED, className="new-planned", role="status"),
    )


def _select(identifier: str, label: str, placeholder: str, **options: Any) -> dmc.Select:
    settings: dict[str, Any] = {"data": [], "allowDeselect": False, "size": "xs", **options}
    return dmc.Select(id=identifier, placeholder=placeholder, **{"aria-label": label}, **settings)
