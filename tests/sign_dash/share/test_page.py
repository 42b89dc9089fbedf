"""A study as one file: what it holds, that it opens from a disk with the slider working, and its command."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser

from compute.study import Study
from sign_dash.pages.story.slides import Slide, Story, to_json
from sign_dash.share.__main__ import main
from sign_dash.share.kept import STEPS, kept_edges
from sign_dash.share.page import shared_page
from sign_dash.share.views import views_of
from tests.sign_dash.planted import Planted


def test_the_strongest_edges_are_kept_to_a_127th_of_their_largest(study: Study) -> None:
    everything = kept_edges(study)
    found = study.edges(everything.regulators, everything.targets)
    read = everything.levels / np.float32(STEPS) * everything.largest[:, None]
    assert (np.abs(read - found) <= everything.largest[:, None] / STEPS).all()
    assert ((read != 0) == (found != 0)).all()
    np.testing.assert_allclose(np.abs(found).max(axis=1), everything.largest, rtol=1e-6)
    some = kept_edges(study, most_bytes=5 * len(study.samples))
    assert (some.of, some.regulators.size) == (everything.of, 5)
    assert some.largest.tolist() == sorted(everything.largest.tolist(), reverse=True)[:5]


def story(study: Study) -> Story:
    return Story(
        study.title,
        study.simulated,
        (
            Slide("CDH1 falls", "A note.", f"explore?sample={study.samples[3]}&genes=CDH1,NOSUCH", ()),
            Slide("Both ends", "", "compare?around=ZEB1", ()),
        ),
    )


def test_slides_become_views_of_what_the_study_has(study: Study) -> None:
    one, other = views_of(study, story(study))
    assert (one.title, one.genes, one.sample, one.note) == ("CDH1 falls", ("CDH1",), 3, "A note.")
    assert (other.genes, other.sample) == (("ZEB1",), None)


def test_known_pairs_are_marked_in_the_file(study: Study) -> None:
    pairs = {"ZEB1": {"CDH1": [3, 2]}, "CDH1": {"ZEB1": [1, 0]}}
    text = shared_page(study, known={"pairs": pairs})
    data = json.loads(text.partition('id="study">')[2].partition("</script>")[0])
    ((at, known),) = data["known"].items()
    ends = study.regulators[data["sources"][int(at)]], study.targets[data["ends"][int(at)]]
    assert (ends, known) == (("ZEB1", "CDH1"), [3, 2])
    assert '"known":{}' in shared_page(study)


@pytest.mark.browser
def test_the_file_opens_from_a_disk_and_its_slider_works(
    chromium: Browser, planted: Planted, study: Study, tmp_path: Path
) -> None:
    (tmp_path / "story.json").write_text(to_json(story(study)), encoding="utf-8")
    file = tmp_path / "study.html"
    assert main([str(planted.path), "-o", str(file), "--story", str(tmp_path / "story.json")]) == 0
    page = chromium.new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(file.as_uri())
    page.wait_for_function("() => document.querySelectorAll('.edge').length > 0")
    assert page.locator("#simulated").is_visible() == study.simulated
    assert page.locator("#sample").text_content() == study.samples[3]
    assert "around CDH1" in str(page.locator("#status").text_content())
    for key, sample in (("Home", 0), ("End", len(study.samples) - 1)):
        page.locator("#at").press(key)
        assert page.locator("#sample").text_content() == study.samples[sample]
        rows = page.locator("#rows tr").evaluate_all(
            "rows => rows.map((row) => [...row.cells].map((c) => c.textContent))"
        )
        coefficients = study.target_coefficients("CDH1")
        at = coefficients.coefficients[:, sample]
        wanted = {study.regulators[j]: value for j, value in zip(coefficients.indices, at, strict=True) if value}
        shown = {r: float(value.replace("−", "-")) for r, _, t, value in rows if t == "CDH1"}
        assert shown == pytest.approx(wanted, abs=0.03)
    page.close()
    assert errors == []
    assert asked == [file.as_uri()]


def test_what_cannot_be_shared_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none"), "-o", str(tmp_path / "x.html")]) == 2
    assert "no study" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("story", "output", "names"),
    [
        (None, "x.html", "no file .*story.json"),
        (b"\xff\xfe no story", "x.html", "story.json is not a story"),
        (b"[]", "x.html", "story.json is not a story"),
        (b"[]", "missing/x.html", "folder .*missing does not exist"),
        (b"[]", ".", "is a folder"),
    ],
)
def test_a_story_or_a_place_that_will_not_do_is_one_sentence_before_anything_is_written(
    story: bytes | None, output: str, names: str, planted: Planted, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "story.json"
    if story is not None:
        file.write_bytes(story)
    assert main([str(planted.path), "-o", str(tmp_path / output), "--story", str(file)]) == 2
    (sentence,) = capsys.readouterr().err.splitlines()
    assert re.search(names, sentence)
    assert {path.name for path in tmp_path.iterdir()} <= {"story.json"}


def test_what_is_stopped_leaves_the_file_that_was_there(
    planted: Planted, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.html").write_text("before")

    def stopped(*_: object, **__: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("sign_dash.share.__main__.shared_page", stopped)
    assert main([str(planted.path), "-o", str(tmp_path / "x.html")]) == 130
    assert capsys.readouterr().err.startswith("Stopped")
    assert (tmp_path / "x.html").read_text() == "before"


def test_simulated_data_say_so(study: Study) -> None:
    assert ("simulated data" in shared_page(study).partition("</title>")[0]) == study.simulated
