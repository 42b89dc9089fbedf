"""Data flows one way, and nothing below knows what is above it: checked on the imports of every file."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# What each part of compute may import from compute: itself and what is listed here, lowest part first.
BELOW = {
    "agreement": set[str](),
    "messages": {"agreement"},
    "publication": set[str](),
    "ranks": set[str](),
    "records": set[str](),
    "errors": {"messages"},
    "signs": set[str](),
    "plugins": {"errors", "messages"},
    "settings": {"errors", "messages"},
    "files": {"messages", "errors"},
    "jobs": {"messages", "records", "errors", "files"},
    "read": {"messages", "errors", "files", "plugins", "signs"},
    "fetch": {"messages", "errors", "files"},
    "score": {"messages", "publication", "ranks", "errors", "files", "plugins", "read"},
    "study": {"messages", "records", "errors", "files", "jobs", "read"},
    "suitability": {"messages", "errors", "read", "score", "study"},
    "methods": {"messages", "plugins", "publication", "settings", "errors", "files", "read", "study"},
    "estimate": {"messages", "settings", "errors", "files", "jobs", "read", "score", "study", "methods"},
    "confidence": {"messages", "errors", "files", "jobs", "read", "study", "methods", "estimate"},
    "analyse": {"messages", "ranks", "errors", "files", "read", "score", "study", "methods"},
    "write": {"messages", "errors", "files", "read", "study", "suitability", "analyse"},
    "components": {"messages", "ranks", "records", "errors", "files", "read", "study", "methods", "analyse", "write"},
    "answers": {
        "messages",
        "ranks",
        "errors",
        "files",
        "read",
        "study",
        "suitability",
        "methods",
        "analyse",
        "write",
        "components",
    },
    "runs": {
        "messages",
        "records",
        "settings",
        "errors",
        "files",
        "jobs",
        "read",
        "score",
        "study",
        "suitability",
        "methods",
        "estimate",
        "confidence",
        "components",
    },
    "api": {
        "messages",
        "errors",
        "files",
        "read",
        "score",
        "study",
        "settings",
        "methods",
        "estimate",
        "confidence",
        "analyse",
        "write",
        "runs",
    },
    "doctor": {"messages", "errors", "study", "analyse", "api"},
    "demo": {
        "messages",
        "errors",
        "files",
        "read",
        "score",
        "study",
        "methods",
        "estimate",
        "confidence",
        "analyse",
        "write",
        "components",
    },
}
ONLY_IN = {"torch": ("compute/components/", "compute/methods/"), "numba": ("compute/methods/",)}
SCREEN = {"dash", "plotly", "dash_ag_grid", "dash_mantine_components", "flask", "waitress"}


def sources(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    assert found
    return found


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> Iterator[str]:
    """Every module a file imports, with the names taken from it: ``from a.b import c`` gives ``a.b.c``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = relative(path).removesuffix(".py").split("/")[: -node.level] if node.level else []
            module = ".".join([*package, *filter(None, [node.module])])
            yield from (f"{module}.{name.name}" for name in node.names)


def offences(paths: list[Path], forbidden: set[str]) -> list[str]:
    return [
        f"{relative(path)} imports {module}"
        for path in paths
        for module in imported(path)
        if module.split(".")[0] in forbidden
    ]


def test_compute_knows_no_screen() -> None:
    assert offences(sources("compute"), SCREEN | {"sign_dash", "app"}) == []


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_heavy_library_stays_at_home(library: str) -> None:
    elsewhere = [
        path
        for path in [ROOT / "app.py", *sources("compute", "sign_dash")]
        if not relative(path).startswith(ONLY_IN[library])
    ]
    assert offences(elsewhere, {library}) == []


def test_each_part_of_compute_imports_only_what_is_below_it() -> None:
    found = []
    for path in sources("compute"):
        part = path.relative_to(ROOT / "compute").parts[0].removesuffix(".py")
        if part in {"__init__", "__main__", "cli"}:  # the surface and the command line see all of compute
            continue
        for module in imported(path):
            package, _, rest = module.partition(".")
            # `import compute` alone is how a part learns the version.
            if package == "compute" and rest and rest.split(".")[0] not in BELOW[part] | {part}:
                found.append(f"{relative(path)} imports {module}")
    assert found == []


def test_the_runner_knows_no_method() -> None:
    """It asks for what compute/methods/base.py says, whatever is registered; a new method touches no file of it."""
    methods = [path for path in (ROOT / "compute/methods").iterdir() if (path / "__init__.py").is_file()]
    assert methods
    homes = {".".join(path.relative_to(ROOT).parts) for path in methods}
    found = [
        f"{relative(path)} imports {module}"
        for path in sources("compute/estimate", "compute/study", "compute/write", "compute/runs", "sign_dash")
        for module in imported(path)
        if any(module == home or module.startswith(f"{home}.") for home in homes)
    ]
    assert [place for place in found if not place.startswith("compute/runs/request.py")] == []


def test_the_order_of_the_parts_has_no_way_round() -> None:
    seen: set[str] = set()
    for part, below in BELOW.items():
        assert below <= seen, part
        seen.add(part)


def test_the_command_line_is_imported_by_nothing_else_in_compute() -> None:
    found = [
        f"{relative(path)} imports {module}"
        for path in sources("compute", "sign_dash")
        for module in imported(path)
        if module.startswith("compute.cli") and relative(path) != "compute/__main__.py"
        if not relative(path).startswith("compute/cli/")
    ]
    assert found == []


def test_the_dashboard_reaches_compute_through_what_its_parts_export() -> None:
    found = []
    for path in [ROOT / "app.py", *sources("sign_dash")]:
        for module in imported(path):
            names = module.split(".")
            if names[0] != "compute" or len(names) == 1 or module == "compute.__version__":
                continue
            part, exported = ".".join(names[:2]), names[2:]
            surface = import_module(part)
            if len(exported) != 1 or exported[0] not in surface.__all__:
                found.append(f"{relative(path)} imports {module}")
    assert found == []


READ_HERE = {
    "sign_dash/pages/regulators/work.py": "a process of its own",
    "sign_dash/report/command.py": "a command",
    "sign_dash/share/__main__.py": "a command",
}


def test_no_file_of_a_visitor_is_read_in_the_process_that_serves() -> None:
    """What a file does to its reader is done to a process of its own: compute/read/apart.py."""
    found = [
        f"{relative(path)} imports {module}"
        for path in sources("sign_dash")
        for module in imported(path)
        if module.startswith(("compute.read.read_", "compute.read.recognise")) and not module.endswith("_apart")
        if relative(path) not in READ_HERE
    ]
    assert found == []
    assert all((ROOT / path).is_file() for path in READ_HERE)


SLOW_OF_SCIPY = ("stats", "optimize", "linalg", "special", "spatial", "sparse.linalg", "sparse.csgraph")


@pytest.mark.parametrize("code", ["import sign_dash.serve", "import compute", "import compute.cli.main"])
def test_starting_loads_nothing_slow_that_it_does_not_need(code: str) -> None:
    slow = {"torch", "numba", "dask", *(f"scipy.{part}" for part in SLOW_OF_SCIPY)}
    script = f"import sys; {code}; print(*sorted({slow} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_help_loads_neither_torch_nor_numba() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "compute", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
    assert "compute.cli.main" in loaded
    assert loaded & {"torch", "numba", "dask", "pandas", "numpy", "scipy"} == set()
