"""The report of a study with a known model: every section in every form, and nothing that asks for the network."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from pptx import Presentation
from pypdf import PdfReader

from compute.cli.main import main as library
from compute.read import Evidence, PublishedReport
from compute.study import Study, open_study
from sign_dash.report import command
from sign_dash.report.content import study_report
from sign_dash.report.document import Report
from sign_dash.report.files import FORMS
from sign_dash.serve import main


@pytest.fixture(scope="module")
def report(modelled: Study) -> Report:
    pairs = {("ZEB1", "CDH1"): (PublishedReport("Repression", ("15674322",)),)}
    return study_report(modelled, Evidence(pairs, "pairs.tsv", "0"), 2010)


def test_it_reads_components_planes_subnetworks_markers_and_limits(report: Report) -> None:
    headings = [section.heading for section in report.sections]
    assert headings[0] == "What was done"
    assert headings[-1] == "What this can and cannot show"
    assert [name for name in headings if name.startswith("Regulator component")] == [
        "Regulator component 1", "Regulator component 2",
    ]  # fmt: skip
    assert "Plane of components 1 and 2" in headings
    assert "Subnetwork of component 2" in headings
    pairs = next(section for section in report.sections if section.heading.startswith("Which edges were published"))
    assert pairs.table is not None
    assert pairs.table.rows[0][:1] == ("ZEB1 – CDH1",)
    table = next(section.table for section in report.sections if section.heading == "Markers and evidence")
    assert table is not None
    zeb1 = next(row for row in table.rows if row[1] == "ZEB1" and row[0] == "1")
    assert (zeb1[6], zeb1[7]) == ("ZEB1 > CDH1 (Repression)", "15674322")


def test_it_begins_with_what_is_to_be_read_with_care(modelled: Study) -> None:
    marked = open_study(modelled.path)
    marked.info = replace(marked.info, fits=1000, fits_not_converged=10)
    first = study_report(marked).sections[0]
    assert any("10 of 1,000 fits did not converge" in words for words in first.words)


def test_every_form_holds_every_section(report: Report) -> None:
    page = FORMS["html"](report).decode()
    assert page.count("<h2>") == len(report.sections)
    assert "Simulated data" in page
    assert not re.search(r"(src|href)=\"(?!#)|<script|url\(", page)
    assert len(PdfReader(io.BytesIO(FORMS["pdf"](report))).pages) == len(report.sections)
    slides = Presentation(io.BytesIO(FORMS["pptx"](report))).slides
    assert len(slides) == len(report.sections)
    assert all(len(slide.shapes) >= 3 for slide in slides)  # title, picture, foot


def test_the_library_s_command_needs_no_installation(
    modelled: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **_: ())
    monkeypatch.setattr(command, "FORMS", {"html": lambda report: report.title.encode()})
    assert library(["report", str(modelled.path)]) == 0
    written = tmp_path / f"report-of-{modelled.path.name}" / "report.html"
    assert written.read_text(encoding="utf-8") == modelled.title


def test_the_command_says_in_one_sentence_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(tmp_path / "none"), "-o", str(tmp_path / "out")]) == 2
    assert "There is no study" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_report_that_is_stopped_is_one_sentence(
    modelled: Study, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> Report:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "study_report", stopped)
    assert main(["report", str(modelled.path), "-o", str(tmp_path / "out")]) == 130
    assert capsys.readouterr().err.startswith("Stopped")
    assert list(tmp_path.iterdir()) == []
