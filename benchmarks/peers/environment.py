"""Environments of the peers' own, made in cache/ at the first call from pinned requirements."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parent.parent


def peers_python(requirements: str) -> Path:
    """The interpreter of the environment that a requirements file of benchmarks/ describes."""
    pins = BENCHMARKS / requirements
    mark = hashlib.sha256(pins.read_bytes()).hexdigest()[:12]
    folder = BENCHMARKS.parent / "cache" / f"peers-{mark}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (folder / "ready").exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", pins], check=True, stdout=sys.stderr)
        (folder / "ready").touch()
    return python
