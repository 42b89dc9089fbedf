"""Who regulates a gene, and what a regulator does where along the score."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.analyse import rank_regulators
from compute.analyse.ranking import ends
from compute.answers.one_network import edges_into, edges_out_of
from compute.answers.records import Answer, Bars, Lead, Lines
from compute.answers.sure import confidence_of_edges
from compute.messages import Message, word
from compute.study import Study

SHOWN = 6
COURSES = 5
POINTS = 40
"""Runs of samples whose mean is one point of a course."""


def who_regulates(study: Study, target: str) -> Answer:
    """The regulators of a target; :class:`compute.errors.UserError` for a gene that is none of the study's."""
    question = Message("Who regulates {gene}?", gene=target)
    if not study.per_sample:
        return _in_one_network(study, target, question)
    into = study.target_coefficients(target)
    direct = into.indices.size
    if not direct:
        return Answer("regulators", question, Message("No sample's network has an edge to {gene}.", gene=target))
    sure = confidence_of_edges(study, into.indices, np.full(direct, study.target_index(target)))
    if study.lacks(("signed", "coefficients")) is not None:
        return _by_mean_strength(study, target, question, sure)
    ranked = rank_regulators(study, target, scale_free=True)
    first = ranked[0]
    sentence = Message(
        "{gene} has {all:,} upstream regulators, {direct:,} of them direct. The effect of {regulator} changes most: "
        "its mean coefficient is {coefficient:+.2g}, and {edges:,} of {samples:,} samples have the edge. Next: "
        "{others:4}.",
        all=len(ranked),
        gene=target,
        direct=direct,
        regulator=first.regulator,
        coefficient=first.mean_coefficient,
        edges=first.samples_with_edge,
        samples=len(study.samples),
        others=[row.regulator for row in ranked[1:5]],
    )
    shown = ranked[:SHOWN]
    bars = Bars(
        tuple(row.regulator for row in shown),
        tuple(float(np.copysign(row.scale_free_change, row.mean_coefficient)) for row in shown),
        Message("change of the effect (scale-free REC)"),
    )
    lead = Lead("regulators", {"target": target, "by": "scale_free"})
    return Answer("regulators", question, sentence, sure, bars, lead)


def _by_mean_strength(study: Study, target: str, question: Message, sure: Message) -> Answer:
    """Where effects cannot be computed: the direct regulators, by the mean strength of their edge."""
    into = study.target_coefficients(target)
    sizes = np.abs(into.coefficients).mean(axis=1)
    order = np.argsort(-sizes, kind="stable")
    names = tuple(study.regulators[int(into.indices[row])] for row in order)
    sentence = Message(
        "{gene} has {direct:,} direct regulators; strongest on average: {names:3}.",
        gene=target,
        direct=len(names),
        names=names,
    )
    strengths = tuple(float(sizes[row]) for row in order[:SHOWN])
    bars = Bars(names[:SHOWN], strengths, Message("mean strength"), signed=False)
    return Answer("regulators", question, sentence, sure, bars, Lead("explore", {"genes": (target,)}))


def what_a_regulator_does(study: Study, regulator: str) -> Answer:
    """Its targets along the score; :class:`compute.errors.UserError` for a gene that is none of the regulators."""
    question = Message("What does {gene} do, and where?", gene=regulator)
    if not study.per_sample:
        return _out_of_one_network(study, regulator, question)
    out = study.regulator_coefficients(regulator)
    if not out.indices.size:
        return Answer("acting", question, Message("No sample's network has an edge from {gene}.", gene=regulator))
    sizes = np.abs(out.coefficients)
    strongest = np.argsort(-sizes.mean(axis=1), kind="stable")[:COURSES]
    least = float(f"{sizes.mean(axis=1).max() / 4:.1g}")
    reached = (sizes >= least).sum(axis=0)
    low, high = ends(len(study.samples))
    sentence = Message(
        "{gene} has edges to {targets:,} of {all:,} targets; with a strength of {least:g} or more, to {first:.0f} at "
        "the {low} end and {last:.0f} at the {high} end on average. Strongest, with their mean: {names:4}.",
        gene=regulator,
        targets=out.indices.size,
        all=len(study.targets),
        least=least,
        first=float(reached[low].mean()),
        last=float(reached[high].mean()),
        low=word(study.info.score.low),
        high=word(study.info.score.high),
        names=[
            f"{study.targets[int(out.indices[row])]} ({_mean(out.coefficients[row]):+.2g})" for row in strongest[:4]
        ],
    )
    places = np.array_split(np.arange(len(study.samples)), min(POINTS, len(study.samples)))
    courses = np.stack([out.coefficients[strongest][:, place].mean(axis=1) for place in places], axis=1)
    signed = study.info.method.edge.signed
    lines = Lines(
        np.array([study.modulator[place].mean() for place in places]),
        tuple(study.targets[int(out.indices[row])] for row in strongest),
        courses.astype(np.float64),
        tuple(int(np.sign(_mean(out.coefficients[row]))) if signed else 0 for row in strongest),
        Message("{number} of its strongest edges along the score", number=study.info.method.edge.shown.label),
    )
    sure = confidence_of_edges(study, np.full(out.indices.size, study.regulator_index(regulator)), out.indices)
    return Answer("acting", question, sentence, sure, lines, Lead("explore", {"genes": (regulator,)}))


def _mean(values: NDArray[np.float32]) -> float:
    return float(values.mean(dtype=np.float64))


def _in_one_network(study: Study, target: str, question: Message) -> Answer:
    found = edges_into(study, target)
    if not found.others:
        return Answer("regulators", question, Message("The network has no edge to {gene}.", gene=target))
    sentence = Message(
        "{gene} has {count:,} regulators in the one network for all samples; strongest: {names:4} ({about}).",
        gene=target,
        count=len(found.others),
        names=[f"{name} ({value:.2g})" for name, value in zip(found.others[:4], found.strength[:4], strict=True)],
        about=study.info.method.edge.shown.label,
    )
    meaning = study.info.method.edge.shown.meaning
    lead = Lead("explore", {"genes": (target,)})
    return Answer("regulators", question, sentence, meaning, found.bars(study, SHOWN), lead)


def _out_of_one_network(study: Study, regulator: str, question: Message) -> Answer:
    found = edges_out_of(study, regulator)
    if not found.others:
        return Answer("acting", question, Message("The network has no edge from {gene}.", gene=regulator))
    kinds = Message(
        "{up:,} activated and {down:,} repressed",
        up=int(np.count_nonzero(found.sign > 0)),
        down=int(np.count_nonzero(found.sign < 0)),
    )
    sentence = Message(
        "{gene} has {count:,} targets in the one network for all samples ({kinds}), which does not show where along "
        "the score it acts. Strongest: {names:4}.",
        gene=regulator,
        count=len(found.others),
        kinds=kinds if study.info.method.edge.signed else Message("edges without a sign"),
        names=[f"{name} ({value:.2g})" for name, value in zip(found.others[:4], found.strength[:4], strict=True)],
    )
    meaning = study.info.method.edge.shown.meaning
    lead = Lead("explore", {"genes": (regulator,)})
    return Answer("acting", question, sentence, meaning, found.bars(study, SHOWN), lead)
