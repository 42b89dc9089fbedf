"""The peak of a process's memory is in MB and grows with what it holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
from compute.estimate.memory import peak_memory
before = peak_memory()
held = bytearray(300 * 1024**2)
held[::1024] = bytes(len(held[::1024]))
after = peak_memory()
del held
print(before, after, peak_memory())
"""


def test_the_peak_grows_by_what_is_held_and_is_not_that_of_the_process_that_started_it() -> None:
    pytest.importorskip("resource", reason="this system does not tell a process's peak")
    held = bytearray(400 * 1024**2)
    held[::1024] = bytes(len(held[::1024]))
    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, check=True)
    before, after, later = map(int, done.stdout.split())
    assert len(held) > before * 1024**2
    assert 280 < after - before < 330
    # The kernel adds its pages up from the cores' own counts, so a reading may be off by a few of them.
    assert abs(later - after) <= 10
