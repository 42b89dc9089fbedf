"""Rules of the house that hold for every tracked file."""

from __future__ import annotations

import re
import subprocess
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


def test_files_stay_readable_in_one_sitting() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked_files()
        if path.suffix == ".py" and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 350
    }
    assert long == {}, "a file has one job and about 300 lines at most"
