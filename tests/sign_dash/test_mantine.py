"""Mantine's components are imported as far as they are used."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import sign_dash
from sign_dash.mantine import USED


def test_every_component_that_is_used_is_imported_and_no_other() -> None:
    sources = Path(sign_dash.__file__).parent.rglob("*.py")
    found = {name for source in sources for name in re.findall(r"\bdmc\.([A-Z]\w+)", source.read_text("utf-8"))}
    assert found == set(USED)


def test_the_others_are_left_alone() -> None:
    said = (
        "import sys, sign_dash, dash_mantine_components as dmc;"
        "print(dmc.Select.__name__, hasattr(dmc, 'DatePicker'), 'dash_mantine_components.DatePicker' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["Select", "False", "False"]
