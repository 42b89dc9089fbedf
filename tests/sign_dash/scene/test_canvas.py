"""The canvas's payload says what the subnetwork says."""

from __future__ import annotations

import base64

import numpy as np

from compute.study import Study
from sign_dash import theme
from sign_dash.build import ASSETS
from sign_dash.scene import look
from sign_dash.scene.canvas import drawing, network_canvas
from sign_dash.scene.colours import correlation_with_score, node_colours
from sign_dash.scene.layout import union_layout
from sign_dash.scene.select import neighbourhood


def test_drawing_carries_the_coefficients_bit_for_bit(study: Study) -> None:
    subnetwork = neighbourhood(study, ("ZEB1", "CDH1"), 1)
    drawn = drawing(subnetwork, union_layout(subnetwork), node_colours(study, subnetwork.genes), study.edge_counts)
    weights = np.frombuffer(base64.b64decode(drawn["weights"]), "<f4").reshape(-1, drawn["samples"])
    np.testing.assert_array_equal(weights, subnetwork.weights)
    assert [node["id"] for node in drawn["nodes"]] == list(subnetwork.genes)
    assert drawn["edgeCounts"] == study.edge_counts.tolist()


def test_genes_that_regulate_each_other_get_two_bowed_edges(study: Study) -> None:
    subnetwork = neighbourhood(study, study.regulators, 1)
    drawn = drawing(subnetwork, union_layout(subnetwork), ["#000000"] * len(subnetwork.genes), study.edge_counts)
    pairs = list(zip(subnetwork.source.tolist(), subnetwork.target.tolist(), strict=True))
    assert drawn["bowed"] == [int((t, s) in pairs) for s, t in pairs]


def test_levels_grow_with_the_coefficient_and_end_at_full_width() -> None:
    levels = look.level(np.array([0.0, 1e-9, 0.5, -0.5, 1.0, -7.0], np.float32), scale=1.0)
    assert levels.tolist() == [0, 1, look.LEVELS // 2, look.LEVELS // 2, look.LEVELS, look.LEVELS]
    assert np.all(np.diff(look.WIDTHS) > 0)


def test_colour_is_the_rank_correlation_with_the_score(study: Study) -> None:
    from scipy.stats import spearmanr

    genes = study.genes[:6]
    expected = [spearmanr(study.expression(gene), study.modulator).statistic for gene in genes]
    np.testing.assert_allclose(correlation_with_score(study, genes), expected, atol=1e-9)


def test_page_and_pictures_share_their_colours() -> None:
    """The style sheet's tokens are the ones of theme.py, in light and in dark."""
    tokens = (ASSETS / "css" / "10-tokens.css").read_text(encoding="utf-8")
    light, dark = tokens.split(':root[data-scheme="dark"]')
    names = {
        "--ink": (theme.INK, theme.DARK_INK),
        "--card": (theme.CARD, theme.DARK_CARD),
        "--activates": (theme.ACTIVATES, theme.DARK_ACTIVATES),
        "--represses": (theme.REPRESSES, theme.DARK_REPRESSES),
    }
    for name, colours in names.items():
        for sheet, colour in zip((light, dark), colours, strict=True):
            assert f"{name}: {colour.lower()};" in sheet.lower()


def test_canvas_is_named_for_those_who_cannot_see_it() -> None:
    canvas = network_canvas("network", "Network of the current sample")
    assert canvas.id == "network"
    assert getattr(canvas, "aria-label") == "Network of the current sample"
