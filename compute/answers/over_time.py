"""Evidence over time as an answer: did the components hold genes that were confirmed only since the data were made?"""

from __future__ import annotations

from dataclasses import dataclass

from compute.answers.explained import first_model
from compute.answers.known_when import KnownComponent, KnownGene, emt_genes, known_components, known_genes
from compute.answers.records import Answer, Bars, Lead
from compute.components import read_components
from compute.messages import Message, word
from compute.read import Evidence
from compute.study import Study

SHOWN = 10
BIAS = Message(
    "Most papers are on a few genes, so p is computed against random sets of the same size and against genes with as "
    "many other papers. Years are from the file, or approximate from PubMed ids. An unpublished pair is not "
    "necessarily wrong."
)


@dataclass(frozen=True, eq=False)
class OverTime:
    """answer: sentence and picture. genes: those of the component with the smallest p, by their loading; without
    components all regulators that are known, the earliest first. component: that one, if there is one.
    """

    answer: Answer
    genes: tuple[KnownGene, ...]
    component: KnownComponent | None = None


def evidence_over_time(study: Study, evidence: Evidence, data_year: int) -> OverTime:
    """evidence: its genes called as the study's are. data_year: of the study's data: what was published in it or before
    was known.
    """
    question = Message("What was known before data of {year}, and what was confirmed since?", year=data_year)
    model = first_model(study) if study.per_sample else None
    if model is None:
        return _of_regulators(study, evidence, data_year, question)
    stored = study.model(model)
    parts = read_components(stored, of_class=(stored.info.get("classes") or [None])[0])
    found = known_components(study, parts, evidence, data_year)
    first = min(found, key=lambda one: (one.p_alike, one.p))
    level = 0.05 / len(found)
    side = word("regulator") if first.side == "regulator" else word("target")
    verdict = (
        Message(
            "{side} component {n} has more genes confirmed since than expected by chance",
            side=side,
            n=first.component,
        )
        if max(first.p, first.p_alike) < level
        else Message(
            "No component has more genes confirmed since than expected by chance; the closest is {side} component {n}",
            side=side,
            n=first.component,
        )
    )
    sentence = Message(
        "{verdict}: of its {genes} strongest genes, {before} were published with an EMT gene before, {since} since "
        "(expected by chance {expected:.1f}; p = {p:.2g}, among genes with as many other papers p = {alike:.2g}), "
        "{not_yet} not yet. With {tests} components tested, p must be below {level:.2g}.",
        verdict=verdict,
        genes=len(first.genes),
        before=first.before,
        since=first.since,
        expected=first.expected,
        p=first.p,
        alike=first.p_alike,
        not_yet=first.not_yet,
        tests=len(found),
        level=level,
    )
    shown = sorted(found, key=lambda one: one.p_alike)[:SHOWN]
    bars = Bars(
        tuple(
            Message(
                "{side} {n} (p = {p:.2g})",
                side=word("regulator") if one.side == "regulator" else word("target"),
                n=one.component,
                p=one.p_alike,
            )
            for one in shown
        ),
        tuple(one.since - one.expected for one in shown),
        Message("genes confirmed since, above chance"),
        signed=False,
    )
    answer = Answer("evidence", question, sentence, BIAS, bars, Lead("components", {"model": model}))
    return OverTime(answer, first.genes, first)


def _of_regulators(study: Study, evidence: Evidence, data_year: int, question: Message) -> OverTime:
    known = known_genes(evidence, study.regulators, emt_genes())
    kinds = [one.when(data_year) for one in known.values()]
    before, since, not_yet = (kinds.count(kind) for kind in ("before", "since", "not yet"))
    sentence = Message(
        "Of {all:,} regulators, {before:,} were published with an EMT gene by {year}, {since:,} since, {not_yet:,} "
        "not yet. Without components there is no gene set to test.",
        all=len(kinds),
        before=before,
        year=data_year,
        since=since,
        not_yet=not_yet,
    )
    bars = Bars(
        (Message("known before"), Message("known since"), Message("not yet known")),
        (float(before), float(since), float(not_yet)),
        Message("regulators"),
        signed=False,
    )
    genes = sorted((one for one in known.values() if one.years), key=lambda one: (one.years[0], one.gene))
    return OverTime(Answer("evidence", question, sentence, BIAS, bars), tuple(genes))
