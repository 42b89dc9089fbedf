"""Uploaded files are kept once, by content, and found again."""

from __future__ import annotations

import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import pytest

from compute.errors import UserError
from compute.study import Study
from sign_dash.gene_sets import GivenGeneSets, gene_set_files, kept_gene_sets, uploaded
from sign_dash.gene_sets.asked import last_readable
from sign_dash.gene_sets.kept import MOST_READ
from sign_dash.gene_sets.of_study import MOST_OFFERED, options
from tests.read.limited import a_line_without_end, apart_in_little_memory

ROOT = Path(__file__).resolve().parents[3]
GMT = b"EMT\tmade\tZEB1\tVIM\n"


def test_the_same_content_is_kept_once_under_any_name(tmp_path: Path) -> None:
    files = gene_set_files(tmp_path)
    first, again = files.keep(GMT, "mine.gmt"), files.keep(GMT, "yours.gmt")
    assert first["digest"] == again["digest"]
    assert [path.read_bytes() for path in (tmp_path / "gene_sets").iterdir()] == [GMT]
    sets = kept_gene_sets(tmp_path, again)
    assert (sets.names, sets.genes, sets.source) == (("EMT",), (("ZEB1", "VIM"),), "yours.gmt")


def test_a_file_that_is_gone_or_unreadable_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"mine\.gmt is no longer stored"):
        kept_gene_sets(tmp_path, {"digest": "0" * 64, "name": "mine.gmt"})
    kept = gene_set_files(tmp_path).keep(b"no tabs\n", "mine.gmt")
    with pytest.raises(UserError, match=r"mine\.gmt has no gene set in line 1"):
        kept_gene_sets(tmp_path, kept)
    with pytest.raises(UserError, match=r"mine\.gmt is no longer stored"):
        kept_gene_sets(tmp_path, {"digest": "../elsewhere", "name": "mine.gmt"})


def test_a_file_that_was_changed_on_the_disk_is_not_read(tmp_path: Path) -> None:
    file = gene_set_files(tmp_path).keep(GMT, "mine.gmt")
    (path,) = (tmp_path / "gene_sets").iterdir()
    path.write_bytes(GMT.replace(b"ZEB1", b"ZEB2"))
    with pytest.raises(UserError, match="choose the file again"):
        kept_gene_sets(tmp_path, file)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "gene_sets").write_text("a file in the way")
    with pytest.raises(UserError, match="No file can be written"):
        gene_set_files(tmp_path).keep(GMT, "mine.gmt")


def test_what_the_browser_sends_is_decoded_or_refused() -> None:
    assert uploaded("data:text/plain;base64," + b64encode(GMT).decode()) == GMT
    with pytest.raises(UserError, match="upload was incomplete"):
        uploaded("data:text/plain;base64,?")


def test_a_file_given_once_is_offered_for_its_study_from_then_on(study: Study, tmp_path: Path) -> None:
    given = GivenGeneSets(study, tmp_path)
    assert given.files() == []
    first, second = given.give(GMT, "mine.gmt"), given.give(GMT + b"MET\tmade\tCDH1\tESRP1\n", "mine.gmt")
    given.give(GMT, "mine.gmt")  # again: first of the list, and there once
    begun_anew = GivenGeneSets(study, tmp_path)
    assert begun_anew.files() == [first, second]
    assert [option["label"] for option in options(begun_anew.files())] == [
        f"mine.gmt · {file['digest'][:6]}" for file in (first, second)
    ]
    assert begun_anew.file(second["digest"]) == second
    with pytest.raises(UserError, match="choose it again"):
        begun_anew.file("0" * 64)


def test_what_was_given_for_one_study_is_offered_in_every_other_one_behind_its_own(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = GivenGeneSets(study, tmp_path).give(GMT, "hallmark.gmt")
    monkeypatch.setattr("sign_dash.gene_sets.of_study.networks_key", lambda _study: "another")
    there = GivenGeneSets(study, tmp_path)
    assert there.files() == [here]
    assert there.file(here["digest"]) == here
    own = there.give(GMT + b"MET\tmade\tCDH1\n", "own.gmt")
    monkeypatch.undo()
    assert GivenGeneSets(study, tmp_path).files() == [here, own]


def test_only_the_last_ones_are_offered_and_a_damaged_list_offers_none(study: Study, tmp_path: Path) -> None:
    given = GivenGeneSets(study, tmp_path)
    for number in range(MOST_OFFERED + 3):
        given.give(GMT + b"S%d\tmade\tCDH1\n" % number, f"{number}.gmt")
    assert [file["name"] for file in given.files()] == [f"{number}.gmt" for number in range(22, 2, -1)]
    for listed in (tmp_path / "gene_sets_of").glob("*.json"):
        listed.write_text("[{")
    assert given.files() == []
    assert given.give(GMT, "again.gmt") in given.files()


GIVE = """
import sys
from pathlib import Path
from compute.study import open_study
from sign_dash.gene_sets import GivenGeneSets
given = GivenGeneSets(open_study(sys.argv[1]), Path(sys.argv[2]))
for number in range(6):
    given.give(f"{sys.argv[3]}{number}\\tmade\\tVIM\\n".encode(), f"{sys.argv[3]}{number}.gmt")
"""


def test_servers_that_are_given_files_at_once_lose_none(study: Study, tmp_path: Path) -> None:
    servers = [
        subprocess.Popen([sys.executable, "-c", GIVE, str(study.path), str(tmp_path), name], cwd=ROOT) for name in "abc"
    ]
    assert [server.wait() for server in servers] == [0, 0, 0]
    given = {file["name"] for file in GivenGeneSets(study, tmp_path).files()}
    assert given == {f"{name}{number}.gmt" for name in "abc" for number in range(6)}


def test_what_was_given_last_is_chosen_if_it_can_be_read(tmp_path: Path) -> None:
    files = gene_set_files(tmp_path)
    good, bad = files.keep(GMT, "mine.gmt"), files.keep(b"no tabs\n", "bad.gmt")
    assert last_readable(tmp_path, [bad, good]) == good
    assert last_readable(tmp_path, [bad]) is None


def test_gene_sets_that_fill_the_memory_are_one_sentence_and_asked_for_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = a_line_without_end(tmp_path / "given").read_bytes()
    file = gene_set_files(tmp_path).keep(hostile, "sets.gmt.gz")
    with apart_in_little_memory(monkeypatch), pytest.raises(UserError, match=r"^sets\.gmt\.gz was not read"):
        kept_gene_sets(tmp_path, file)
    monkeypatch.setattr("sign_dash.gene_sets.kept.gene_sets_apart", lambda *_: pytest.fail("read again"))
    assert last_readable(tmp_path, [file]) is None
    assert MOST_READ >= MOST_OFFERED
