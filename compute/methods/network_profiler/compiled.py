"""How the solver is compiled: by numba, lazily, without the interpreter lock, cached between runs.

numba's cache notices a change of the file a function stands in, but not of the functions it calls in other files
(numba issue 2439 and others). The cache folder therefore carries the content of every compiled file in its name.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., Any])

_SOURCES = (
    "compiled.py",
    "grid.py",
    "scratch.py",
    "workspace.py",
    "inverse.py",
    "active_set.py",
    "solver.py",
    "lambda_path.py",
    "search.py",
    "path.py",
    "../curves/descent.py",
    "../curves/growth.py",
)


def _cache_folder() -> Path:
    here = Path(__file__).parent
    content = b"".join((here / name).read_bytes() for name in _SOURCES)
    mark = hashlib.sha256(content + numba.__version__.encode()).hexdigest()[:16]
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
    folder = home / "sign-dash" / f"numba-{mark}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # a home that cannot be written to: compile anew for this user's temporary files
        folder = Path(tempfile.mkdtemp(prefix="sign-dash-numba-"))
    return folder


if not os.environ.get("NUMBA_CACHE_DIR"):
    numba.config.CACHE_DIR = str(_cache_folder())  # type: ignore[attr-defined]

_FAST = {"reassoc", "contract", "nsz"}


def compiled(function: Function) -> Function:
    """Compile on first call; results as written."""
    return cast(Function, numba.njit(nogil=True, cache=True)(function))


def compiled_fast(function: Function) -> Function:
    """The same, with sums in an order that vectorises; infinities and NaN keep their meaning."""
    return cast(Function, numba.njit(nogil=True, cache=True, fastmath=_FAST)(function))
