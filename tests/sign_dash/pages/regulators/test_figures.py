"""The heat map and the small pictures: zero is neutral, signs need no colour, one scale."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from compute.analyse import out_degrees
from compute.errors import UserError
from compute.study import Study
from sign_dash import theme
from sign_dash.pages.regulators.figures import colour_limit, heat_legend, heat_map
from sign_dash.pages.regulators.hubs import PANELS, Hubs
from tests.sign_dash.shell.test_layout import text

ENDS = ("epithelial", "mesenchymal")
VALUES = np.array([[-1.0, 0.0, 1.0, 2.0], [0.0, 0.0, -3.0, 0.5]])
MARKS = ["⊣→", "⊣"]


@pytest.mark.parametrize(("scheme", "ground"), [("light", theme.CARD), ("dark", theme.DARK_CARD)])
def test_zero_is_the_middle_and_has_the_colour_of_the_card(scheme: str, ground: str) -> None:
    trace = heat_map(VALUES, ["A", "B"], MARKS, list("wxyz"), "effect", scheme).data[0]
    assert trace.zmin == -trace.zmax
    assert [stop for stop, _ in trace.colorscale] == [0.0, 0.5, 1.0]
    assert trace.colorscale[1][1] == ground


def test_rows_carry_the_sign_beside_the_name() -> None:
    axis = heat_map(VALUES, ["A", "B"], MARKS, list("wxyz"), "effect").layout.yaxis
    assert list(axis.ticktext) == ["A ⊣→", "B ⊣"]
    assert axis.autorange == "reversed"  # rank 1 on top


def test_a_wild_sample_does_not_bleach_the_rest() -> None:
    values = np.concatenate([np.full(1000, 0.5), [100.0]])[None, :]
    assert colour_limit(values) == pytest.approx(0.5)
    assert colour_limit(np.zeros((2, 3))) == 0.0


@pytest.mark.parametrize(("shows", "verb"), [("effect", "negative effect on CDH1"), ("coefficient", "repressing CDH1")])
def test_the_legend_says_sign_scale_and_unit(shows: str, verb: str) -> None:
    said = " ".join(text(part) for part in heat_legend(0.42, shows, "CDH1", ENDS))  # type: ignore[arg-type]
    for words in (verb, "≤ −0.42", "≥ +0.42", "scale", "epithelial"):
        assert words in said


def test_pictures_hold_the_counts_on_one_scale(study: Study, tmp_path: Path) -> None:
    hubs = Hubs(study, tmp_path)
    drawn = hubs.pictures(hubs.rows("mean"), 3)
    assert len(drawn["panels"]) == min(PANELS, len(study.regulators))
    assert drawn["sizes"] == [len(study.samples) // 3] * 3
    degrees = out_degrees(study)
    for panel in drawn["panels"]:
        place = study.regulator_index(panel["regulator"])
        for bars, counted in ((panel["up"], degrees.activating), (panel["down"], degrees.repressing)):
            np.testing.assert_allclose(bars, [part.mean() for part in np.split(counted[place], 3)], atol=1e-3)
    for tallest, side in zip(drawn["tallest"], ("up", "down"), strict=True):
        assert tallest == max(max(panel[side]) for panel in drawn["panels"])


def test_hubs_by_change_begin_with_the_largest_change(study: Study, tmp_path: Path) -> None:
    changes = [abs(row["change"]) for row in Hubs(study, tmp_path).rows("change")]
    assert changes == sorted(changes, reverse=True)


def test_too_many_bins_are_refused(study: Study, tmp_path: Path) -> None:
    hubs = Hubs(study, tmp_path)
    with pytest.raises(UserError, match="bins"):
        hubs.pictures(hubs.rows("mean"), len(study.samples) + 1)
