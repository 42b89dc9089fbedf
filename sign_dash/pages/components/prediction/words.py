"""What is said of a model's accuracy: the figures, and what they do not show."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
import numpy as np
from dash import html
from dash.development.base_component import Component

from compute.messages import Message
from sign_dash.language import say, spoken
from sign_dash.numbers import signed
from sign_dash.pages.components.explained import Explained
from sign_dash.pages.components.words import share


def accuracy(explained: Explained, score_name: str) -> html.Table:
    """How well the model predicts: fitted, held out, and from the study's score alone where that was measured."""
    info = explained.info
    figures = (("auc", "AUC"), ("balanced_accuracy", say("balanced accuracy")))
    if not explained.classes:
        figures = (("r2", "R²"), ("spearman", "Spearman"))
    rows = [
        (say("fitted") if explained.classes else "○ " + say("fitted"), "fitted"),
        (("" if explained.classes else "● ") + say("cross-validated, {n} folds", n=info["folds"]), "held_out"),
    ]
    if f"{figures[0][0]}_modulator_alone" in info:
        rows.append((say("from the {score} alone", score=score_name), "modulator_alone"))
    head = html.Tr([html.Td(), *(html.Th(words, scope="col") for _, words in figures)])
    body = [
        html.Tr([html.Th(words, scope="row"), *(html.Td(share(info[f"{key}_{kind}"])) for key, _ in figures)])
        for words, kind in rows
    ]
    return html.Table(
        [html.Thead(head), html.Tbody(body)], className="accuracy", **{"aria-label": say("Accuracy of the model")}
    )


def caution(explained: Explained, modulator_name: str, score_name: str) -> html.P:
    """One sentence on the circularity of the figures, and the whole of it behind a button."""
    sentence = _caution(explained, modulator_name, score_name)
    told = {"data-export-fact": sentence}  # a picture of the predictions does not leave without it
    return html.P([sentence, " ", _more(explained)], className="caution", role="note", **told)


def _caution(explained: Explained, modulator_name: str, score_name: str) -> str:
    info = explained.info
    if info["target"] == modulator_name:
        return say(
            "Networks estimated along the {score} nearly contain it, so predicting it is circular, even "
            "cross-validated.",
            score=score_name,
        )
    figure, words = ("auc", "AUC") if explained.classes else ("r2", "R²")
    alone = info.get(f"{figure}_modulator_alone")
    if alone is None:
        return say("The networks were estimated along the {score}, so they contain it.", score=score_name)
    return say(
        "Cross-validated {figure}: {networks} from the networks, {alone} from the {score} alone, along which they "
        "were estimated. Only the excess is further information in the networks.",
        figure=words,
        networks=share(info[f"{figure}_held_out"]),
        score=score_name,
        alone=share(alone),
    )


def _more(explained: Explained) -> Component:
    words: list[Any] = [
        html.P(spoken(Message.from_record(explained.info["caution"]))),
        html.P(
            say("Fitted: predicted by the model trained on the sample. Cross-validated: by models trained without it.")
        ),
    ]
    if explained.info.get("left_out"):
        words.append(html.Ul([html.Li(spoken(Message.from_record(record))) for record in explained.info["left_out"]]))
    return dmc.Popover(
        position="bottom-start",
        width=420,
        trapFocus=True,
        withinPortal=True,
        children=[
            dmc.PopoverTarget(
                say("What this does and does not show"),
                boxWrapperProps={"component": "button", "type": "button", "className": "link-button"},
            ),
            dmc.PopoverDropdown(html.Div(words, className="caution-more")),
        ],
    )


def class_odds(explained: Explained, sample: int, most: int = 4) -> list[Component]:
    """The classes of highest held-out probability for a sample, as bars; its own class is named."""
    if not explained.classes:
        return []
    chances = np.asarray(explained.stored.arrays["held_out"])[sample]
    given = int(explained.given[sample])
    order = np.argsort(-chances, kind="stable")[:most].tolist()
    if given >= 0 and given not in order:
        order[-1] = given
    rows = []
    for place in order:
        name = explained.classes[place]
        label = say("{name} (observed)", name=name) if place == given else name
        bar = html.Span(html.Span(style={"width": f"{chances[place]:.1%}"}), className="odds-track")
        rows.append(html.Li([html.Span(label), bar, html.Span(f"{chances[place]:.0%}")]))
    return [html.Span(say("Cross-validated probabilities"), className="hint"), html.Ul(rows)]


def waterfall_title(explained: Explained, who: str, predicted: float) -> str:
    """What the waterfall is of. who: a sample, or a range of samples."""
    if explained.of_class:
        return say("{sample}: log-odds of {name} {value}", sample=who, name=explained.of_class, value=signed(predicted))
    return say("{sample}: predicted {value}", sample=who, value=signed(predicted))


def waterfall_note(explained: Explained, edges: bool, mean: bool) -> str:
    """What the steps are."""
    parts = [say("The baseline is the prediction of a network without edges; all steps add up to the prediction.")]
    if explained.of_class:
        parts.append(say("Log-odds are relative to the average class."))
    if explained.info["predictor"] == "mlp":
        parts.append(say("The neural network is explained by integrated gradients."))
    if explained.own and edges:
        parts.append(say("The sample’s own components are held fixed; a changed edge would change them as well."))
    if mean and not (explained.own and edges):
        parts.append(say("Means over the range."))
    return " ".join(parts)
