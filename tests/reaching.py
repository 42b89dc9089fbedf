"""What a test file reaches: what it imports and what that imports, the programs and commands it starts."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

from compute.cli.main import COMMANDS

ROOT = Path(__file__).resolve().parent.parent


@cache
def tree(path: Path) -> ast.Module:
    """A file of Python, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def _text(path: Path) -> frozenset[str]:
    """Every string in a file."""
    nodes = ast.walk(tree(path))
    return frozenset(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


def _file(module: str) -> Path | None:
    path = ROOT.joinpath(*module.split("."))
    for place in (path.with_suffix(".py"), path / "__init__.py"):
        if module and place.is_file():
            return place
    return None


@cache
def _imports(path: Path) -> frozenset[tuple[str, str]]:
    """(module, name) of each import, the name empty for a plain one; inside functions and for types too."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {(name.name, "") for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {(node.module, name.name) for name in node.names}
    return frozenset(found)


def _defining(module: str, name: str) -> Path | None:
    """The file that ``from module import name`` takes it from: the module itself, or where its package has it from."""
    if name and (inner := _file(f"{module}.{name}")):
        return inner
    path = _file(module)
    if path is None or path.name != "__init__.py":
        return path
    for origin, known in _imports(path):
        if known == name and (found := _defining(origin, name)):
            return found
    return path


def _searched(path: Path) -> list[str]:
    """The packages whose every file a registry looks into: ``parts_in("package", ...)``."""
    calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    return [
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "parts_in"
        if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    ]


@cache
def _leads_to(path: Path) -> frozenset[Path]:
    """What a file imports, and what it names in a string to import or to start: ``module``, ``module:attribute``."""
    found = {_defining(module, name) for module, name in _imports(path)} | {
        _file(module) for module, _ in _imports(path)
    }
    found |= {_file(text.split(":")[0]) for text in _text(path) if re.fullmatch(r"[\w.]+(:\w+)?", text)}
    for package in _searched(path):
        found |= set(ROOT.joinpath(*package.split(".")).glob("*.py"))
    if "compute" in _text(path):  # python -m compute
        found.add(ROOT / "compute" / "__main__.py")
    return frozenset(place for place in found if place is not None)


@cache
def reached(test: Path) -> frozenset[Path]:
    """Everything that a test file and the conftest files above it lead to."""
    above = [folder / "conftest.py" for folder in test.parents if (folder / "conftest.py").is_file()]
    words = {word for text in _text(test) for word in text.split()}
    commands = {ROOT / "compute" / "cli" / f"{module}.py" for word, (module, _) in COMMANDS.items() if word in words}
    seen: set[Path] = set()
    left = [test, *above]
    while left:
        path = left.pop()
        if path in seen or not path.is_relative_to(ROOT):
            continue
        seen.add(path)
        left += _leads_to(path)
        if path == ROOT / "compute" / "cli" / "main.py":
            left += commands
    return frozenset(seen)


@cache
def scripts_reached(path: Path) -> frozenset[Path]:
    """The modules a script imports, and those they import."""
    seen, left = set(), [path]
    while left:
        path = left.pop()
        if path not in seen:
            seen.add(path)
            found = re.findall(r"""(?:from|import)\s+"(\.[^"]+\.mjs)";""", path.read_text(encoding="utf-8"))
            left += [(path.parent / name).resolve() for name in found]
    return frozenset(seen)
