"""Every kind of file gets the outcome that docs/formats.md states, on the command line and on the page alike."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from compute.cli.main import main
from compute.errors import UserError
from compute.read import read_expression
from compute.read.check import check
from compute.read.recognise import recognise
from compute.runs import Examination, examine
from tests.conftest import ROOT
from tests.read.kinds import KINDS, Kind

ALL = [kind for kinds in KINDS.values() for kind in kinds]
DOCUMENT = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", [kind for kind in ALL if not kind.refused], ids=lambda kind: kind.kind)
def test_what_is_read(kind: Kind, tmp_path: Path) -> None:
    path = kind.file(tmp_path)
    found = check(path, path.name)
    assert (found.role, found.expression is not None) == (kind.role, True)
    assert found.expression is not None
    assert (found.expression.samples, found.expression.genes) == (kind.samples, kind.genes)
    assert kind.says in " ".join(map(str, found.messages))
    if kind.truth is not None:
        read, _ = read_expression(path)
        np.testing.assert_allclose(read.values, kind.truth, rtol=1e-9)


@pytest.mark.parametrize("kind", [kind for kind in ALL if kind.refused], ids=lambda kind: kind.kind)
def test_what_is_refused(kind: Kind, tmp_path: Path) -> None:
    path = kind.file(tmp_path)
    with pytest.raises(UserError) as raised:
        check(path, path.name)
    assert kind.says in str(raised.value)
    assert path.name in str(raised.value)


def _page(path: Path) -> Examination | str:
    """What the page says of a file: once it has come, else once it was looked at."""
    try:
        return examine(path.parent, [(path.name, recognise(path, path.name).role)])
    except UserError as error:
        return str(error)


@pytest.mark.parametrize("kind", ALL[::7], ids=lambda kind: kind.kind)
def test_the_page_says_what_check_says(kind: Kind, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = kind.file(tmp_path)
    code = main(["check", str(path), "--json"])
    told = capsys.readouterr()
    page = _page(path)
    if isinstance(page, str):
        assert (code, told.err.strip()) == (2, page.replace(path.name, str(path), 1))
        return
    report = page.reports[0]
    if code:
        assert not report.usable
        assert told.err.strip() == str(report.findings[0]).replace(path.name, str(path), 1)
        return
    found = json.loads(told.out)
    assert (page.samples, page.genes, page.orientation) == (found["samples"], found["genes"], found["orientation"])
    said = [str(one).replace(path.name, str(path)) for one in report.findings]
    assert sorted(said) == sorted([*found["notes"], *found["warnings"]])


def test_the_document_has_every_kind_with_its_outcome() -> None:
    for heading, kinds in KINDS.items():
        table = "\n".join([f"### {heading}", "", "| file | outcome |", "|---|---|", *map(_row, kinds)])
        assert table in DOCUMENT, heading


def _row(kind: Kind) -> str:
    escaped = kind.kind.replace("|", "\\|")
    return f"| {escaped} | {kind.outcome} |"


def test_kinds_are_many_and_each_is_named_once() -> None:
    names = [kind.kind for kind in ALL]
    assert len(set(names)) == len(names) >= 100
