"""Hubs of a large study: counted by a job, kept, and counted again where what is kept is damaged."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from compute.analyse import Associations, OutDegrees, out_degrees
from compute.errors import UserError
from compute.study import Study
from sign_dash.pages.regulators.effects import beside_of
from sign_dash.pages.regulators.hubs import Hubs
from sign_dash.pages.regulators.hubs_work import DEGREES
from tests.jobs.following import ended
from tests.sign_dash.planted import Planted
from tests.sign_dash.sure import with_confidence


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
    assert same(hubs.degrees(), out_degrees(study))
    assert hubs.count().identifier == job.identifier


def test_how_far_the_counting_is_is_told_in_samples(study: Study) -> None:
    told: list[tuple[int, int]] = []
    out_degrees(study, lambda done, total: told.append((done, total)))
    assert told[-1] == (len(study.samples), len(study.samples))
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_only_sure_edges_count_where_that_is_asked_for(planted: Planted, tmp_path: Path, study: Study) -> None:
    sure = with_confidence(planted, tmp_path / "sure")
    assert sure.confidence is not None
    edges = sure.confidence.edges
    kept = np.zeros(planted.networks.shape[1:], bool)
    chosen = edges[edges["confidence"] >= np.float32(0.8)]
    kept[chosen["regulator"], chosen["target"]] = True
    counted = Hubs(sure, tmp_path / "cache").degrees(0.8)
    assert np.array_equal(counted.total, ((planted.networks != 0) & kept).sum(axis=2).T)
    assert 0 < counted.total.sum() < out_degrees(sure).total.sum()
    with pytest.raises(UserError, match="has not been computed"):
        out_degrees(study, confidence=0.8)


def test_beside_a_regulator_stand_confidence_association_and_candidate_rank(
    planted: Planted, tmp_path: Path, study: Study
) -> None:
    sure = with_confidence(planted, tmp_path / "sure")
    cells = beside_of(sure, "CDH1", Associations(sure))
    assert sure.confidence is not None
    for record in sure.confidence.of_target(sure.target_index("CDH1")):
        found = cells[sure.regulators[int(record["regulator"])]]
        assert found["sure"] == pytest.approx(float(record["confidence"]))
        assert found["sure_change"] == 0.75
    ranks = sorted(int(cell["candidate"] or 0) for cell in cells.values())
    assert ranks[0] == 1
    assert "sure" not in beside_of(study, "CDH1", Associations(study))["ZEB1"]
