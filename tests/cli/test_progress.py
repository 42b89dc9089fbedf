"""The lines that say how far a run is: the last of a stage is how far it came."""

from __future__ import annotations

import pytest

from compute.cli.progress import progress_line


def test_a_stage_that_ends_early_says_how_far_it_came(capsys: pytest.CaptureFixture[str]) -> None:
    tell = progress_line({"bandwidth": "Finding the bandwidth"})
    for done in range(22):
        tell("bandwidth", done, 45)
    for done in range(4):
        tell("networks", done, 3)
    assert capsys.readouterr().err.splitlines() == [
        "Finding the bandwidth: 0 of 45 pieces",
        "Finding the bandwidth: 21 of 45 pieces",
        "networks: 3 of 3 samples",
    ]
