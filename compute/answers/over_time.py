"""Evidence over time as an answer: did the components hold genes that were confirmed only since the data were made?"""

from __future__ import annotations

from dataclasses import dataclass

from compute.answers.explained import first_model
from compute.answers.known_when import KnownComponent, KnownGene, emt_genes, known_components, known_genes
from compute.answers.records import Answer, Bars, Lead
from compute.components import Side, first_class, read_components
from compute.messages import Message, shown_p, word
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
    """answer: sentence and picture. component: the one with the smallest p, None without components. genes: those of
    that component, by their loading; without components all regulators that are known, the earliest first.
    """

    answer: Answer
    genes: tuple[KnownGene, ...]
    component: KnownComponent | None = None


def evidence_over_time(study: Study, evidence: Evidence, data_year: int) -> OverTime:
    """Genes of the components, or without components the regulators, by when they were published with an EMT gene.

    evidence: its genes called as the study's are. data_year: of the study's data; what was published in it or before
    was known.
    """
    question = Message("What was known before data of {year}, and what was confirmed since?", year=data_year)
    model = first_model(study) if study.per_sample else None
    if model is None:
        return _of_regulators(study, evidence, data_year, question)
    stored = study.model(model)
    parts = read_components(stored, of_class=first_class(stored))
    found = sorted(known_components(study, parts, evidence, data_year), key=lambda one: (one.p_alike, one.p))
    bars = Bars(
        tuple(
            Message("{side} {n} (p {p})", side=_side_word(one.side), n=one.component, p=shown_p(one.p_alike))
            for one in found[:SHOWN]
        ),
        tuple(one.since - one.expected for one in found[:SHOWN]),
        Message("genes confirmed since, above chance"),
        signed=False,
    )
    sentence = _component_sentence(found[0], len(found))
    answer = Answer("evidence", question, sentence, BIAS, bars, Lead("components", {"model": model}))
    return OverTime(answer, found[0].genes, found[0])


def _component_sentence(closest: KnownComponent, tests: int) -> Message:
    """The component with the smallest p of so many, judged by Bonferroni's level."""
    level = 0.05 / tests
    side = _side_word(closest.side)
    if max(closest.p, closest.p_alike) < level:
        verdict = Message(
            "{side} component {n} has more genes confirmed since than expected by chance",
            side=side,
            n=closest.component,
        )
    else:
        verdict = Message(
            "No component has more genes confirmed since than expected by chance; the closest is {side} component {n}",
            side=side,
            n=closest.component,
        )
    return Message(
        "{verdict}: of its {genes} strongest genes, {before} were published with an EMT gene before, {since} since "
        "(expected by chance {expected:.1f}; p {p}, among genes with as many other papers p {alike}), "
        "{not_yet} not yet. With {tests} components tested, p must be below {level:.2g}.",
        verdict=verdict,
        genes=len(closest.genes),
        before=closest.before,
        since=closest.since,
        expected=closest.expected,
        p=shown_p(closest.p),
        alike=shown_p(closest.p_alike),
        not_yet=closest.not_yet,
        tests=tests,
        level=level,
    )


def _side_word(side: Side) -> Message:
    return word("regulator") if side == "regulator" else word("target")


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
