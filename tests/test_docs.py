"""The documentation keeps up with the program."""

from __future__ import annotations

import argparse
import re
from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest

from compute.analyse import RankedRegulator
from compute.cli.main import COMMANDS
from compute.cli.settings_table import with_tables
from compute.methods import METHODS
from compute.score.reference import score_table

ROOT = Path(__file__).resolve().parent.parent
CLI = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
SECTIONS = {part.split("\n", 1)[0]: part for part in re.split(r"^## ", CLI, flags=re.MULTILINE)[1:]}


def words_of(command: str) -> set[str]:
    """Every option and positional name that the command's own parser knows, with any method it may name."""
    add_arguments = import_module(f"compute.cli.{COMMANDS[command][0]}").add_arguments
    named = [(["--method", name],) for name in METHODS] if "words" in signature(add_arguments).parameters else [()]
    words = set[str]()
    for given in named:
        parser = argparse.ArgumentParser(add_help=False)
        add_arguments(parser, *given)
        for action in parser._actions:
            words |= set(action.option_strings) or {str(action.metavar or action.dest)}
            words |= {str(choice) for choice in action.choices or ()}
    return words


def test_every_command_has_its_section_and_no_other_is_described() -> None:
    assert list(SECTIONS) == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_described_and_no_other(command: str) -> None:
    section = SECTIONS[command]
    words = words_of(command)
    assert {word for word in words if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", section)} == set()
    mentioned = set(re.findall(r"(?<![\w-])--[a-z][a-z0-9-]*", section))
    assert mentioned <= words


def test_the_table_of_scores_is_that_of_their_records() -> None:
    assert score_table() in SECTIONS["score"], "print it with `python -m compute.score.reference`"


def test_the_settings_of_every_method_stand_as_they_are_declared() -> None:
    """``python -m compute.cli.settings_table`` writes them."""
    assert with_tables(CLI) == CLI
    assert set(re.findall(r"<!-- settings: (\S+) -->", CLI)) == set(METHODS)


def test_every_column_of_the_ranking_is_described() -> None:
    assert {name for name in RankedRegulator.__dataclass_fields__ if f"`{name}`" not in SECTIONS["regulators"]} == set()


@pytest.mark.parametrize("page", ["README.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))])
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []


def test_every_document_is_reachable_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in (ROOT / "docs").glob("*.md") if f"docs/{path.name}" not in readme] == []


def named_places(page: str) -> list[tuple[str, str]]:
    """Paths of this repository that a page names in code marks, each with the name looked for in it, if any."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    marked = re.findall(r"`((?:compute|sign_dash|assets|tests|benchmarks|docs)/[\w./*-]*?)(?::(\w+))?`", text)
    assert len(marked) >= 5
    return marked


@pytest.mark.parametrize(("path", "name"), named_places("architecture.md"))
def test_the_places_that_the_architecture_names_are_there(path: str, name: str) -> None:
    assert (ROOT / path).exists()
    if name:
        source = (ROOT / path).read_text(encoding="utf-8")
        assert re.search(rf"^(?:class|def) {name}\b|^{name}\b.*=", source, re.MULTILINE), name


OWN = {"slurm_workers.py", "_dash-component-suites/flask/app.py"}
"""What a page asks its reader to make, and a path that an attacker would ask for."""


@pytest.mark.parametrize("page", sorted(path.name for path in (ROOT / "docs").glob("*.md")))
def test_source_files_that_a_page_names_are_there(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    sources = [path.as_posix() for path in ROOT.glob("*.py")]
    for folder in ("compute", "sign_dash", "assets", "tests", "benchmarks", "docs"):
        sources += [path.as_posix() for path in (ROOT / folder).rglob("*.*")]
    named = set(re.findall(r"`([\w./-]+\.(?:py|mjs|css))(?::\w+)?`", text)) - OWN
    assert sorted(name for name in named if not any(path.endswith(f"/{name}") for path in sources)) == []
