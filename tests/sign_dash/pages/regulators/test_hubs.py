"""Hubs of a large study: counted by a job, kept, and counted again where what is kept is damaged."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from compute.analyse import OutDegrees, out_degrees
from compute.study import Study
from sign_dash.pages.regulators.hubs import Hubs
from sign_dash.pages.regulators.hubs_work import DEGREES
from tests.jobs.following import ended


def same(one: OutDegrees, other: OutDegrees) -> bool:
    return all(
        np.array_equal(getattr(one, part), getattr(other, part)) for part in ("activating", "repressing", "total")
    )


@pytest.mark.parametrize("damage", [None, b"", b"PK", "gone"])
def test_they_are_those_counted_at_once(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes | str | None
) -> None:
    assert Hubs(study, tmp_path).at_once
    monkeypatch.setattr("sign_dash.pages.regulators.hubs.MANY_COEFFICIENTS", 0)
    hubs = Hubs(study, tmp_path)
    assert not hubs.at_once
    job = ended(hubs.queue, hubs.count().identifier)
    assert (job.state, job.stage, job.total) == ("finished", "networks", len(study.samples))
    if isinstance(damage, bytes):
        (job.folder / DEGREES).write_bytes(damage)
    elif damage:
        (job.folder / DEGREES).unlink()
    assert same(hubs.degrees, out_degrees(study))
    assert hubs.count().identifier == job.identifier


def test_how_far_the_counting_is_is_told_in_samples(study: Study) -> None:
    told: list[tuple[int, int]] = []
    out_degrees(study, lambda done, total: told.append((done, total)))
    assert told[-1] == (len(study.samples), len(study.samples))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
