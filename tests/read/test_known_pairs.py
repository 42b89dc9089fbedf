"""What is published of a pair, in one line."""

from __future__ import annotations

import pytest

from compute.read import Evidence, KnownPair, PublishedReport, known_pair, known_pairs


@pytest.mark.parametrize(
    ("modes", "sign"),
    [
        (["Activation"], "activation"),
        (["Repression", "Unknown"], "repression"),
        (["Repression", "Activation"], "both"),
        (["Unknown", ""], "unknown"),
    ],
)
def test_reports_agree_or_contradict_each_other(modes: list[str], sign: str) -> None:
    assert known_pair([PublishedReport(mode, ()) for mode in modes]).sign == sign


def test_a_publication_counts_once_however_often_it_is_cited() -> None:
    reports = [PublishedReport("Activation", ("1", "2")), PublishedReport("Activation", ("2",))]
    assert known_pair(reports) == KnownPair(2, "activation")


def test_only_pairs_that_can_be_edges_are_known() -> None:
    report = (PublishedReport("Repression", ("1",)),)
    evidence = Evidence({("ZEB1", "CDH1"): report, ("CDH1", "ZEB1"): report, ("ZEB1", "ACTB"): report}, "a", "b")
    assert set(known_pairs(evidence, ["ZEB1"], ["CDH1", "ZEB1"])) == {("ZEB1", "CDH1")}
