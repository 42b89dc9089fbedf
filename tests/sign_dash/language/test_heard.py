"""Finished sentences of compute in Japanese: what fills their places stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Formatter

import pytest
from flask import Flask

from compute.analyse import read_side
from compute.demo import simulated_files
from compute.errors import UserError
from compute.read import read_expression, read_gene_sets, recognise
from compute.runs import examine
from compute.study import Study, open_study
from sign_dash.language import heard, spoken
from sign_dash.language.reported import NUMBER, WORDS
from sign_dash.language.say import reported_catalogue

HOSTILE = "a {b}{0} .*[x](y+ \\d $"
QUOTED = f"{HOSTILE} in column 'x' of which named"
ENGLISH = re.compile(r"\b[a-z]{2,}\s+[a-z]{2,}\b")


@pytest.fixture
def japanese() -> Iterator[None]:
    with Flask("test").test_request_context(headers={"Accept-Language": "ja"}):
        yield


def test_an_english_reader_hears_the_sentence_itself() -> None:
    with Flask("test").test_request_context(headers={"Accept-Language": "en"}):
        assert heard("A study needs a title; write one.") == "A study needs a title; write one."
    assert heard("A study needs a title; write one.") == "A study needs a title; write one."


@pytest.mark.usefixtures("japanese")
def test_every_template_is_recognised_whatever_fills_its_places() -> None:
    catalogue = {english: told for english, told in reported_catalogue("ja").items() if english not in WORDS}
    for english, translation in catalogue.items():
        if any(spec or conversion for _, _, spec, conversion in Formatter().parse(english)):
            continue
        places = {name for _, name, _, _ in Formatter().parse(english) if name}
        filled = {
            name: "1,234" if name.startswith(NUMBER) else f"“{k}{{}}.*[a(“" for k, name in enumerate(sorted(places))
        }
        assert heard(english.format(**filled)) == translation.format(**filled), english


@pytest.mark.usefixtures("japanese")
@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Somebody wrote this, not compute.", "Somebody wrote this, not compute."),
        ("スタディには題名が必要です。", "スタディには題名が必要です。"),
        (
            "There is no gene named 'CDH{1}.*' in the study demo; did you mean CDH1, CDH2?",
            "スタディdemoに'CDH{1}.*'という遺伝子はありません。CDH1, CDH2のことですか？",
        ),
        (
            "Genes are in rows: the row names are Ensembl gene ids.",
            "遺伝子は行にあります：行の名前がEnsembl遺伝子IDです。",
        ),
        ("No value is missing. Values run from -1.5e-05 to 12.", "欠損値はありません。値の範囲は-1.5e-05～12です。"),
        (
            "t.csv cannot be read: could not convert string to float: 'high'; check that the file is whole.",
            "t.csvを読み取れません：数値にできない文字列：'high'。ファイルが完全か確かめてください。",
        ),
        ("There is no file genes; check the path.", "ファイルgenesがありません。パスを確かめてください。"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_sentences_within_sentences_are_said_and_names_kept(sentence: str, told: str) -> None:
    assert heard(sentence) == told


def _file(folder: Path, text: str) -> Path:
    path = folder / HOSTILE
    path.write_text(text, encoding="utf-8")
    return path


def examined(path: Path) -> None:
    finding = examine(path.parent, [(path.name, "expression")]).reports[0].findings[0]
    raise UserError(finding)


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
def test_what_compute_raises_is_heard_with_its_names(mistake: str, tmp_path: Path, study: Study) -> None:
    with pytest.raises(UserError) as raised:
        MISTAKES[mistake](tmp_path, study)
    told = spoken(raised.value)
    assert re.search("[ぁ-ん]", told), told
    kept = next(name for name in (repr(QUOTED), repr(HOSTILE), HOSTILE) if name in str(raised.value))
    assert kept in told
    assert not ENGLISH.search(told.replace(kept, "").replace(str(tmp_path), "")), told


@pytest.mark.usefixtures("japanese")
def test_a_report_on_files_and_the_notes_of_a_study_hold_no_english_sentence(tmp_path: Path, study: Study) -> None:
    for name, text in simulated_files().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = sorted(simulated_files())
    found = [(file, recognise(tmp_path / file)) for file in files]
    report = examine(tmp_path, [(file, known.role) for file, known in found])
    said = [*study.info.notes, *(known.reason for _, known in found)]
    said += [finding for entry in report.reports for finding in entry.findings]
    names = re.compile("|".join([*map(re.escape, files), "EMT score"]))
    assert len(said) > 10
    assert [told for told in map(spoken, said) if ENGLISH.search(names.sub("", told))] == []
