"""A disk of a few pages, really full when it is full: a file system of its own, in a name space of its own."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.faults.forked import Forked, say

NEW_MOUNTS, NEW_USERS = 0x0002_0000, 0x1000_0000
"""CLONE_NEWNS and CLONE_NEWUSER of Linux."""


def on_a_small_disk(folder: Path, kilobytes: int, script: str, **asked: Any) -> dict[str, Any]:
    """What ``script`` puts into ``found``; it has ``disk``, ``asked``, ``resize(kilobytes)`` and ``files()``."""
    disk = folder / "disk"
    disk.mkdir(exist_ok=True)
    process = Forked(lambda: _mounted(disk, kilobytes, script, asked))
    assert process.stdout is not None
    said = process.stdout.read()
    process.wait()
    lines = [line for line in said.splitlines() if line.startswith("FOUND")]
    assert lines, said
    found: dict[str, Any] = json.loads(lines[-1].removeprefix("FOUND"))
    return found


def _mounted(disk: Path, kilobytes: int, script: str, asked: dict[str, Any]) -> None:
    _leave_the_mounts()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "small", str(disk)], check=True)

    def resize(kilobytes: int) -> None:
        subprocess.run(["mount", "-o", f"remount,size={kilobytes}k", str(disk)], check=True)

    def files() -> list[str]:
        return sorted(str(path.relative_to(disk)) for path in disk.rglob("*") if path.is_file())

    found: dict[str, Any] = {}
    given: dict[str, Path | Callable[..., Any] | dict[str, Any]] = {"disk": disk, "resize": resize, "files": files}
    exec(script, {**given, "asked": asked, "found": found, "subprocess": subprocess, "Path": Path})
    say("FOUND" + json.dumps(found))


def _leave_the_mounts() -> None:
    """As ``unshare --map-root-user --mount``: what this process mounts is seen by it and by those it starts alone."""
    user, group = os.geteuid(), os.getegid()
    system = ctypes.CDLL(None, use_errno=True)
    if system.unshare(NEW_MOUNTS | NEW_USERS):
        raise OSError(ctypes.get_errno(), "unshare")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"0 {user} 1")
    Path("/proc/self/gid_map").write_text(f"0 {group} 1")
    subprocess.run(["mount", "--make-rprivate", "/"], check=True)


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
