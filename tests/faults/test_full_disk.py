"""A disk that is really full: for files that come, for runs, for what is exported, for what is kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.faults.conftest import arrays
from tests.faults.disk import on_a_small_disk, require_small_disks
from tests.sign_dash.planted import plant


@pytest.fixture(autouse=True, scope="module")
def _possible() -> None:
    require_small_disks()


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return plant(tmp_path_factory.mktemp("study") / "planted").path


UPLOAD = """
from flask import Flask
from sign_dash.pages.data.drafts import Drafts
from sign_dash.pages.data.upload import register_upload
drafts = Drafts(disk / "drafts")
server = Flask("test")
register_upload(server, drafts)
client = server.test_client()
def send(content, name):
    token, answers = {"draft": "", "file": ""}, []
    for start in range(0, len(content), 65_536):
        piece = content[start:start + 65_536]
        query = {**token, "offset": start, "size": len(content), "name": name}
        answer = client.post("/_upload", query_string=query, data=piece)
        answers.append((answer.status_code, answer.get_json()))
        if answer.status_code != 200:
            break
        token = answer.get_json()
    return answers
table = b"sample,score\\n" + b"".join(b"S%d,%d\\n" % (i, i) for i in range(asked["rows"]))
small = send(b"sample,score\\nA,1\\nB,2\\nC,3\\n", "small.csv")
kept = files()
large = send(table, "large.csv")
found["small"], found["large"] = small[-1], large[-1]
found["kept"], found["after"] = kept, files()
resize(20_000)
again = send(table, "large.csv")
found["again"] = again[-1]
found["whole"] = [path.read_bytes() == table for path in disk.rglob("large.csv")]
"""


def test_an_upload_that_does_not_fit_is_told_and_leaves_nothing(tmp_path: Path, trial: int) -> None:
    rng = np.random.default_rng([6, trial])
    room = int(rng.integers(80, 900))  # kB; the table has a megabyte
    found = on_a_small_disk(tmp_path, room, UPLOAD, rows=100_000)
    assert found["small"][0] == 200
    assert found["large"][0] == 400
    assert "the disk is full" in found["large"][1]["problem"]
    assert found["after"] == found["kept"]
    assert found["again"][0] == 200
    assert found["whole"] == [True]


RUN = """
from tests.faults.conftest import wanted
from tests.faults.forked import runs
from tests.jobs.following import ended
from compute.errors import UserError
from compute.study import open_study
queue = runs(disk / "runs", asked["trial"])
given = {path.name: path for path in Path(asked["files"]).iterdir()}
try:
    name = queue.begin(wanted(), given, disk / "study")
except UserError as error:
    found["refused"] = str(error)
    found["left"] = files()
    resize(50_000)
    name = queue.begin(wanted(), given, disk / "study")
job = ended(queue, name)
found["state"], found["message"] = job.state, str(job.message)
if job.state != "finished":
    try:
        open_study(disk / "study")
        found["opens"] = True
    except UserError:
        found["opens"] = False
    resize(50_000)
    queue.resume(name)
    job = ended(queue, name)
found["end"], found["log"] = job.state, job.log()
import shutil
shutil.copytree(disk / "study", asked["out"])
"""


@pytest.mark.slow
def test_a_run_that_does_not_fit_is_told_and_goes_on_where_there_is_room(
    tmp_path: Path, files: dict[str, Path], undisturbed: dict[str, bytes], trial: int
) -> None:
    rng = np.random.default_rng([7, trial])
    needed = sum(len(content) for content in undisturbed.values()) // 1000
    brought = sum(path.stat().st_size for path in files.values()) // 1000
    room = int(rng.integers(brought // 2, 2 * brought + 2 * needed))
    folder = str(next(iter(files.values())).parent)
    found = on_a_small_disk(tmp_path, room, RUN, files=folder, out=str(tmp_path / "out"), trial=trial)
    if "refused" in found:
        assert "No space left on device" in found["refused"]
        assert [path for path in found["left"] if "/." not in path] == []
    elif found["state"] != "finished":
        assert found["state"] == "failed", found
        assert "No space left on device" in found["message"], found
        assert not found["opens"]
    assert found["end"] == "finished", found["log"]
    assert arrays(tmp_path / "out") == undisturbed


FULL_BEFORE = """
from compute.errors import UserError
from tests.faults.conftest import wanted
from tests.faults.forked import runs
from tests.jobs.following import ended
queue = runs(disk / "runs", asked["trial"])
queue.advance = lambda: None
given = {path.name: path for path in Path(asked["files"]).iterdir()}
name = queue.begin(wanted(), given, disk / "study")
try:
    with (disk / "filler").open("wb", buffering=0) as filler:
        while True:
            filler.write(b"x" * 4096)
except OSError:
    pass
del queue.advance
job = ended(queue, name)
found["first"] = [job.state, str(job.message)]
(disk / "filler").unlink()
queue.resume(name)
found["then"] = ended(queue, name).state
"""


def test_a_run_whose_disk_is_full_before_it_begins_says_so(tmp_path: Path, files: dict[str, Path], trial: int) -> None:
    """Not a page was left for its last words, until room for them was taken when it was made."""
    found = on_a_small_disk(
        tmp_path, 1_000 + trial, FULL_BEFORE, files=str(next(iter(files.values())).parent), trial=trial + 1
    )
    state, message = found["first"]
    assert state == "failed"
    assert "No space left on device" in message
    assert found["then"] == "finished"


EXPORT = """
import contextlib, io
from compute.cli.main import main
study = asked["study"]
one = ["network", study, "--sample", "LINE-000", "--format"]
commands = {
    "network.cx2": [*one, "cx2", "-o"], "network.graphml": [*one, "graphml", "-o"], "network.csv": [*one, "csv", "-o"],
    "regulators.csv": ["regulators", study, "--target", "CDH1", "-o"], "hubs.csv": ["hubs", study, "--samples", "-o"],
}
for name, words in commands.items():
    for target in disk.iterdir():
        target.unlink()
    (disk / name).write_text("what was there before")
    (disk / "filler").write_bytes(b"x" * 1000 * asked["filler"])
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
        code = main([*words, str(disk / name)])
    found[name] = [code, said.getvalue(), (disk / name).read_text(), files()]
"""


def test_an_export_that_does_not_fit_leaves_what_was_there(tmp_path: Path, study: Path, trial: int) -> None:
    rng = np.random.default_rng([8, trial])
    room = 64
    found = on_a_small_disk(tmp_path, room, EXPORT, study=str(study), filler=int(rng.integers(room - 16, room - 4)))
    for name, (code, said, content, left) in found.items():
        if code == 0:
            assert content != "what was there before"
            assert set(left) - {f"{name}-metadata.json"} == {"filler", name}
            continue
        assert left == sorted(["filler", name]), name
        assert code == 2, said
        assert "Traceback" not in said
        assert "No space left on device" in said.strip().splitlines()[-1], said
        assert content == "what was there before", name
    assert any(code == 2 for code, *_ in found.values()), "nothing met the full disk"


KEEP = """
from compute.errors import UserError
from sign_dash.gene_sets import gene_set_files
kept = gene_set_files(disk)
first = kept.keep(b"A\\tmade\\tZEB1\\n", "first.gmt")
resize(asked["room"])
large = b"".join(b"SET%d\\tmade\\tZEB1\\tVIM\\n" % i for i in range(60_000))
try:
    kept.keep(large, "large.gmt")
    found["refused"] = None
except UserError as error:
    found["refused"] = str(error)
found["sizes"] = sorted(path.stat().st_size for path in disk.rglob("*") if path.is_file())
found["first"] = kept.kept(first).read_bytes().decode()
resize(50_000)
file = kept.keep(large, "large.gmt")
found["whole"] = kept.kept(file).read_bytes() == large
"""


def test_gene_sets_that_do_not_fit_are_told_and_leave_nothing(tmp_path: Path, trial: int) -> None:
    rng = np.random.default_rng([9, trial])
    found = on_a_small_disk(tmp_path, 2_000, KEEP, room=int(rng.integers(200, 1_000)))
    assert "No file can be written" in found["refused"]
    assert found["sizes"] == [len("A\tmade\tZEB1\n")]
    assert found["first"] == "A\tmade\tZEB1\n"
    assert found["whole"]
