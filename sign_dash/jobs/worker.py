"""The worker's side: do the work of a folder, and say in lines of JSON on standard output how far it is.

The last line is ``{"finished": …}`` or ``{"failed": sentence}``; a process that ends without either was killed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from compute.errors import UserError

REQUEST: Final = "request.json"
RESULT: Final = "result.json"


def run(work: Callable[[Path, dict[str, Any]], Any]) -> None:
    """Do the work of the folder named on the command line; what goes wrong is told as a line, like progress.

    work: gets the folder and its ``request.json``; what it returns is told with the last line.
    """
    folder = Path(sys.argv[1])
    try:
        told = work(folder, json.loads((folder / REQUEST).read_text(encoding="utf-8")))
    except UserError as error:
        _tell({"failed": str(error)})
    except OSError as error:
        _tell({"failed": f"{error.filename or folder}: {error.strerror or error}; free space there, then run again."})
    except MemoryError:
        _tell({"failed": "The memory of this machine does not suffice; close other programs, or choose less."})
    else:
        _tell({"finished": told})


def progress(stage: str, done: float, total: float, detail: str = "") -> None:
    """Tell how far a stage is. stage: a key that the page has words for; detail: what else to show, data only."""
    _tell({"stage": stage, "at": [done, total], "detail": detail})


def write_result(folder: Path, result: dict[str, Any]) -> None:
    """Write ``result.json``, whole or not at all: a folder without it holds no result."""
    draft = folder / f"{RESULT}.draft"
    draft.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    draft.replace(folder / RESULT)


def _tell(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()
