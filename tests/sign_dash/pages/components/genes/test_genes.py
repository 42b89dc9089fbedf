"""Loadings with their intervals, gene sets among them, and what is said of stability."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from compute.components import component_enrichment
from compute.read import read_gene_sets
from compute.study import Study
from sign_dash.pages.components.explained import Explained, read_explained
from sign_dash.pages.components.genes.figure import loadings_figure
from sign_dash.pages.components.genes.tables import loading_rows, set_rows
from sign_dash.pages.components.genes.words import stability_words
from tests.sign_dash.pages.components.othermodels import OWN, UNSTABLE


def test_every_gene_has_its_loading_and_what_is_known_of_it(explained: Explained) -> None:
    rows = loading_rows(explained, "regulator", 0)
    assert [row["gene"] for row in rows[:2]] == ["ZEB1", "ZEB2"]
    assert len(rows) == len(explained.genes["regulator"])
    assert rows[0]["low"] is None
    assert "EMT regulator" in rows[0]["known"]


def test_intervals_are_those_over_the_resamples_and_say_whether_the_sign_is_sure(others: Study) -> None:
    explained = read_explained(others, UNSTABLE)
    assert explained.stability is not None
    found = explained.stability["regulator"]
    for component in (0, 1):
        for row in loading_rows(explained, "regulator", component):
            gene = explained.genes["regulator"].index(row["gene"])
            assert (row["low"], row["high"]) == (found.low[gene, component], found.high[gene, component])
            assert (row["sure"] == "stable") == (row["low"] > 0 or row["high"] < 0)
    assert loading_rows(explained, "regulator", 0)[0]["sure"] == "stable"


def test_the_chart_draws_the_interval_and_leaves_an_unsure_loading_hollow(others: Study) -> None:
    explained = read_explained(others, UNSTABLE)
    rows = loading_rows(explained, "regulator", 1, 8)
    (dots,) = loadings_figure(rows, "loading").data
    np.testing.assert_allclose(np.array(dots.x) + dots.error_x.array, [row["high"] for row in rows])
    np.testing.assert_allclose(np.array(dots.x) - dots.error_x.arrayminus, [row["low"] for row in rows])
    unsure = [row["sure"] != "stable" for row in rows]
    assert any(unsure)
    colours = set(np.array(dots.marker.color)[unsure])
    assert len(colours) == 1
    assert colours.isdisjoint(np.array(dots.marker.color)[~np.array(unsure)])


def test_stability_is_told_in_words(others: Study, explained: Explained) -> None:
    assert "30 more fits" in stability_words(explained, "regulator", 0, "LINE-000")
    measured = read_explained(others, UNSTABLE)
    assert "is stable" in stability_words(measured, "regulator", 0, "")
    assert "Regulator component 2 is not stable" in stability_words(measured, "regulator", 1, "")
    own = read_explained(others, OWN, sample=3)
    assert "shown: LINE-003" in stability_words(own, "regulator", 0, "LINE-003")


def test_gene_sets_are_listed_by_q_with_their_genes(others: Study, explained: Explained, tmp_path: Path) -> None:
    path = tmp_path / "s.gmt"
    path.write_text("EMT\tm\tZEB1\tZEB2\tSNAI1\nEPI\tm\tGRHL2\tOVOL2\tKLF5\nNONE\tm\tSIMR03\tSIMR04\n")
    found = component_enrichment(others, explained.parts, "regulator", read_gene_sets(path), 5, smallest=2)
    rows = set_rows(found, explained, 0)
    assert [row["set"] for row in rows] == ["EMT"]
    assert rows[0]["genes"] == "ZEB1, ZEB2, SNAI1"
    assert rows[0]["overlap"] == "3 / 3"
    assert 10 ** rows[0]["log10_q"] == pytest.approx(3 * (10 / 220), rel=1e-6)  # C(5,3)/C(12,3), of three sets
