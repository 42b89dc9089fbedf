"""How the methods' inner loops are compiled: by numba, lazily, without the interpreter lock, cached between runs.

numba's cache notices a change of the file a function stands in, but not of the functions it calls in other files
(numba issue 2439 and others). The cache folder of a method therefore carries the content of all its files in its name.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., Any])

_FAST = {"reassoc", "contract", "nsz"}
_GIVEN = os.environ.get("NUMBA_CACHE_DIR")


def compiled(function: Function) -> Function:
    """Compile on first call; results as written."""
    return _compile(function, fastmath=False)


def compiled_fast(function: Function) -> Function:
    """The same, with sums in an order that vectorises; infinities and NaN keep their meaning."""
    return _compile(function, fastmath=_FAST)


def first_run(tiny: Callable[[], object]) -> Callable[[], None]:
    """Mark a tiny problem that needs all of a method's compiled code: it is solved once in each process.

    Processes that share a folder compile one after the other: the first compiles, the others read what it wrote.
    """

    @cache
    def compile_all() -> None:
        from filelock import FileLock

        with FileLock(Path(numba.config.CACHE_DIR) / "first.lock"):  # type: ignore[attr-defined]
            tiny()

    return compile_all


def _compile(function: Function, fastmath: bool | set[str]) -> Function:
    if not _GIVEN:  # numba reads the setting when it decorates
        source = Path(str(sys.modules[function.__module__].__file__))
        numba.config.CACHE_DIR = str(_cache_folder(source.parent))  # type: ignore[attr-defined]
    return cast(Function, numba.njit(nogil=True, cache=True, fastmath=fastmath)(function))


@cache
def _cache_folder(method: Path) -> Path:
    content = b"".join(path.read_bytes() for path in [Path(__file__), *sorted(method.glob("*.py"))])
    mark = hashlib.sha256(content + numba.__version__.encode()).hexdigest()[:16]
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
    folder = home / "sign-dash" / f"numba-{mark}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # a home that cannot be written to: compile anew for this user's temporary files
        folder = Path(tempfile.mkdtemp(prefix="sign-dash-numba-"))
    return folder
