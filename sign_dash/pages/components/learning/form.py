"""The form that makes a model: what to choose, with one line of help each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import dash_mantine_components as dmc
from dash import html

from sign_dash.language import say
from sign_dash.pages.components import names
from sign_dash.shell.cohort import score_name

if TYPE_CHECKING:
    from compute.study import Study

RANK: Final = 5
MOST: Final = 30
SURE: Final = (0.5, 0.7, 0.8, 0.9)
"""Confidence of the edges that may be learned from alone."""
SCORE: Final = ""
"""The value of the study's own score among the columns."""


def learn_form(study: Study) -> html.Div:
    """Method, what is predicted, size, predictor, name; and the button."""
    most = min(len(study.regulators), len(study.targets), MOST)
    return html.Div(
        className="learn-form",
        children=[
            _field(
                names.LEARN_COLUMN,
                say("Predict"),
                dmc.Select(
                    id=names.LEARN_COLUMN,
                    data=columns(study),
                    value=SCORE,
                    allowDeselect=False,
                    size="sm",
                    **{"aria-label": say("Predict")},
                ),
                say("what the components predict: the score, or an annotation column (text: classes)"),
            ),
            html.Div(
                className="learn-sizes",
                children=[
                    _field(
                        names.LEARN_A,
                        say("Regulator components"),
                        _number(names.LEARN_A, say("Regulator components"), min(RANK, most), most),
                        say("weighted groups of regulators"),
                    ),
                    _field(
                        names.LEARN_B,
                        say("Target components"),
                        _number(names.LEARN_B, say("Target components"), min(RANK, most), most),
                        say("weighted groups of targets"),
                    ),
                ],
            ),
            _field(
                names.LEARN_PREDICTOR,
                say("Predictor"),
                _choice(
                    names.LEARN_PREDICTOR,
                    say("Predictor"),
                    [("linear", say("Linear")), ("mlp", say("Neural network"))],
                ),
                say("linear: easiest to interpret; neural network: for nonlinear relations"),
            ),
            _field(
                names.LEARN_KIND,
                say("Method"),
                _choice(names.LEARN_KIND, say("Method"), [("trip", "TRIP"), ("deep-tensor", "Deep Tensor")]),
                say(
                    "TRIP: components common to all samples. Deep Tensor: separate components for each sample; "
                    "several times slower"
                ),
            ),
            html.Div(
                _field(
                    names.LEARN_SURE,
                    say("Edges"),
                    _choice(
                        names.LEARN_SURE,
                        say("Edges to learn from"),
                        [("0", say("All")), *((str(least), f"≥ {least:.0%}") for least in SURE)],
                    ),
                    say("all edges, or only those with at least this confidence"),
                ),
                hidden=study.confidence is None,
            ),
            _field(
                names.LEARN_NAME,
                say("Name"),
                dmc.TextInput(id=names.LEARN_NAME, value="trip", size="sm", **{"aria-label": say("Name of the model")}),
                say("identifies the model; an existing model of that name is replaced"),
            ),
            html.P(id=names.LEARN_PROBLEM, className="learn-problem", role="alert"),
            html.Div(
                html.Button(say("Learn components"), id=names.LEARN, type="button", className="export-button"),
                className="learn-buttons",
            ),
        ],
    )


def columns(study: Study) -> list[dict[str, str]]:
    """What may be predicted: the score, and the annotation's columns of numbers without gaps or of few levels."""
    found = [{"value": SCORE, "label": score_name(study)}]
    for name in study.annotation.columns:
        values = study.annotation[name]
        if values.dtype.kind in "iuf":
            usable = bool(values.notna().all()) and values.nunique() > 1
        else:
            usable = 2 <= values.nunique(dropna=True) <= len(values) // 3
        if usable and name != study.modulator_name:
            found.append({"value": str(name), "label": str(name)})
    return found


def suggested_name(method: str, column: str, rank: tuple[int, int], predictor: str, sure: float = 0.0) -> str:
    """A name that tells models apart."""
    parts = [
        *([method] if not column else []),
        *([column] if column else []),
        f"{rank[0]}x{rank[1]}",
        *(["mlp"] if predictor == "mlp" else []),
        *([f"sure {100 * sure:.0f}"] if sure else []),
        *(["deep"] if column and method == "deep-tensor" else []),
    ]
    allowed = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "._+ -") else " "
                      for letter in " ".join(parts))  # fmt: skip
    return " ".join(allowed.split())[:64] or method


def _field(name: str, label: str, control: Any, help_words: str) -> html.Div:
    return html.Div([html.Label(label, htmlFor=name), control, html.Span(help_words, className="hint")],
                    className="learn-field")  # fmt: skip


def _number(name: str, label: str, value: int, most: int) -> dmc.NumberInput:
    return dmc.NumberInput(
        id=name, value=value, min=1, max=most, step=1, allowDecimal=False, size="sm", w=86, **{"aria-label": label}
    )


def _choice(name: str, label: str, options: list[tuple[str, str]]) -> dmc.SegmentedControl:
    data = [{"value": value, "label": words} for value, words in options]
    return dmc.SegmentedControl(id=name, data=data, value=options[0][0], size="xs", **{"aria-label": label})
