"""The inspector's facts and words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from dash.development.base_component import Component

from compute.estimate.run import profile
from compute.methods.curves.settings import Settings
from compute.study import Study, open_study, write_confidence
from sign_dash.gene_links import gene_links
from sign_dash.numbers import signed_coefficient
from sign_dash.pages.explore.callbacks import inspected, refocused
from sign_dash.pages.explore.facts import edge_facts, gene_facts
from sign_dash.pages.explore.figures import coefficient_curve
from tests.estimate.conftest import cohort
from tests.sign_dash.planted import Planted
from tests.sign_dash.sure import with_confidence


def words(component: Component) -> str:
    """Every piece of text in the tree."""
    found = []
    for part in (component, *component._traverse()):
        children = getattr(part, "children", None)
        found += [piece for piece in (children if isinstance(children, list) else [children]) if isinstance(piece, str)]
    return " ".join(found)


def test_regulators_are_those_of_the_sample_strongest_first(study: Study, planted: Planted) -> None:
    sample = 80
    facts = gene_facts(study, "CDH1", range(sample, sample + 1))
    column = planted.networks[sample, :, planted.targets.index("CDH1")]
    order = [j for j in np.argsort(-np.abs(column), kind="stable") if column[j] != 0]
    assert facts.regulators is not None
    assert [partner.gene for partner in facts.regulators] == [planted.regulators[j] for j in order]
    assert facts.targets is None


def test_an_edge_knows_in_how_many_samples_it_is(study: Study) -> None:
    facts = edge_facts(study, "GRHL2", "CDH1", range(5, 6))
    assert 0 < facts.present < len(study.samples)
    assert facts.present == np.count_nonzero(study.edge("GRHL2", "CDH1"))


@pytest.mark.parametrize(
    ("picked", "said"),
    [
        ({"gene": "CDH1"}, "Strongest regulators in"),
        ({"gene": "SNAI1"}, "Strongest targets in"),
        ({"regulator": "ZEB1", "target": "CDH1"}, "repressing in"),
        (None, "Nothing selected"),
        ({"gene": "NOSUCHGENE"}, "NOSUCHGENE"),
    ],
)
def test_the_inspector_answers_every_pick(study: Study, picked: dict[str, str] | None, said: str) -> None:
    assert said in words(inspected(study, picked, range(70, 71), []))


def test_an_edge_that_is_absent_in_the_sample_is_said_to_be(study: Study) -> None:
    last = range(len(study.samples) - 1, len(study.samples))
    assert "not in the network of" in words(inspected(study, {"regulator": "GRHL2", "target": "CDH1"}, last, []))


def test_in_a_range_the_facts_are_means_in_which_an_absent_edge_counts_as_nothing(study: Study) -> None:
    samples = range(40, 80)
    edge = edge_facts(study, "GRHL2", "CDH1", samples)
    inside = study.edge("GRHL2", "CDH1")[40:80]
    assert edge.here == pytest.approx(float(inside.astype(float).sum()) / 40, rel=1e-6)
    assert edge.present_here == np.count_nonzero(inside)
    assert 0 < edge.present_here < 40
    gene = gene_facts(study, "CDH1", samples)
    assert {p.gene: p.coefficient for p in gene.regulators or ()}["GRHL2"] == pytest.approx(edge.here)
    said = words(inspected(study, {"regulator": "GRHL2", "target": "CDH1"}, samples, []))
    assert (
        f"the mean of 40 samples, coefficient {signed_coefficient(edge.here)} (in {edge.present_here} of them)" in said
    )


def test_a_gene_can_be_made_the_only_one_in_focus_unless_it_is(study: Study) -> None:
    assert refocused(study, "alone", ["CDH1"], ["ZEB1", "SNAI1"], range(1)) == ["CDH1"]
    assert "Only this gene" in words(inspected(study, {"gene": "CDH1"}, range(1), ["ZEB1", "CDH1"]))
    assert "Only this gene" not in words(inspected(study, {"gene": "CDH1"}, range(1), ["CDH1"]))


def test_every_link_of_a_gene_waits_for_a_click(study: Study) -> None:
    found = inspected(study, {"gene": "ZEB1"}, range(3, 4), [])
    links = [part for part in found._traverse() if getattr(part, "href", None)]
    hosts = ("ncbi.nlm.nih.gov", "genecards.org", "uniprot.org", "ensembl.org", "genenames.org")
    assert len(links) == len(hosts)
    for link, host in zip(links, hosts, strict=True):
        assert host in link.href
        assert "ZEB1" in link.href
        assert (link.target, link.rel) == ("_blank", "noopener noreferrer")


def test_a_band_is_drawn_and_said_where_the_study_has_one(tmp_path: Path) -> None:
    rng = np.random.default_rng(9)
    modulator = np.sort(rng.normal(size=60))
    values = rng.normal(size=(60, 8))
    values[:, 7] += 2 * values[:, 1]
    profile(cohort(values, modulator, 5), tmp_path / "study", Settings(form="sparse"), method="curves")
    courses = open_study(tmp_path / "study")
    facts = edge_facts(courses, "G1", "G7", range(3, 4))
    assert facts.band is not None
    figure = coefficient_curve(modulator, facts.coefficients, courses.samples, "EMT score", facts.band)
    low, high = (np.asarray(trace.y, float) for trace in figure.data if trace.name == "band")
    assert (low < facts.coefficients).all()
    assert (high > facts.coefficients).all()
    assert figure.layout.yaxis.range[1] > high.max()
    card = inspected(courses, {"regulator": "G1", "target": "G7"}, range(3, 4), [])
    figures = [part.figure for part in card._traverse() if hasattr(part, "figure")]
    (samples,) = [trace for trace in figures[0].data if trace.name == "samples"]
    assert np.ptp(samples.x) == pytest.approx(np.ptp(modulator), rel=0.02)
    assert len(samples.x) < modulator.size
    said = words(card)
    assert "in 60 of 60 samples" in said
    assert "given that the edge exists" in said


def test_the_spread_over_parts_of_the_cohort_is_drawn_and_said(planted: Planted, tmp_path: Path) -> None:
    sure = with_confidence(planted, tmp_path / "sure")
    assert sure.confidence is not None
    edges, others = np.array(sure.confidence.edges), np.array(sure.confidence.alternatives)
    spread = np.array([[[-0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]], np.float16)
    score = np.array([-0.5, 0.5])
    write_confidence(
        sure.path, edges, others, sure.confidence.info,
        {"spread_edge": np.array([1], np.uint32), "spread_score": score, "spread": spread},
    )  # fmt: skip
    again = open_study(sure.path)
    names = [(again.regulators[edge["regulator"]], again.targets[edge["target"]]) for edge in edges[:2]]
    facts = edge_facts(again, *names[1], range(5, 6))
    assert facts.spread is not None
    figure = coefficient_curve(again.modulator, facts.coefficients, again.samples, "score", facts.spread)
    low, high = (trace for trace in figure.data if trace.name == "band")
    assert (list(low.x), list(high.x)) == ([-0.5, 0.5], [-0.5, 0.5])
    np.testing.assert_allclose([low.y, high.y], [[-0.1, 0.2], [0.5, 0.6]], atol=1e-3)
    said = words(inspected(again, {"regulator": names[1][0], "target": names[1][1]}, range(5, 6), []))
    assert "90 % of the subsamples, at 2 scores; at 1 of them it excludes 0" in said
    assert edge_facts(again, *names[0], range(5, 6)).spread is None


def test_without_courses_there_is_no_band(study: Study) -> None:
    assert edge_facts(study, "GRHL2", "CDH1", range(5, 6)).band is None
    assert "Shaded" not in words(inspected(study, {"regulator": "GRHL2", "target": "CDH1"}, range(5, 6), []))


def test_a_curve_that_changes_sign_is_drawn_in_both_colours() -> None:
    score = np.linspace(-1, 1, 9)
    figure = coefficient_curve(score, score.astype(np.float32), tuple("abcdefghi"), "EMT score")
    colours = [trace.line.color for trace in figure.data[1:]]
    assert len(colours) == 2
    assert len(set(colours)) == 2
    np.testing.assert_allclose(np.asarray(figure.data[0].y, float), score, atol=1e-6)


@pytest.mark.parametrize(
    ("value", "text"), [(0.5, "+0.50"), (-0.126, "−0.13"), (0.0042, "+0.0042"), (-0.0042, "−0.0042")]
)
def test_coefficients_carry_their_sign(value: float, text: str) -> None:
    assert signed_coefficient(value) == text


def test_an_invented_gene_is_looked_for_nowhere() -> None:
    assert "https://" in str(gene_links("SIM1"))
    assert "https://" not in str(gene_links("SIMR07"))
