"""The studies a server offers: found, named in addresses, listed with what is wrong, removed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compute.errors import UserError
from compute.runs import RunRequest, ScoreChoice
from compute.study import remove_study, rename_study, slug_of
from sign_dash.pages.data.form import Form, symbols
from sign_dash.pages.data.layout import layout
from sign_dash.pages.data.settings import settings_shown
from sign_dash.pages.data.shelf import size_words
from sign_dash.server.library import Library
from sign_dash.server.shelved import shelved
from tests.made import rewrite_record
from tests.sign_dash.planted import Planted


def test_named_studies_come_first_and_each_has_its_slug(library: Library, planted: Planted) -> None:
    assert [(place.slug, place.owned) for place in library.places()] == [
        ("planted", False), ("second", True), ("torn", True),
    ]  # fmt: skip


def test_a_study_named_as_here_or_in_a_hidden_folder_is_offered(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = (library.folder / "second").rename(tmp_path / ".second")
    assert [place.slug for place in Library(tmp_path / "none", [hidden]).places()] == ["second"]
    monkeypatch.chdir(hidden)
    assert [place.slug for place in Library(tmp_path / "none", [Path()]).places()] == ["second"]


@pytest.mark.parametrize(
    ("title", "slug"),
    [("GDSC, 975 lines!", "gdsc-975-lines"), ("../../etc", "etc"), ("上皮間葉転換", "study"), ("é" * 300, "e" * 60)],
)
def test_a_slug_is_made_of_letters_that_are_safe_everywhere(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_two_who_begin_at_once_get_two_folders(library: Library, tmp_path: Path) -> None:
    library.queue.advance = lambda: None  # type: ignore[method-assign]
    request = RunRequest("Same title", "x.csv", ScoreChoice(method="eem"))
    runs = [library.begin(request, {}) for _ in range(3)]
    studies = {library.queue.run(run).study.name for run in runs}
    assert studies == {"same-title", "same-title-2", "same-title-3"}


def test_a_broken_study_is_listed_with_what_to_do(library: Library) -> None:
    torn = shelved(library.place("torn"), [])
    assert torn.state == "broken"
    assert "modulator.npy is missing or cut short" in str(torn.problem)
    (library.folder / "torn" / "study.json").write_text("{")
    assert "damaged" in str(shelved(library.place("torn"), []).problem)
    assert shelved(library.place("second"), []).state == "complete"


def test_an_unfinished_study_is_listed_with_what_to_do(library: Library) -> None:
    rewrite_record(library.folder / "second" / "study.json", state="running")
    told = shelved(library.place("second"), [])
    assert told.state == "unfinished"
    assert "--resume" in str(told.problem)


def test_rename_and_remove(library: Library) -> None:
    folder = library.folder / "second"
    assert rename_study(folder, "  <b>New</b>\n title ").title == "<b>New</b> title"
    with pytest.raises(UserError, match="needs a title"):
        rename_study(folder, " \n")
    remove_study(folder)
    assert not folder.exists()
    assert [place.slug for place in library.places()] == ["planted", "torn"]
    with pytest.raises(UserError, match="not a study"):
        remove_study(library.folder)


def test_the_form_asks_for_what_it_says() -> None:
    form = Form(
        title=" A title ", score=json.dumps(["method", "", "ks"]), drug=None, score_genes="ks.csv",
        low_end=None, high_end="", regulators="builtin", targets="named",
        target_names="CDH1, VIM;FN1\nCDH1", target_count=200, simulated=False,
        components=True, rank_a=3, rank_b=4, predictor="linear", method="network-profiler", threads=2,
        settings=settings_shown("network-profiler", {"criterion": "bic"}),
    )  # fmt: skip
    request = form.request([("expr.csv", "expression"), ("cells.csv", "annotation")], "")
    assert request.title == "A title"
    assert request.score == ScoreChoice(method="ks", genes="ks.csv")
    assert request.targets.names == ("CDH1", "VIM", "FN1")
    assert request.annotation == "cells.csv"
    assert request.method == "network-profiler"
    assert request.settings["criterion"] == "bic"
    assert request.workers == 2
    assert request.components is not None
    assert request.components.rank == (3, 4)
    with pytest.raises(UserError, match="expression table"):
        form.request([], "")


def test_symbols_and_sizes() -> None:
    assert symbols("A, B;C\n A") == ("A", "B", "C")
    assert [size_words(n) for n in (12, 1_234, 29_000_000, 1_800_000_000)] == ["12 B", "1.2 kB", "29 MB", "1.8 GB"]


def test_the_page_is_laid_out_without_a_look_at_the_disk() -> None:
    text = str(layout(None).to_plotly_json())  # type: ignore[arg-type]
    for words in ("New study", "Runs", "Estimate run time", "Start the run", "Delete permanently"):
        assert words in text
