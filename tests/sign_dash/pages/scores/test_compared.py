"""Gene sets of a file are scored or taken for a score's genes; what was compared once is found by the next one."""

from __future__ import annotations

from pathlib import Path

import pytest

import sign_dash.pages.scores.compared as module
from compute.jobs import JobState
from compute.score import Comparison, comparison_record
from compute.study import Study, open_study
from sign_dash.gene_sets import File
from sign_dash.pages.scores.compared import Scores, first_sets, is_list, sets_of
from sign_dash.pages.scores.words import progress_words
from tests.jobs.following import ended
from tests.sign_dash.pages.components.reading import text


def test_sets_are_scored_and_lists_are_the_genes_of_scores(found: Comparison) -> None:
    assert {"76gs", "ssgsea:EMT_UP"} <= {column.name for column in found.columns}
    assert found.column("ssgsea:EMT_UP").missing == ("NOSUCH",)
    assert [is_list(name) for name in ("MY_76GS", "KS_EPI", "KS_MES", "EMT_UP")] == [True, True, True, False]


def test_a_small_study_is_compared_at_once_and_once(
    scores: Scores, sets_file: tuple[Path, File], found: Comparison
) -> None:
    cache, file = sets_file
    assert scores.found(file, ["EMT_UP"]) is found
    without = scores.found(file, ["no such set"])
    assert isinstance(without, Comparison)
    assert comparison_record(without)["columns"] == comparison_record(found)["columns"][:-1]
    assert first_sets(sets_of(cache, file)) == ["EMT_UP"]
    assert sets_of(cache, None) == {}


def test_a_large_one_by_a_job_whose_result_another_server_finds(
    study: Study, sets_file: tuple[Path, File], found: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FEW_VALUES", 0)
    cache, file = sets_file
    large = Scores(study, cache)
    job = large.found(file, ["EMT_UP"])
    assert isinstance(job, JobState)
    assert text(progress_words(job, 2)[0]) == "Waiting; 2 runs ahead."
    assert ended(large.queue, job.identifier).state == "finished"
    elsewhere = Scores(open_study(study.path), cache)
    made = elsewhere.found(file, ["EMT_UP"])
    assert isinstance(made, Comparison)
    assert comparison_record(made) == comparison_record(found)
    other = large.found(file, [])  # other sets are another question, and other networks another study
    assert isinstance(other, JobState)
    assert ended(large.queue, other.identifier).state == "finished"
    monkeypatch.setattr(module, "networks_key", lambda _study: "another")
    elsewhere.queue.closed = True
    with pytest.raises(Exception, match="read-only"):
        elsewhere.found(file, ["EMT_UP"])
    elsewhere.queue.closed = False
