"""Evidence over time of pairs: were sure edges published only after the data were made, more than chance explains?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from compute.answers.explained import first_model
from compute.answers.known_when import side_of, years_of
from compute.answers.matched_pairs import MatchedCount, matched_count
from compute.answers.records import Answer, Bars, Lead
from compute.answers.sure import SURE
from compute.components import Neighbourhood, component_subnetwork, emt_seeds, first_class, read_components
from compute.messages import Message, shown_p
from compute.read import Evidence
from compute.study import Study

TOP, NEIGHBOURS, LEAST_SHARE = 30, 10, 0.05
"""As the table of markers takes them: strongest regulators, neighbours of each EMT factor, share of samples."""
PAIRS_BIAS = Message(
    "Chance: random pairs in which every regulator and every target has as many partners on average, so that genes "
    "with many edges, which often have many papers too, are no discovery. A pair that nobody published is not wrong."
)


@dataclass(frozen=True)
class WhenPair:
    """A pair of the tested set that is published. year: of the first publication, None where it is not known; exact:
    whether it is the file's own, rather than estimated from a PubMed id. references: how many publications."""

    regulator: str
    target: str
    year: int | None
    references: int
    exact: bool

    def when(self, data_year: int) -> Literal["before", "since"] | None:
        """Before the data's year or in it, or since; None where the year of publication is not known."""
        return None if self.year is None else side_of(self.year, data_year)


@dataclass(frozen=True)
class PairsWhen:
    """A set of edges by when their pairs were published. before, since: against random pairs; not_yet: not in the file;
    undated: published, in a year that is not known. pairs: those published, first those since."""

    name: Message
    edges: int
    before: MatchedCount
    since: MatchedCount
    undated: int
    not_yet: int
    pairs: tuple[WhenPair, ...]


@dataclass(frozen=True, eq=False)
class PairsOverTime:
    """answer: sentence and picture; sets: sure edges, and those the table of markers is read from, where there are."""

    answer: Answer
    sets: tuple[PairsWhen, ...]


def pairs_over_time(study: Study, evidence: Evidence, data_year: int) -> PairsOverTime:
    """Sure edges, and those around the markers of the first component, by when their pairs were published.

    evidence: its genes called as the study's are. data_year: of the study's data; what was published in it or before
    was known.
    """
    question = Message("Which edges were published by {year}, and which only since?", year=data_year)
    sets = [pairs_when(name, pairs, evidence, data_year) for name, pairs in _tested_sets(study) if len(pairs) > 0]
    if not sets:
        words = Message(
            "Pairs are tested where edges have a confidence, or components; compute the confidence on Explore."
        )
        return PairsOverTime(Answer("pairs", question, words), ())
    level = 0.05 / len(sets)
    verdict = (
        Message("More edges were published since than chance explains")
        if min(one.since.p for one in sets) < level
        else Message("No more edges were published since than chance explains")
    )
    parts = [
        Message(
            "of {n:,} {name} {before:,} by {year} (by chance {by_then:.1f}; p {p_before}), {since:,} since "
            "(by chance {later:.1f}; p {p_since})",
            n=one.edges,
            name=one.name,
            before=one.before.observed,
            year=data_year,
            by_then=one.before.expected,
            p_before=shown_p(one.before.p),
            since=one.since.observed,
            later=one.since.expected,
            p_since=shown_p(one.since.p),
        )
        for one in sets
    ]
    sentence = Message("{verdict}: {parts:2}. A p below {level:.2g} counts.", verdict=verdict, parts=parts, level=level)
    lead = None if study.confidence is None else Lead("explore", {"confidence": f"{SURE:g}"})
    return PairsOverTime(Answer("pairs", question, sentence, PAIRS_BIAS, _bars(sets), lead), tuple(sets))


def pairs_when(name: Message, pairs: Iterable[tuple[str, str]], evidence: Evidence, data_year: int) -> PairsWhen:
    """One set of edges, pairs of regulator and target, by when these were published.

    No network has an edge from a gene to itself, so published pairs of that kind do not count.
    """
    tested = set(pairs)
    first: dict[tuple[str, str], WhenPair] = {}
    for ends, reports in evidence.pairs.items():
        if ends[0] != ends[1]:
            years, exact = years_of(reports)
            cited = {reference for report in reports for reference in report.references}
            first[ends] = WhenPair(*ends, years[0] if years else None, len(cited), exact)
    of_kind = {
        kind: [ends for ends, one in first.items() if one.when(data_year) == kind] for kind in ("before", "since", None)
    }
    there = [first[ends] for ends in tested if ends in first]
    order = {"since": 0, "before": 1, None: 2}
    there.sort(key=lambda one: (order[one.when(data_year)], -one.references, one.regulator, one.target))
    return PairsWhen(
        name,
        len(tested),
        matched_count(tested, of_kind["before"]),
        matched_count(tested, of_kind["since"]),
        len(tested & set(of_kind[None])),
        len(tested) - len(there),
        tuple(there),
    )


def _tested_sets(study: Study) -> list[tuple[Message, list[tuple[str, str]]]]:
    sets = []
    if study.confidence is not None:
        edges = study.confidence.edges
        sure = np.flatnonzero(edges["confidence"] >= np.float32(SURE))
        name = Message("edges with a confidence of {least:.0%} or more", least=SURE)
        sets.append((name, _named(study, edges["regulator"][sure].tolist(), edges["target"][sure].tolist())))
    model = first_model(study) if study.per_sample else None
    if model is not None:
        stored = study.model(model)
        parts = read_components(stored, of_class=first_class(stored))
        around = Neighbourhood(emt_seeds(study), NEIGHBOURS, LEAST_SHARE)
        found = component_subnetwork(study, parts, 0, top=TOP, around=around)
        name = Message("edges around the markers of regulator component 1")
        sets.append((name, _named(study, found.regulator.tolist(), found.target.tolist())))
    return sets


def _named(study: Study, regulators: list[int], targets: list[int]) -> list[tuple[str, str]]:
    return [(study.regulators[j], study.targets[k]) for j, k in zip(regulators, targets, strict=True)]


def _bars(sets: list[PairsWhen]) -> Bars:
    labels: list[str | Message] = []
    values: list[float] = []
    for one in sets:
        for kind, counted in ((Message("before"), one.before), (Message("since"), one.since)):
            labels += [
                Message("{name}, {when}", name=one.name, when=kind),
                Message("{name}, {when}, by chance", name=one.name, when=kind),
            ]
            values += [float(counted.observed), counted.expected]
    return Bars(tuple(labels), tuple(values), Message("published edges"), signed=False)
