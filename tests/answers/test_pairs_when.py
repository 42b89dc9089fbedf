"""Edges by when their pairs were published, on planted evidence."""

from __future__ import annotations

from compute.answers.pairs_when import pairs_over_time, pairs_when
from compute.messages import Message
from compute.read import Evidence, PublishedReport
from compute.study import Study

EDGES = [(f"R{i}", f"T{j}") for i in range(10) for j in range(10) if (i + j) % 5 == 0]


def published(**years: int) -> Evidence:
    """regulator__target=year; 0: published, but nobody knows when."""
    return Evidence(
        {
            (pair.partition("__")[0], pair.partition("__")[2]): (
                PublishedReport("Activation", ("x",), (year,) if year else ()),
            )
            for pair, year in years.items()
        },
        "pairs.tsv",
        "",
    )


def test_every_edge_is_counted_once() -> None:
    evidence = published(R0__T0=1999, R1__T4=2015, R5__T5=0, R0__T1=2016, R3__T3=2016, R2__R2=2016)
    found = pairs_when(Message("edges"), EDGES, evidence, 2010)
    assert (found.edges, found.before.observed, found.since.observed, found.undated) == (20, 1, 1, 1)
    assert found.before.observed + found.since.observed + found.undated + found.not_yet == found.edges
    assert [(pair.regulator, pair.when(2010)) for pair in found.pairs] == [
        ("R1", "since"),
        ("R0", "before"),
        ("R5", None),
    ]
    # Three pairs were published since that could be edges; all genes have two of ten partners.
    assert abs(found.since.expected - 3 * 0.2) < 1e-6
    assert abs(found.since.p - (1 - 0.8**3)) < 1e-6


def test_edges_confirmed_since_beyond_chance_are_found() -> None:
    since = published(**{f"{regulator}__{target}": 2015 for regulator, target in EDGES[:12]})
    assert pairs_when(Message("edges"), EDGES, since, 2010).since.p < 1e-6
    assert pairs_when(Message("edges"), EDGES, since, 2020).since.observed == 0


def test_a_study_without_confidence_and_components_says_so(study: Study) -> None:
    found = pairs_over_time(study, published(ZEB1__CDH1=2015), 2010)
    assert found.sets == ()
    assert not found.answer.answered
    assert "confidence" in str(found.answer.sentence)
