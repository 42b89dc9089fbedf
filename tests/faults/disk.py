"""A disk of a few pages, really full when it is full: a file system of its own, in a name space of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PREPARE = """
import json, os, subprocess, sys
from pathlib import Path
disk = Path(sys.argv[1])
def resize(kilobytes):
    subprocess.run(["mount", "-o", f"remount,size={kilobytes}k", str(disk)], check=True)
def files():
    return sorted(str(path.relative_to(disk)) for path in disk.rglob("*") if path.is_file())
asked = json.loads(sys.argv[2])
found = {}
"""


def on_a_small_disk(folder: Path, kilobytes: int, script: str, **asked: Any) -> dict[str, Any]:
    """What ``script`` puts into ``found``; it has ``disk``, ``asked``, ``resize(kilobytes)`` and ``files()``."""
    disk = folder / "disk"
    disk.mkdir(exist_ok=True)
    program = f"{PREPARE}\n{script}\nprint('FOUND' + json.dumps(found))"
    mounted = 'mount -t tmpfs -o size="$1"k small "$2" && exec "$3" -c "$4" "$2" "$5"'
    words = [str(kilobytes), str(disk), sys.executable, program, json.dumps(asked)]
    done = subprocess.run(
        ["unshare", "--map-root-user", "--mount", "sh", "-c", mounted, "sh", *words],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if line.startswith("FOUND")]
    assert lines, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(lines[-1].removeprefix("FOUND"))
    return found


def require_small_disks() -> None:
    """Skips where an ordinary user may not mount anything in a name space of its own."""
    if shutil.which("unshare") is None:
        pytest.skip("there is no unshare here")
    tried = subprocess.run(
        ["unshare", "--map-root-user", "--mount", "sh", "-c", "mount -t tmpfs -o size=8k small /mnt"],
        capture_output=True, check=False,
    )  # fmt: skip
    if tried.returncode:
        pytest.skip("no file system may be mounted here, not even in a name space of its own")
