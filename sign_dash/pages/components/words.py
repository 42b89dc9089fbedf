"""The page's sentences about a model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from compute.components import Side
from sign_dash.language import say
from sign_dash.pages.components.explained import Explained
from sign_dash.scene.select import EMT_FACTORS


def component_name(side: Side, component: int) -> str:
    """A component (from 0) with a capital letter."""
    if side == "regulator":
        return say("Regulator component {number}", number=component + 1)
    return say("Target component {number}", number=component + 1)


def column_name(explained: Explained, column: int) -> str:
    """A column of the core in a sentence: its target component, and of which edges."""
    component, channel = explained.column(column)
    if channel == "activation":
        return say("target component {number}, activating edges", number=component + 1)
    if channel == "repression":
        return say("target component {number}, repressing edges", number=component + 1)
    return say("target component {number}", number=component + 1)


def facts(explained: Explained, target: str, along: str) -> str:
    """What the model is and how much of the networks it keeps, with a caution beside its accuracy. target: what it
    predicts, along: the score of the study, both in the page's words."""
    info = explained.info
    a, b = info["rank"]
    words: dict[str, Any] = {
        "a": a,
        "b": b,
        "target": target,
        "predictor": {"linear": say("linear"), "mlp": say("neural network")}.get(info["predictor"], info["predictor"]),
        "accuracy": share(info["auc_held_out" if explained.classes else "r2_held_out"]),
        "n": len(explained.classes),
    }
    if explained.classes:
        made = say(
            "{a} × {b} components predict {n} classes of {target} ({predictor}): cross-validated AUC {accuracy}",
            **words,
        )
    else:
        made = say("{a} × {b} components predict the {target} ({predictor}): cross-validated R² {accuracy}", **words)
    if target == along:
        made = say("{accuracy} (circular: the networks were estimated along this score)", accuracy=made)
    else:
        made = say("{accuracy} (the networks contain the {score}: see Prediction)", accuracy=made, score=along)
    kept = percent(info["retained_energy"])
    if explained.own:
        captured = say(
            "separate components for each sample, capturing {kept} of the squared edge weight (Deep Tensor)",
            kept=kept,
        )
    else:
        best = percent(info["hosvd_retained_energy"])
        captured = say(
            "capture {kept} of the squared edge weight, of at most {best} that this many components can",
            kept=kept,
            best=best,
        )
    parts = [made, captured]
    if "confidence" in info:
        parts.insert(
            1, say("learned from edges of confidence {least} or more", least=f"{info['confidence']['least']:.0%}")
        )
    if not info["converged"]:
        parts.append(say("the fit stopped before converging"))
    return " · ".join(parts)


def target_name(explained: Explained, modulator_name: str, score_name: str) -> str:
    """What the model predicts: the score under the slider's name for it, any other column under its own."""
    target = str(explained.info["target"])
    return score_name if target == modulator_name else target


def what_is_drawn(side: Side, component: int, region: Sequence[str], factors: Sequence[str]) -> list[Any]:
    """The subject of the subnetwork, as a sentence; the factors' names are on the nodes, and on hover here."""
    subject = component_name(side, component)
    if len(region) == 1:
        subject = say("Region of 1 regulator") if side == "regulator" else say("Region of 1 target")
    elif region:
        of = {"n": len(region)}
        subject = say("Region of {n} regulators", **of) if side == "regulator" else say("Region of {n} targets", **of)
    emt = set(factors) <= set(EMT_FACTORS)
    words = say("around the EMT factors") if emt else say("around the strongest hubs")
    return [html.B(subject), " ", html.Span(words, title=", ".join(factors))]


def percent(captured: float) -> str:
    """A share of the squared edge weight, with a decimal where it is below a tenth."""
    return f"{captured:.1%}" if captured < 0.0995 else f"{captured:.0%}"


def share(value: float | None) -> str:
    """A number of at most 1 with two decimals and a true minus sign; one that only rounds to 1 is "> 0.99"."""
    if value is None:
        return "–"
    return "> 0.99" if 0.995 <= value < 1 else f"{value:.2f}".replace("-", "−")
