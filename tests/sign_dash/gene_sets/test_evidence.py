"""Published pairs are asked for once, and remembered for the study or for every study."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from compute.errors import UserError
from compute.study import Study, open_study
from sign_dash.gene_sets import EvidenceChoice, chosen_evidence, evidence_files, evidence_options, remember_evidence
from sign_dash.gene_sets.evidence import remembered_evidence, sent_pairs
from tests.read.limited import a_line_without_end, apart_in_little_memory
from tests.sign_dash.conftest import serving

PAIRS = b"ZEB1\tCDH1\tRepression\t1;2\nZEB1\tNOT-HERE\tActivation\t3\n"


@pytest.fixture
def own(study: Study, tmp_path: Path) -> Study:
    return open_study(shutil.copytree(study.path, tmp_path / "own"))


def given(cache: Path) -> EvidenceChoice:
    file = evidence_files(cache).keep(PAIRS, "mine.tsv")
    return EvidenceChoice(choice=f"given:{file['digest']}", file=file)


def test_a_file_in_the_study_s_folder_needs_no_asking(own: Study, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    assert remembered_evidence(own, cache) == {"choice": None, "file": None}
    (own.path / "known.tsv").write_bytes(PAIRS)
    (own.path / "genes.txt").write_text("ZEB1\nCDH1\n", encoding="utf-8")
    assert remembered_evidence(own, cache) == {"choice": "study:known.tsv", "file": None}
    assert [option["value"] for option in evidence_options(own, given(cache))][1:] == ["study:known.tsv"]


def test_what_was_given_is_remembered_for_the_study_or_for_every_study(own: Study, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    chosen = given(cache)
    remember_evidence(own, cache, chosen)
    assert remembered_evidence(own, cache) == chosen
    assert not (cache / "evidence_of" / "every-study.json").exists()
    remember_evidence(own, cache, chosen, everywhere=True)
    for kept in (cache / "evidence_of").glob("*.json"):
        if kept.stem != "every-study":
            kept.unlink()  # another study has none of its own
    assert remembered_evidence(own, cache) == chosen
    shutil.rmtree(cache / "evidence")
    assert remembered_evidence(own, cache)["choice"] is None  # the file is kept no more


def test_the_browser_is_sent_what_can_be_an_edge(own: Study, tmp_path: Path) -> None:
    evidence = chosen_evidence(own, tmp_path, given(tmp_path))
    assert sent_pairs(own, evidence) == {"source": "mine.tsv", "pairs": {"ZEB1": {"CDH1": [2, 2]}}, "count": 1}
    assert sent_pairs(own, None) is None


def test_pairs_that_fill_the_memory_are_one_sentence(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = evidence_files(tmp_path).keep(a_line_without_end(tmp_path / "given").read_bytes(), "pairs.tsv.gz")
    chosen = EvidenceChoice(choice=f"given:{file['digest']}", file=file)
    with apart_in_little_memory(monkeypatch), pytest.raises(UserError, match=r"^pairs\.tsv\.gz was not read"):
        chosen_evidence(study, tmp_path, chosen)


@pytest.mark.browser
def test_pairs_given_once_are_marked_in_pictures_and_tables(page: Page, study: Study, tmp_path: Path) -> None:
    dots = "signdash.network.snapshot('network').edges.filter((edge) => edge.dot).map((edge) => edge.target)"
    with serving(study, cache=tmp_path) as address:
        page.goto(f"{address}/answers")
        upload = page.locator("#answers-evidence-upload input")
        upload.set_input_files({"name": "mine.tsv", "mimeType": "text/plain", "buffer": PAIRS})
        expect(page.locator("#answers-evidence")).to_contain_text("published with an EMT gene")
        page.goto(f"{address}/?genes=ZEB1&strength=0")  # another visit: the server remembers
        expect(page.get_by_role("columnheader", name="Known pair")).to_be_visible()
        expect(page.locator("#edge-table").get_by_text("● 2 ⊣")).to_be_visible()
        assert page.evaluate(dots) == ["CDH1"]
        page.get_by_role("button", name="known pair", exact=True).click()
        expect(page.get_by_role("button", name="known pairs: show")).to_be_visible()
        assert page.evaluate(dots) == []
