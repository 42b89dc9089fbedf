"""Every source file, and the test that would carry its name."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.reaching import ROOT, tree


def sources() -> list[Path]:
    """Every file that holds code of its own; an ``__init__`` that only names what a part exports does not."""
    python = [path for part in ("compute", "sign_dash") for path in (ROOT / part).rglob("*.py")]
    own = [path for path in python if path.name != "__init__.py" or _defines(path)]
    scripts = [*(ROOT / "assets").glob("*.mjs"), *(ROOT / "assets" / "js").rglob("*.mjs")]
    return sorted(path.relative_to(ROOT) for path in [*own, *scripts])


def _defines(path: Path) -> bool:
    return any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in tree(path).body)


def of_its_name(source: Path) -> Path:
    """Where the test of a source is that carries its name."""
    if source.suffix == ".mjs":
        return Path("tests", *source.parts[1:-1], f"{source.stem}.test.mjs")
    folder = source.parts[1:-1] if source.parts[0] == "compute" else source.parts[:-1]
    return Path("tests", *folder, f"test_{source.stem}.py")
