"""The notes of a study are messages, whatever names stand in them; those of older studies are text."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from compute.errors import UserError
from compute.messages import Message, word
from compute.study import StudyWriter
from compute.study.care import study_record
from compute.study.format import RECORD
from tests.made import rewrite_record
from tests.study.conftest import content_of

NOTES = (
    Message(
        "{count:,} {kind} have no match: {names}.", severity="note", count=12, kind=word("samples"), names=["{a}\n"]
    ),
    Message(
        "In {path}, {share:.0%}, {worst}.", severity="warning", path=Path("a") / "b", share=0.5, worst=float("inf")
    ),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    content = content_of(np.random.default_rng(1), 8, 4, 4, notes=NOTES)
    return StudyWriter.create(tmp_path / "study", content).folder


def test_notes_come_back_as_they_were(folder: Path) -> None:
    notes = study_record(folder).notes
    assert tuple(notes) == NOTES
    assert list(map(str, notes)) == ["12 samples have no match: {a} .", f"In {Path('a') / 'b'}, 50%, inf."]
    assert [note.severity for note in notes] == ["note", "warning"]


def test_the_file_is_strict_json_of_plain_records(folder: Path) -> None:
    def refused(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    body = json.loads((folder / RECORD).read_text(encoding="utf-8"), parse_constant=refused)
    assert body["notes"][0] == {
        "severity": "note",
        "template": "{count:,} {kind} have no match: {names}.",
        "values": {
            "count": 12,
            "kind": {"severity": "fact", "template": "samples", "values": {}},
            "names": ["{a}\n"],
        },
    }


@pytest.mark.parametrize("notes", [["12 {samples} were left out."], [{"template": "12 {samples} were left out."}]])
def test_text_of_an_older_study_stays_as_it_is(folder: Path, notes: list[object]) -> None:
    path = folder / RECORD
    rewrite_record(path, notes=notes)
    assert list(map(str, study_record(folder).notes)) == ["12 {samples} were left out."]


@pytest.mark.parametrize("note", [5, None, {"values": 7}, [["deep"]], {"template": ["x"]}])
def test_a_note_of_another_kind_is_some_text(folder: Path, note: object) -> None:
    path = folder / RECORD
    rewrite_record(path, notes=[note])
    (shown,) = map(str, study_record(folder).notes)
    assert len(shown) < 20


@pytest.mark.parametrize("notes", [False, 5])
def test_a_record_without_a_list_of_notes_is_incomplete(folder: Path, notes: object) -> None:
    path = folder / RECORD
    rewrite_record(path, notes=notes)
    with pytest.raises(UserError, match="incomplete"):
        study_record(folder)
