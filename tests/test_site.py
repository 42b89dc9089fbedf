"""The documentation as a site: every page in its menu, the reference filled in, nothing loaded from elsewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent


def pages(part: object) -> set[str]:
    """The pages of a menu."""
    if isinstance(part, str):
        return {part}
    return set().union(*map(pages, part.values() if isinstance(part, dict) else part))


def test_every_page_is_in_the_menu() -> None:
    menu = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    there = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    assert pages(menu) == there


def test_the_citation_is_one() -> None:
    """The version stands in one place, so not here."""
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(cited)
    assert "version" not in cited
    assert all({"type", "title", "authors"} <= set(paper) for paper in cited["references"])


@pytest.mark.slow
def test_the_site_is_whole_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path)]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(words, cwd=ROOT, env=quiet, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    reference = (tmp_path / "reference.html").read_text(encoding="utf-8")
    for name in ("profile", "Study.network", "Study.to_anndata", "NetworkEstimator", "figures.edge"):
        assert re.search(rf'id="[\w.]*{name}"', reference), name
    for page in tmp_path.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        loaded = re.findall(r'<(?:script|img|iframe)[^>]*src="([^"]+)"', text) + re.findall(
            r'<link[^>]*rel="(?:stylesheet|icon)"[^>]*href="([^"]+)"', text
        )
        assert loaded
        assert [address for address in loaded if "//" in address] == [], page
