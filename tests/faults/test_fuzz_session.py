"""Session files that something has happened to, read as the browser reads them (tests/js/session.test.mjs)."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.faults.fuzz import FEW

ROOT = Path(__file__).resolve().parents[2]


def test_fuzz_of_a_session_file(pytestconfig: pytest.Config) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed; it reads session files as a browser does")
    count = int(pytestconfig.getoption("examples"))
    seed = 1 if count <= FEW else secrets.randbelow(10**6)
    done = subprocess.run(
        [node, "--test", "tests/js/session.test.mjs"], cwd=ROOT, capture_output=True, text=True, check=False,
        env=os.environ | {"EXAMPLES": str(max(count, 100)), "SEED": str(seed)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:]
