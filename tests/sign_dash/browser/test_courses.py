"""A study stored as courses is used like any other; its edges are drawn with their band."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from compute.analyse import regulator_courses
from compute.study import Study, bands_at, leaves_out_zero
from tests.made import with_courses
from tests.sign_dash.browser.reading import counts, on_canvas, opened, rest, shown_edges
from tests.sign_dash.conftest import serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def courses(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Study:
    return with_courses(study, tmp_path_factory.mktemp("studies") / "courses")


@pytest.fixture(scope="module")
def served(courses: Study) -> Iterator[str]:
    with serving(courses) as address:
        yield address


def test_explore_draws_networks_and_an_edge_with_its_band(page: Page, served: str, courses: Study) -> None:
    opened(page, f"{served}/?genes=CDH1&reach=1&strength=0")
    rest(page)
    assert counts(page)[1] == courses.edge_counts[0]
    page.get_by_role("gridcell", name=re.compile(r"^ZEB1\b")).first.click()
    page.get_by_role("tab", name="Selected").click()
    n = len(courses.samples)
    expect(
        page.get_by_text("Shaded: pointwise 90% band, given that the edge exists; it excludes 0 in")
    ).to_contain_text(f"of {n:,}")
    page.get_by_role("slider", name="EMT score").press("End")
    rest(page)
    assert counts(page)[1] == courses.edge_counts[-1]


def values_shown(page: Page) -> dict[tuple[str, str], float]:
    """Coefficients of the drawing's edges as the browser has worked them out."""
    rows = on_canvas(page, "c.drawing.sources.map((s, e) => [c.drawing.nodes[s].id, "
                           "c.drawing.nodes[c.drawing.targets[e]].id, c.values[e]])")  # fmt: skip
    return {(regulator, target): value for regulator, target, value in rows}


def expected(study: Study, score: float, edges: set[tuple[str, str]]) -> dict[tuple[str, str], float]:
    matrix = study.network_at(score).toarray()
    return {(j, k): float(matrix[study.regulator_index(j), study.target_index(k)]) for j, k in edges}


def test_the_slider_stands_between_samples(page: Page, served: str, courses: Study) -> None:
    opened(page, f"{served}/?genes=ZEB1,CDH1&reach=1&strength=0&selected=ZEB1>CDH1")
    rest(page)
    found = values_shown(page)
    assert found == expected(courses, float(courses.modulator[len(courses.samples) // 2]), set(found))
    slider = page.get_by_role("slider", name="EMT score")
    box = slider.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 0.45 * box["width"], box["y"] + box["height"] / 2)
    rest(page)
    score = page.evaluate("signdash.score.between")
    assert score is not None
    low, high = courses.modulator[[0, -1]]
    assert score == pytest.approx(low + 0.45 * (high - low), abs=0.02 * (high - low))
    assert np.abs(courses.modulator - score).min() > 0
    found = values_shown(page)
    assert found == expected(courses, score, set(found))
    assert f"score={score}" in page.url
    expect(page.locator("#network-status")).to_have_text(
        f"showing {len(found)} edges at EMT score {score:+.4f}".replace("-", "−")
    )
    names = [(courses.regulator_index(j), courses.target_index(k)) for j, k in found]
    bands = bands_at(courses, *np.array(names).T, score)
    clear = leaves_out_zero(bands.low, bands.high).sum()
    expect(page.locator("#network-note")).to_contain_text(f"the bands of {clear} exclude 0")
    page.get_by_role("tab", name="Selected").click()
    expect(page.locator("#inspector")).to_contain_text("repressing in the network at EMT score")
    shown_here = shown_edges(page)
    page.reload()
    page.wait_for_function(f"() => signdash.network.snapshot('network')?.score === {score}")
    rest(page)
    assert shown_edges(page) == shown_here


def test_keys_go_on_from_between_samples(page: Page, served: str, courses: Study) -> None:
    page.goto(f"{served}/?genes=CDH1&reach=1&strength=0&score=0.1")
    page.wait_for_function("() => signdash.network.snapshot('network')?.score === 0.1")
    above = int(np.searchsorted(courses.modulator, 0.1))
    slider = page.get_by_role("slider", name="EMT score")
    slider.press("ArrowRight")
    assert page.evaluate("[signdash.score.position, signdash.score.between]") == [above, None]
    slider.press(".")
    step = page.evaluate("signdash.score.value") - courses.modulator[above]
    assert 0 < step < 0.003 * np.ptp(courses.modulator)
    slider.press("ArrowLeft")
    assert page.evaluate("[signdash.score.position, signdash.score.between]") == [above, None]
    rest(page)
    assert "score=" not in page.url


PAINTED_BY = """(key) => new Promise((done) => {
  const c = signdash.network.canvas('network');
  const cleared = [];
  [c.layer, c.canvas].forEach((canvas, i) => {
    const pen = canvas.getContext('2d');
    pen.clearRect = (...box) => {
      if (!cleared.length) queueMicrotask(() => {
        [c.layer, c.canvas].forEach((one) => { delete one.getContext('2d').clearRect; });
        done(cleared);
      });
      cleared.push(i === 0 ? 'edges' : 'genes');
      CanvasRenderingContext2D.prototype.clearRect.apply(pen, box);
    };
  });
  const pressed = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
  document.getElementById('score-slider').dispatchEvent(pressed);
})"""
"""What one step of the slider paints anew, in the first frame after it."""


def test_a_step_paints_genes_anew_only_where_they_change(page: Page, served: str) -> None:
    opened(page, f"{served}/?genes=CDH1&reach=1&strength=0")
    rest(page)
    assert page.evaluate(PAINTED_BY, "ArrowRight") == ["edges"]
    opened(page, f"{served}/?genes=CDH1&reach=1&strength=0&colour=expression")
    rest(page)
    assert page.evaluate(PAINTED_BY, "End") == ["edges", "genes"]


def test_files_are_of_the_score_between_samples(page: Page, served: str, courses: Study) -> None:
    page.goto(f"{served}/?genes=CDH1&reach=1&strength=0&score=0.1&colour=expression")
    page.wait_for_function("() => signdash.network.snapshot('network')?.score === 0.1")
    ask = """async ([what, more]) => {
      const captured = { kind: "network", snapshot: signdash.network.snapshot("network"), subject: "" };
      const answer = await fetch(`export/${what}`, { method: "POST", headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ captured, ...more }) });
      return answer.json();
    }"""
    table = page.evaluate(ask, ["network", {"format": "edges"}])
    assert "score-0.1" in table["name"]
    header, *lines = csv.reader(table["text"].splitlines())
    assert header == ["regulator", "target", "coefficient", "low", "high", "cautions"]
    matrix = courses.network_at(0.1).toarray()
    for line in lines:
        regulator, target, *numbers, _ = line
        coefficient, low, high = map(float, numbers)
        assert coefficient == pytest.approx(matrix[courses.regulator_index(regulator), courses.target_index(target)])
        assert low < coefficient < high
    assert f"at {courses.modulator_name} 0.1" in page.evaluate(ask, ["network", {"format": "cx2"}])["text"]
    picture = page.evaluate(ask, ["picture", {"format": "svg"}])
    assert picture["title"].startswith("Network at")
    assert "+0.1, from the edges’ curves" in picture["caption"]
    assert "excludes 0" in picture["caption"]
    nearest = courses.samples[int(np.abs(courses.modulator - 0.1).argmin())]
    assert f"expression in the nearest sample, {nearest}" in picture["caption"]


def test_the_courses_of_a_target_stand_side_by_side(page: Page, served: str, courses: Study) -> None:
    page.goto(f"{served}/regulators?target=CDH1&shows=courses&rows=15&score=0.1")
    plot = page.locator("#regulators-heat .js-plotly-plot")
    count = min(15, len(regulator_courses(courses, "CDH1")))
    expect(plot.locator(".annotation")).to_have_count(count)
    first = regulator_courses(courses, "CDH1", 15)[0].regulator
    expect(plot.locator(".annotation").first).to_contain_text(first)
    marks = plot.locator("> .plot-playhead")
    expect(marks).to_have_count(count)
    before = marks.last.bounding_box()
    page.get_by_role("slider", name="EMT score").press("End")
    page.wait_for_function("() => signdash.score.between === null")
    after = marks.last.bounding_box()
    assert before is not None
    assert after is not None
    assert after["x"] > before["x"]
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the heat map’s values as CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert text.startswith("target,regulator,score,coefficient,low,high,")
    assert text.count("\n") == 1 + 81 * count
    plot.locator(".ytick").first.click(force=True)
    expect(page.get_by_role("link", name="Regulators", exact=True)).to_have_attribute("aria-current", "page")
    plot.locator(".annotation", has_text=first).first.click()
    expect(page.get_by_role("link", name="Explore", exact=True)).to_have_attribute("aria-current", "page")
    expect(page.locator("#inspector h2")).to_have_text(first)


def test_two_scores_are_compared_with_the_band_of_their_difference(page: Page, served: str, courses: Study) -> None:
    low, high = (f"score:{value:.2f}" for value in (courses.modulator[3] + 0.01, courses.modulator[-3] - 0.01))
    page.goto(f"{served}/compare?a={low}&b={high}&around=CDH1&strength=0")
    row = page.locator("#compare-edges .ag-center-cols-container [row-index='0']")
    expect(row.locator("[col-id=low]")).to_have_text(re.compile(r"^−0\.\d+$"))
    ends = page.evaluate("signdash.comparePictures.picture.drawing.rows.filter((row) => row.category !== 'steady')"
                         ".map((row) => [row.low, row.high])")  # fmt: skip
    apart = sum(one > 0 or other < 0 for one, other in ends)
    expect(page.locator("#compare-status")).to_contain_text(f"the bands of {apart} exclude 0")
    row.locator("[col-id=low]").click()
    expect(page.locator("#compare-selected")).to_contain_text("excludes 0")


@pytest.mark.parametrize("name", ["Compare", "Components", "Regulators"])
def test_other_pages_open(page: Page, served: str, name: str) -> None:
    page.goto(f"{served}/{name.lower()}")
    expect(page.get_by_role("link", name=name, exact=True)).to_have_attribute("aria-current", "page")
    expect(page.get_by_text("needs one network for each sample")).to_have_count(0)
