"""A study removed while it is open: a page that says so, and the other studies as before."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import numpy as np
import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Response

from compute.errors import UserError
from compute.study import open_study, remove_study
from sign_dash.build import build_app
from sign_dash.server.dispatcher import Dispatcher
from sign_dash.server.library import Library
from tests.faults.conftest import wanted
from tests.faults.forked import runs
from tests.jobs.following import ended, until
from tests.sign_dash.planted import plant

ASKED = ("", "_dash-layout", "_dash-dependencies", "components", "regulators?target=VIM", "compare")


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return plant(tmp_path_factory.mktemp("study") / "planted", samples=40, regulators=12, targets=20).path


def serving(library: Library, cache: Path) -> Dispatcher:
    return Dispatcher(library, lambda study, prefix: build_app(study, cache, prefix, library).server)


def test_requests_meet_a_study_that_goes(tmp_path: Path, planted: Path, trial: int) -> None:
    rng = np.random.default_rng([11, trial])
    studies = tmp_path / "studies"
    studies.mkdir()
    shutil.copytree(planted, studies / "goes")
    dispatcher = serving(Library(studies, [planted]), tmp_path / "cache")
    answers: list[tuple[str, int, str]] = []
    failed: list[BaseException] = []

    def ask(number: int) -> None:
        client = Client(dispatcher, Response)
        try:
            for turn in range(12):
                slug = ("goes", "planted")[(turn + number) % 2]
                answer = client.get(f"/study/{slug}/{ASKED[turn % len(ASKED)]}")
                answers.append((slug, answer.status_code, answer.text))
        except BaseException as error:  # noqa: BLE001  # told in the test's own thread
            failed.append(error)

    Client(dispatcher, Response).get("/study/goes/")
    askers = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for asker in askers:
        asker.start()
    threading.Event().wait(float(rng.uniform(0, 1.0)))
    if trial % 2:
        remove_study(studies / "goes")
    else:
        shutil.rmtree(studies / "goes")  # by somebody else's hand, file by file
    for asker in askers:
        asker.join()
    assert failed == []
    assert {code for slug, code, _ in answers if slug == "planted"} == {200}
    assert {code for slug, code, _ in answers if slug == "goes"} <= {200, 404}
    assert not [text for _, _, text in answers if "Traceback" in text]
    last = Client(dispatcher, Response).get("/study/goes/")
    assert last.status_code == 404
    assert 'href="/study/planted/"' in last.text


def test_what_is_open_can_be_read_to_the_end_or_says_that_it_is_gone(tmp_path: Path, planted: Path, trial: int) -> None:
    shutil.copytree(planted, tmp_path / "goes")
    study, whole = open_study(tmp_path / "goes"), open_study(planted)
    np.testing.assert_array_equal(study.network(0).toarray(), whole.network(0).toarray())
    remove_study(tmp_path / "goes")
    for sample in range(len(whole.samples)):
        try:
            found = study.network(sample).toarray()
        except (UserError, OSError):
            continue
        np.testing.assert_array_equal(found, whole.network(sample).toarray())


@pytest.mark.slow
def test_a_study_that_is_being_made_is_not_removed_and_one_torn_away_ends_its_run(
    tmp_path: Path, files: dict[str, Path], undisturbed: dict[str, bytes], trial: int
) -> None:
    queue, study = runs(tmp_path / "runs", trial), tmp_path / "study"
    name = queue.begin(wanted(), files, study)
    until(queue, name, lambda job: job.stage == "networks" or not job.active)
    if queue.job(name).active:
        with pytest.raises(UserError, match="being written by a run"):
            remove_study(study)
    shutil.rmtree(study, ignore_errors=True)
    shutil.rmtree(study, ignore_errors=True)  # what was written between
    job = ended(queue, name)
    assert job.state in ("failed", "finished")
    assert "Traceback" not in str(job.message)
    if job.state == "failed":
        shutil.rmtree(study, ignore_errors=True)
        queue.resume(name)
        assert ended(queue, name).state == "finished"
