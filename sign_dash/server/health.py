"""``/health``: whether the server can do its work, for whatever watches over it. It says nothing of studies."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Final

from werkzeug.wrappers import Response

ADDRESS: Final = "/health"
LEAST_FREE: Final = 200_000_000
"""Bytes on the disk below which runs and uploads are about to fail."""


def health(studies: Path, writes: bool = True) -> Response:
    """200 and ``{"status": "ok"}``, or 503 and what is wrong. studies: the folder; writes: whether it is written to."""
    problems = _problems(studies, writes)
    body = {"status": "ok"} if not problems else {"status": "failing", "problems": problems}
    return Response(
        json.dumps(body) + "\n",
        503 if problems else 200,
        headers={"Cache-Control": "no-store"},
        mimetype="application/json",
    )


def _problems(studies: Path, writes: bool) -> list[str]:
    there = next(folder for folder in (studies, *studies.absolute().parents) if folder.is_dir())
    found = []
    if not os.access(there, os.R_OK | os.X_OK):
        found.append("the studies folder cannot be read")
    if writes and not os.access(there, os.W_OK):
        found.append("the studies folder cannot be written")
    if writes and shutil.disk_usage(there).free < LEAST_FREE:
        found.append("the disk is almost full")
    return found
