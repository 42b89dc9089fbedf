"""The figures hold the numbers of the comparison: a point for each sample, a cell for each pair."""

from __future__ import annotations

import numpy as np
import pytest

from compute.score import Comparison
from compute.study import Study
from sign_dash.pages.scores.figures import COLOURS, agreement, plane


@pytest.mark.parametrize("colour", ["phenotype", "study", "annotation:tissue", "no such"])
def test_the_first_trace_has_a_point_for_every_sample_in_the_study_s_order(
    study: Study, found: Comparison, colour: str
) -> None:
    dots = plane(study, found, colour).data[0]
    np.testing.assert_array_equal(dots.x, found.column("epithelial").values)
    np.testing.assert_array_equal(dots.y, found.column("mesenchymal").values)
    assert list(dots.customdata) == list(study.samples)
    assert len(dots.marker.color) == len(study.samples)


def test_hybrid_samples_lie_beyond_both_lines(study: Study, found: Comparison) -> None:
    figure = plane(study, found, "phenotype", "dark")
    assert figure.layout.legend.font.color != plane(study, found, "phenotype", "light").layout.legend.font.color
    across, up = (shape.x0 if shape.x0 == shape.x1 else shape.y0 for shape in figure.layout.shapes)
    dots = figure.data[0]
    beyond = (dots.x > across) & (dots.y > up)
    assert [colour == COLOURS["hybrid"] for colour in dots.marker.color] == beyond.tolist()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_of_scores_has_its_number(found: Comparison, scheme: str) -> None:
    cells = agreement(found, scheme).data[0]
    np.testing.assert_allclose(np.array(cells.z, float), found.agreement)
    assert [row[i] for i, row in enumerate(cells.text)] == ["1.00"] * len(found.columns)
