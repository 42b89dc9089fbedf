"""The small pictures of hubs on paper: every bar of the screen, on one scale."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from compute.study import Study
from sign_dash import theme
from sign_dash.export.pictures import picture
from sign_dash.pages.regulators.hubs import Hubs
from sign_dash.scene.paper.paper import Paper
from sign_dash.scene.paper.svg import page_to_svg

SVG = "{http://www.w3.org/2000/svg}"
BINS = 4


def reported(study: Study, **more: Any) -> dict[str, Any]:
    hubs = Hubs(study, study.path / "no cache: it is small")
    return {"drawn": hubs.pictures(hubs.rows("mean"), BINS), "by": "mean", "sample": 11} | more


@pytest.mark.parametrize("paper", [Paper(), Paper(85), Paper(240, height=113, type_size=11, caption=False)])
def test_bars_have_the_heights_of_the_numbers_on_one_scale(modelled: Study, paper: Paper) -> None:
    told = reported(modelled)
    root = ET.fromstring(page_to_svg(picture(modelled, {"kind": "hubs", "snapshot": told}, paper).page))
    heights, numbers = [], []
    for place, panel in enumerate(told["drawn"]["panels"], start=1):
        group = root.find(f".//{SVG}g[@id='hub-{place}']")
        assert group is not None
        bars = [box for box in group.iter(f"{SVG}rect") if box.get("fill") == theme.ACTIVATES]
        heights += [float(bar.attrib["height"]) for bar in bars]
        numbers += [value for value in panel["up"] if value > 0]
        assert group.findtext(f"{SVG}text") == panel["regulator"]
    assert numbers
    units = np.array(heights) / np.array(numbers)
    assert units == pytest.approx(units.mean(), rel=0.02)


def test_the_caption_names_regulators_bins_scale_and_study(modelled: Study) -> None:
    told = reported(modelled)
    found = picture(modelled, {"kind": "hubs", "snapshot": told}, Paper())
    first = told["drawn"]["panels"][0]["regulator"]
    for part in (
        f"EMT score of {first}",
        "4 bins of 12 to 12 of 48 samples",
        "left epithelial",
        "LINE-011",
        "on average",
    ):
        assert part in found.caption
    assert found.parts == ("hubs", "by-mean", "4-bins")


@pytest.mark.parametrize("wrong", [{"by": "name"}, {"sample": -1}])
def test_what_no_page_would_send_is_refused(modelled: Study, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="that are none"):
        picture(modelled, {"kind": "hubs", "snapshot": reported(modelled, **wrong)}, Paper())
