"""Rules of the house that hold for every tracked file."""

from __future__ import annotations

import ast
import re
import subprocess
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Split, so that this file keeps the rule it checks.
MACHINE_PATHS = re.compile("/(" + "|".join(["wor" + "k", "roo" + "t", "hom" + "e", "User" + "s"]) + r")/\w")
REGISTRY_HOSTS = re.compile(
    r"pypi\.o" + "rg|pythonhost" + r"ed|npmjs\.|deb\.debi" + r"an|download\.pytorch|index-u" + "rl"
)
PIN = re.compile(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==[0-9][\w.+]*")


def tracked_files() -> list[Path]:
    try:
        listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout: the list of tracked files is not known")
    files = [ROOT / name for name in listing.decode().split("\0") if name]
    return [path for path in files if path.is_file()]


@pytest.mark.parametrize("pattern", [MACHINE_PATHS, REGISTRY_HOSTS], ids=["machine paths", "registry hosts"])
def test_no_tracked_file_names_a_machine(pattern: re.Pattern[str]) -> None:
    found = []
    for path in tracked_files():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        if b"\0" not in path.read_bytes()[:1024]:
            found += [f"{path.relative_to(ROOT)}: {hit.group()}" for hit in pattern.finditer(text)]
    assert found == []


def test_requirements_are_pinned() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", "benchmarks/requirements.txt"):
        lines = [line.split(" #")[0].strip() for line in (ROOT / name).read_text().splitlines()]
        wishes = [line for line in lines if line and not line.startswith(("#", "-r "))]
        assert wishes
        assert [wish for wish in wishes if not PIN.fullmatch(wish)] == [], name


def required(*files: str) -> set[str]:
    lines = [line for name in files for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]
    return {re.split(r"[=\[]", line)[0].replace("_", "-").lower() for line in lines if re.match(r"\w", line)}


@pytest.mark.parametrize(
    ("folders", "files"),
    [
        (("compute", "sign_dash"), ("requirements.txt",)),
        (("tests",), ("requirements.txt", "requirements-dev.txt")),
    ],
)
def test_what_is_imported_is_required(folders: tuple[str, ...], files: tuple[str, ...]) -> None:
    """By its own name: a package that another one happens to bring goes when that one no longer does. xarray is left
    to whoever asks for it (docs/library.md)."""
    distributions, known = packages_distributions(), required(*files) | {"xarray"}
    missing: dict[str, str] = {}
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            names += [one.name for one in node.names] if isinstance(node, ast.Import) else []
            for name in (name.partition(".")[0] for name in names):
                brought = {one.replace("_", "-").lower() for one in distributions.get(name, [])}
                if brought and not brought & known:
                    missing[name] = str(path.relative_to(ROOT))
    assert missing == {}


def test_files_stay_readable_in_one_sitting() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked_files()
        if path.suffix == ".py" and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 350
    }
    assert long == {}, "a file has one job and about 300 lines at most"
