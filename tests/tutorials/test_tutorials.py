"""The tutorials do what they say: their blocks are run in order, commands and Python alike."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from compute.cli.main import main

TUTORIALS = Path(__file__).resolve().parents[2] / "docs" / "tutorials"
BLOCK = re.compile(r"^```(python|sh)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def run(page: str) -> None:
    """Every block of a page, in the folder that is current."""
    names: dict[str, object] = {}
    for language, block in BLOCK.findall((TUTORIALS / page).read_text(encoding="utf-8")):
        if language == "python":
            exec(compile(block, page, "exec"), names)
            continue
        for line in block.splitlines():
            program, dash, module, *words = shlex.split(line)
            assert (program, dash, module) == ("python", "-m", "compute")
            assert main(words) == 0, line


@pytest.mark.slow
def test_your_own_table_and_the_same_on_a_cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run("own-table.md")
    run("cluster.md")


@pytest.mark.slow
def test_the_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    notebook = json.loads((TUTORIALS / "anndata.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            exec(compile("".join(cell["source"]), "anndata.ipynb", "exec"), names)
