"""Each answer against the planted arrays, and a reason where a study has none."""

from __future__ import annotations

import numpy as np

from compute.analyse import EDGES_COMPARED, network_difference, read_side
from compute.answers import QUESTIONS, Bars, Lines, answers, asked_regulator, asked_target, who_regulates
from compute.answers.along import what_changes
from compute.messages import Message
from compute.study import Study
from tests.sign_dash.planted import Planted


def test_every_question_of_a_study_is_answered_in_order_or_says_why(study: Study, one_network: Study) -> None:
    found = answers(study)
    assert [one.name for one in found] == list(QUESTIONS)
    assert [one.answered for one in found] == [True, True, True, True, False]
    assert "No components have been learned" in str(found[-1].sentence)
    of_one = {one.name: one for one in answers(one_network)}
    assert [name for name, one in of_one.items() if one.answered] == ["regulators", "acting"]
    for name in ("changes", "groups", "components"):
        assert "one network for all samples" in str(of_one[name].sentence)
    assert "edges without a sign" in str(of_one["acting"].sentence)


def test_what_changes_counts_the_edges_of_the_planted_ends(study: Study, planted: Planted) -> None:
    found = what_changes(study)
    low, high = planted.networks[:9].mean(axis=0), planted.networks[-9:].mean(axis=0)
    there = (low != 0) | (high != 0)
    assert np.count_nonzero(there) < EDGES_COMPARED  # so that every edge counts
    values = found.sentence.values
    count = values["count"]
    assert isinstance(count, Message)
    assert count.values["changed"] == np.count_nonzero(there & (low != high))
    assert (count.values["all"], count.values["strength"]) == (np.count_nonzero(there), 0.0)
    assert values["gained"] == np.count_nonzero((low == 0) & (high != 0))
    assert values["lost"] == np.count_nonzero((low != 0) & (high == 0))
    assert isinstance(found.picture, Bars)
    assert abs(found.picture.values[0]) == np.float32(np.abs(high - low).max()).astype(float) or np.isclose(
        abs(found.picture.values[0]), np.abs(high - low).max(), rtol=1e-5
    )


def test_the_regulators_of_a_gene_have_the_sign_of_their_edges(study: Study) -> None:
    assert asked_target(study) == "CDH1"
    found = who_regulates(study, "CDH1")
    assert isinstance(found.picture, Bars)
    of = dict(zip(found.picture.labels, found.picture.values, strict=True))
    assert of["ZEB1"] < 0 < of["GRHL2"]
    assert found.lead is not None
    assert (found.lead.page, found.lead.values["target"]) == ("regulators", "CDH1")


def test_what_a_regulator_does_follows_its_edges(study: Study, planted: Planted) -> None:
    assert asked_regulator(study) == "ZEB1"
    found = answers(study)[2]
    assert isinstance(found.picture, Lines)
    row = found.picture.names.index("CDH1")
    assert np.all(np.diff(found.picture.values[row]) < 0)  # planted to grow steadily as a repression
    assert found.picture.signs[row] == -1
    edges = planted.networks[:, planted.regulators.index("ZEB1")]
    assert found.sentence.values["targets"] == np.count_nonzero(edges.any(axis=0))


def test_the_ends_of_a_group_are_the_sides_that_compare_opens_with(study: Study) -> None:
    found = answers(study)[list(QUESTIONS).index("groups")]
    assert found.lead is not None
    one, other = (read_side(study, str(found.lead.values[side])) for side in ("a", "b"))
    assert "within" in one.text
    assert found.sentence.values["samples"] == one.samples.size == other.samples.size > 0
    count = found.sentence.values["count"]
    assert isinstance(count, Message)
    strength = count.values["strength"]
    assert count.values["changed"] == np.count_nonzero(network_difference(one, other).categories(strength) >= 0)


def test_one_network_lists_its_edges_by_their_number(one_network: Study) -> None:
    found = who_regulates(one_network, "CDH1")
    assert isinstance(found.picture, Bars)
    assert found.picture.labels == tuple(one_network.regulators[at] for at in (1, 2, 0))
    assert not found.picture.signed
