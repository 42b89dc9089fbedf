"""The panels of small multiples: every sample in one of them, named as the score names its ends."""

from __future__ import annotations

import numpy as np
import pytest

from compute.study import Study
from sign_dash.scene.multiples import multiples_id, panel_figures, score_panels, small_multiples
from sign_dash.scene.select import coefficients, neighbourhood, visible_edges


@pytest.mark.parametrize("count", [1, 2, 5, 7])
def test_every_sample_is_in_one_panel(study: Study, count: int) -> None:
    panels = score_panels(study, count)
    assert len(panels) == count
    samples = [sample for panel in panels for sample in range(panel.first, panel.last + 1)]
    assert samples == list(range(len(study.samples)))
    sizes = [panel.last - panel.first + 1 for panel in panels]
    assert max(sizes) - min(sizes) <= 1


def test_filters_leave_panels_of_what_they_let_through(study: Study) -> None:
    lung = np.flatnonzero((study.annotation["tissue"] == "lung").to_numpy())
    panels = score_panels(study, 3, ";within:tissue=lung")
    assert [panels[0].first, panels[-1].last] == [lung[0], lung[-1]]
    assert sum(panel.count for panel in panels) == lung.size
    assert panels[1].text.endswith(f"mean of {panels[1].count}")
    assert score_panels(study, 3, ";within:tissue=lung;without:tissue=lung") == ()


def test_captions_say_end_score_and_number(study: Study) -> None:
    first, *_, last = score_panels(study, 5)
    assert (first.title, last.title) == ("epithelial", "mesenchymal")
    low, high = (f"{study.modulator[i]:+.2f}".replace("-", "−") for i in (last.first, last.last))
    assert last.text == f"EMT score {low} to {high} · mean of {last.last - last.first + 1}"
    assert first.colours[0] != last.colours[-1]


def test_no_more_panels_than_samples(study: Study) -> None:
    assert len(score_panels(study, 10_000)) == len(study.samples)


def test_alone_they_bring_the_stores_a_drawing_needs(study: Study) -> None:
    panels = score_panels(study, 3)
    ids = {child.id for child in small_multiples("pair", "Two", panels, alone=True).children if hasattr(child, "id")}
    assert {"pair-drawing", "pair-cutoff", "pair-picked"} <= ids
    inside = small_multiples("network", "Five", panels)
    assert inside.id == multiples_id("network")
    assert len(inside.children) == len(panel_figures(panels)) == 3


def test_a_range_shows_the_mean_in_which_an_absent_edge_counts_as_nothing(study: Study) -> None:
    subnetwork = neighbourhood(study, ("CDH1", "ZEB1"), 1)
    half = range(20, 70)
    mean = subnetwork.weights[:, 20:70].astype(float).sum(axis=1) / 50
    np.testing.assert_allclose(coefficients(subnetwork, half), mean, rtol=1e-6)
    np.testing.assert_array_equal(visible_edges(subnetwork, half, 0.05), np.abs(mean) >= 0.05)
    np.testing.assert_array_equal(coefficients(subnetwork, range(3, 4)), coefficients(subnetwork, 3))
