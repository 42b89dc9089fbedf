"""What colour and size of a gene say is what the study holds."""

from __future__ import annotations

import base64

import numpy as np
import pytest

from compute.analyse import regulator_sizes
from compute.study import Study
from sign_dash.scene import look
from sign_dash.scene.encoding import COLOURS_BY, SIZES_BY, colours, expression_levels, sizes
from sign_dash.scene.legend_bar import legend_entries
from sign_dash.scene.select import neighbourhood, strongest
from tests.sign_dash.pages.explore.test_facts import words


def test_expression_goes_to_the_browser_as_clipped_z_scores(study: Study) -> None:
    genes = ("CDH1", "ZEB1", "VIM")
    sent = expression_levels(study, genes)
    steps = np.frombuffer(base64.b64decode(sent["steps"]), np.int8).reshape(3, -1)
    values = np.array([study.expression(gene) for gene in genes], float)
    z = (values - values.mean(axis=1, keepdims=True)) / values.std(axis=1, keepdims=True)
    np.testing.assert_allclose(steps / 127 * 3, np.clip(z, -3, 3), atol=3 / 254 + 1e-9)


@pytest.mark.parametrize("by", ["targets", "change"])
def test_area_of_a_regulator_grows_with_what_the_size_means(study: Study, by: str) -> None:
    subnetwork = neighbourhood(study, ("ZEB1", "GRHL2"), 1)
    found = sizes(study, subnetwork, by)  # type: ignore[arg-type]
    of = np.flatnonzero(subnetwork.regulator)
    measured = regulator_sizes(study, [subnetwork.genes[i] for i in of])
    value = measured.out_degree if by == "targets" else measured.change
    least, most = look.REGULATOR_SIZES
    np.testing.assert_allclose(found[of], least + (most - least) * np.sqrt(value / value.max()))
    assert set(found[~subnetwork.regulator]) <= {look.TARGET_SIZE}


def test_role_alone_has_two_colours(study: Study) -> None:
    subnetwork = neighbourhood(study, ("ZEB1",), 1)
    found = colours(study, subnetwork, "role")
    assert len(set(found)) == 2
    assert {found[i] for i in np.flatnonzero(subnetwork.regulator)} == {found[0]}


def test_the_legend_says_what_colour_and_size_mean() -> None:
    said = {
        (colour, size): " ".join(words(entry) for entry in legend_entries(colour, size))
        for colour in COLOURS_BY
        for size in SIZES_BY
    }
    assert len(set(said.values())) == len(said)
    assert "rises with the score" in said["correlation", "drawn"]
    assert "expression low" in said["expression", "change"]
    assert "change of its edges" in said["expression", "change"]
    assert "expression" not in said["role", "drawn"]


def test_the_strongest_edges_keep_their_genes_and_the_focus(study: Study) -> None:
    whole = neighbourhood(study, ("ZEB1", "GRHL2"), 2)
    kept = strongest(whole, 10)
    order = np.sort(np.abs(whole.weights).max(axis=1))[::-1]
    assert kept.source.size == 10
    assert np.abs(kept.weights).max(axis=1).min() == order[9]
    assert kept.genes[: kept.focus] == whole.genes[: whole.focus]
    drawn = {kept.genes[i] for i in np.r_[kept.source, kept.target]}
    assert set(kept.genes) == drawn | set(kept.genes[: kept.focus])
    pairs = {(whole.genes[s], whole.genes[t]) for s, t in zip(whole.source, whole.target, strict=True)}
    assert {(kept.genes[s], kept.genes[t]) for s, t in zip(kept.source, kept.target, strict=True)} <= pairs
    assert strongest(whole, 10**6) is whole
