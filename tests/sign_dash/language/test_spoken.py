"""What compute reports in Japanese: templates are translated, what fills their places stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from compute.analyse import read_side
from compute.demo import simulated_files
from compute.errors import UserError, unknown_name
from compute.messages import Message, word
from compute.read import read_expression, read_gene_sets, recognise
from compute.runs import examine
from compute.study import Study, open_study
from sign_dash.language import spoken

HOSTILE = "a {b}{0} .*[x](y+ \\d $"
QUOTED = f"{HOSTILE} in column 'x' of which named"
DENIED = PermissionError(13, "Permission denied")
ENGLISH = re.compile(r"\b[a-z]{2,}\s+[a-z]{2,}\b")


@pytest.fixture
def japanese() -> Iterator[None]:
    with Flask("test").test_request_context(headers={"Accept-Language": "ja"}):
        yield


def test_an_english_reader_gets_the_template_itself() -> None:
    error = UserError("There is no study at {path}; check the path.", path=Path("some") / "place")
    with Flask("test").test_request_context(headers={"Accept-Language": "en"}):
        assert spoken(error) == "There is no study at place; check the path."
    assert spoken(error) == "There is no study at place; check the path."


def test_numbers_have_a_minus_sign_and_names_keep_their_hyphens() -> None:
    message = Message("{sample}: {score:+.2f}, {others}", sample="-A5-49", score=-0.25, others=(-1.5, 2))
    assert str(message) == "-A5-49: -0.25, -1.5, 2"
    assert spoken(message) == "-A5-49: −0.25, −1.5, 2"


@pytest.mark.usefixtures("japanese")
@pytest.mark.parametrize(
    ("message", "shown"),
    [
        (Message("Somebody wrote this, not compute."), "Somebody wrote this, not compute."),
        (Message("A {thing} no catalogue holds.", thing="sentence"), "A sentence no catalogue holds."),
        (
            unknown_name(word("gene"), "CDH{1}.*", ["CDH1"], Message("the study {study}", study="demo")).message,
            "スタディdemoに'CDH{1}.*'という遺伝子はありません。CDH1のことですか？",
        ),
        (
            Message(
                "{setting} ({option}) must be {values:or}, not {value!r}.",
                setting=Message("Kernel"),
                option="kernel",
                values=("normal", "tricube"),
                value="box",
            ),
            "カーネル（kernel）はnormal / tricubeのいずれかです。'box'は使えません。",
        ),
        (
            Message("Not there: {genes}.", genes=[f"G{k}" for k in range(20)]),
            "ないもの：G0, G1, G2, G3, G4, G5, G6, G7、ほか12個。",
        ),
        (
            Message("Values run from {lowest:.4g} to {highest:.4g}.", lowest=-1.5e-5, highest=12.0),
            "値の範囲は−1.5e-05～12です。",
        ),
        (
            Message("{path} is damaged ({error}); remove it.", path=Path("a/p"), error=DENIED),
            "pが壊れています（権限がありません）。削除してください。",
        ),
        (
            Message("There is no file {source}; check the path.", source="genes"),
            "ファイルgenesがありません。パスを確かめてください。",
        ),
    ],
    ids=lambda value: str(value)[:20],
)  # fmt: skip
def test_templates_are_translated_and_values_kept(message: Message, shown: str) -> None:
    assert spoken(message) == shown


@pytest.mark.usefixtures("japanese")
@pytest.mark.parametrize("name", ["genes", "samples", HOSTILE, "<script>alert(1)</script>", "Explore", "x" * 100_000])
def test_a_name_is_never_translated_nor_filled_in(name: str) -> None:
    shown = spoken(Message("There is no file {source}; check the path.", source=name))
    assert shown.startswith(f"ファイル{name[:199]}")
    assert len(shown) < 300


def _file(folder: Path, text: str) -> Path:
    path = folder / HOSTILE
    path.write_text(text, encoding="utf-8")
    return path


def examined(path: Path) -> None:
    raise UserError(examine(path.parent, [(path.name, "expression")]).reports[0].findings[0])


MISTAKES: dict[str, Callable[[Path, Study], object]] = {
    "empty": lambda folder, _: read_expression(_file(folder, "")),
    "uneven": lambda folder, _: read_expression(_file(folder, "gene,s1,s2\nA,1,2\nB,1,2,3\n")),
    "no number": lambda folder, _: read_expression(_file(folder, "gene,s1,s2\nA,1,2\nB,x,y\nC,1,2\nD,3,4\n")),
    "infinite": lambda folder, _: read_expression(_file(folder, "gene,s1,s2\nA,1,2\nB,inf,2\nC,1,2\n")),
    "unclear": lambda folder, _: examined(_file(folder, "x,a,b,c\nd,1,2,3\ne,4,5,6\nf,7,8,9\n")),
    "absent": lambda folder, _: read_expression(folder / HOSTILE),
    "no sets": lambda folder, _: read_gene_sets(_file(folder, "only a name\n")),
    "no study": lambda folder, _: open_study(folder / HOSTILE),
    "no gene": lambda _, study: study.edge(QUOTED, HOSTILE),
    "no side": lambda _, study: read_side(study, HOSTILE),
    "no group": lambda _, study: read_side(study, f"group:{QUOTED}=1"),
}


@pytest.mark.usefixtures("japanese")
@pytest.mark.parametrize("mistake", MISTAKES)
def test_what_compute_raises_is_japanese_around_its_names(mistake: str, tmp_path: Path, study: Study) -> None:
    with pytest.raises(UserError) as raised:
        MISTAKES[mistake](tmp_path, study)
    shown = spoken(raised.value)
    assert re.search("[ぁ-ん]", shown), shown
    kept = next(name for name in (repr(QUOTED), repr(HOSTILE), HOSTILE) if name in str(raised.value))
    assert kept in shown
    assert not ENGLISH.search(shown.replace(kept, "").replace(str(tmp_path), "")), shown


@pytest.mark.usefixtures("japanese")
def test_a_report_on_files_and_the_notes_of_a_study_hold_no_english_sentence(tmp_path: Path, study: Study) -> None:
    for name, text in simulated_files().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = sorted(simulated_files())
    found = [(file, recognise(tmp_path / file)) for file in files]
    report = examine(tmp_path, [(file, known.role) for file, known in found])
    reported = [*study.info.notes, *(known.reason for _, known in found)]
    reported += [finding for entry in report.reports for finding in entry.findings]
    names = re.compile("|".join([*map(re.escape, files), "EMT score"]))
    assert len(reported) > 10
    assert [shown for shown in map(spoken, reported) if ENGLISH.search(names.sub("", shown))] == []
