"""The comparison runs from end to end and adds its figures up rightly."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.slow
def test_ours_beats_correlation_in_a_quick_run() -> None:
    command = [sys.executable, "benchmarks/recovery.py", "--quick", "--json", "--methods", "ours;correlation;LIONESS"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    figures = json.loads(run.stdout)
    assert figures["even: ours"]["ap"] > 2 * figures["even: correlation"]["ap"]
    assert figures["all: LIONESS"] == figures["even: LIONESS"]


def test_an_unknown_method_is_named() -> None:
    command = [sys.executable, "benchmarks/recovery.py", "--methods", "tarot"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 2
    assert "tarot" in run.stderr
