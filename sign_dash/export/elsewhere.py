"""An export as a process beside the server writes it: in the visitor's language, the study opened there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from flask import Flask

from compute.study import Study, open_study
from sign_dash.export.answers import written

_ASKED: Final = Flask(__name__)  # its request context says the reader's language


def write(study: str, created: str, what: str, asked: Mapping[str, Any], headers: Mapping[str, str]) -> dict[str, Any]:
    """What :func:`written` gives. study: its folder; created: of which state; headers: what says the language."""
    with _ASKED.test_request_context(headers=dict(headers)):
        return {"written": written(_opened(study, created), what, asked)}


def ready() -> dict[str, Any]:
    """Nothing, by a process that has read all that an export needs."""
    return {}


@lru_cache(maxsize=2)
def _opened(study: str, _created: str) -> Study:
    return open_study(Path(study))
