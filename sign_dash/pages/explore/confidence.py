"""How sure the edges are, on Explore: the control of the sentence, and what the card of an edge says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import dash_mantine_components as dmc
import numpy as np
from dash import html

from compute.analyse import correlation, local_correlations
from sign_dash.language import say
from sign_dash.numbers import signed
from sign_dash.pages.explore.offer.jobs import can_be_computed
from sign_dash.scene.select import default_confidence
from sign_dash.scene.sureness import has_q

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from compute.study import Study

LEVELS: Final = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95)
CERTAIN: Final = 0.99
SOME_CHANGE: Final = 0.5
"""The confidence of a change below which a card does not say where it leads."""


def confidence_field(identifier: str, study: Study) -> list[Component]:
    """The least confidence of the edges drawn. A study that does not know it keeps the control, switched off."""
    if study.confidence is None and has_q(study.info.method.edge):
        return _q_field(identifier)
    known = study.confidence is not None
    title = (
        say(
            "Show edges of at least this confidence: the estimated probability that an independent half of the "
            "cohort finds the edge too. Replication does not prove regulation: a gene correlated with the true "
            "regulator is found again as well."
        )
        if known
        else say("Confidence has not been computed for this study.")
    )
    return [
        html.Label(say("Confidence ≥"), htmlFor=identifier, title=title),
        dmc.Select(
            id=identifier,
            data=[{"value": f"{level:g}", "label": f"{level:.0%}" if level else say("all")} for level in LEVELS],
            value=f"{default_confidence(study):g}",
            allowDeselect=False,
            disabled=not known,
            size="xs",
            className="confidence",
            **{"aria-label": say("Confidence at least") if known else say("Confidence, not computed for this study")},
        ),
    ]


def _q_field(identifier: str) -> list[Component]:
    """The largest q of the edges drawn, as one less the confidence: the value is the same kind of number."""
    title = say("Show edges with a q-value (false discovery rate) of at most this")
    return [
        html.Label("q ≤", htmlFor=identifier, title=title),
        dmc.Select(
            id=identifier,
            data=[{"value": f"{level:g}", "label": f"{1 - level:.2g}" if level else say("all")} for level in LEVELS],
            value="0",
            allowDeselect=False,
            size="xs",
            className="confidence",
            **{"aria-label": say("q at most")},
        ),
    ]


def edge_confidence(study: Study, regulator: str, target: str) -> list[Component]:
    """What the card of an edge says of it; nothing where the study does not know."""
    known = study.confidence
    if known is None and has_q(study.info.method.edge):
        return []  # among its numbers
    if known is None:
        return [html.P(_needs_confidence(study), className="quiet")]
    row = int(known.rows(np.array([study.regulator_index(regulator)]), np.array([study.target_index(target)]))[0])
    if row < 0:
        return [html.P(say("Confidence: this edge is found in no subsample of the cohort."), className="quiet")]
    edge = known.edges[row]
    where = say("in other classes of {column}", column=known.info["by"]) if known.info.get("by") else say(
        "in an independent half of the cohort"
    )  # fmt: skip
    lines = [
        say("probability of being found again {where}: {share}", share=_likely(float(edge["confidence"])), where=where),
        say("its change along the score: {share}", share=_likely(float(edge["confidence_of_change"]))),
    ]
    if edge["direction"] and edge["confidence_of_change"] >= SOME_CHANGE:
        lines[1] += " · " + (
            say("the coefficient rises with the score") if edge["direction"] > 0 else say(
                "the coefficient falls with the score"
            )
        )  # fmt: skip
    others = known.alternatives_of(row)
    if others.size:
        named = ", ".join(
            f"{study.regulators[int(other['regulator'])]} (r {float(other['correlation']):.2f})" for other in others[:3]
        )
        lines.append(
            say(
                "or {genes}: these data cannot tell them apart; {share} that one of them is found again",
                genes=named,
                share=_likely(float(edge["confidence_of_set"])),
            )
        )
    lines.append(
        say(
            "found with this sign in {share} of the subsamples; rank {low} to {high} among the regulators",
            share=f"{float(edge['share']):.0%}",
            low=int(edge["rank_low"]),
            high=int(edge["rank_high"]),
        )
    )
    caution = say(
        "Replication does not prove regulation: a gene correlated with the true regulator is found again as well."
    )
    return [*(html.P(line, className="edge-confidence") for line in lines), html.P(caution, className="quiet")]


def _needs_confidence(study: Study) -> str:
    """In place of probabilities: one fit alone has none that are true (docs/evaluation.md)."""
    if not can_be_computed(study):
        return say("Confidence: not computed for this study.")
    return say(
        "Confidence of this edge and its change: not computed yet; press “Compute confidence” above the network."
    )


def edge_association(study: Study, regulator: str, target: str) -> list[Component]:
    """Plain association of the two genes, beside what the model says; nothing of a gene with itself."""
    if regulator == target:
        return []
    if not study.per_sample:  # one network of all samples, which may have no score
        r = signed(correlation(study, regulator, target))
        line = say("association: r {r} over all samples", r=r) + _taken_out(study)
        title = say("Plain correlation of the two genes")
        return [html.P(line, className="edge-confidence quiet", title=title)]
    local = local_correlations(study, regulator, target)
    strongest = local[np.abs(local).argmax()]
    line = say(
        "association: r from {low} to {high} in ten windows along the score",
        low=signed(local.min()),
        high=signed(local.max()),
    ) + _taken_out(study)
    title = say("Plain correlation of the two genes, strongest {r}: no model, no direction", r=signed(strongest))
    return [html.P(line, className="edge-confidence quiet", title=title)]


def _taken_out(study: Study) -> str:
    adjusted = ", ".join(study.info.adjust)
    return say(" (adjusted for {columns})", columns=adjusted) if adjusted else ""


def _likely(probability: float) -> str:
    """In percent; never as a certainty."""
    return ">99%" if probability > CERTAIN else f"{probability:.0%}"
