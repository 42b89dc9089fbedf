"""A disk that takes nothing any more: what lies there is read, and whatever would write says why it cannot."""

from __future__ import annotations

from pathlib import Path

from tests.faults.disk import on_a_small_disk, require_small_disks
from tests.sign_dash.planted import plant

WRITES = """
import contextlib, io, shutil
from flask import Flask
from compute.cli.main import main
from compute.errors import UserError
from compute.runs import RunQueue
from compute.study import open_study, remove_study, rename_study, verify_study, write_model
from sign_dash.gene_sets import gene_set_files
from sign_dash.pages.data.drafts import Drafts
from sign_dash.pages.data.upload import register_upload
from tests.faults.conftest import example_files, wanted
import numpy as np
study = disk / "study"
shutil.copytree(asked["study"], study)
given = {path.name: path for path in Path(asked["files"]).iterdir()}
before = files()
subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
drafts = Drafts(disk / "drafts")
server = Flask("test")
register_upload(server, drafts)
def upload():
    query = {"offset": 0, "size": 5, "name": "small.csv"}
    answer = server.test_client().post("/_upload", query_string=query, data=b"a,b\\n1")
    assert answer.status_code == 400, answer.get_data()
    raise UserError(answer.get_json()["problem"])
def export():
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
        code = main(["network", str(study), "--sample", "LINE-000", "--format", "csv", "-o", str(disk / "n.csv")])
    assert code == 2, (code, said.getvalue())
    raise UserError(said.getvalue().strip().splitlines()[-1])
writes = {
    "upload": upload, "export": export,
    "run": lambda: RunQueue(disk / "runs").begin(wanted(), given, disk / "new"),
    "rename": lambda: rename_study(study, "Another title"),
    "remove": lambda: remove_study(study),
    "model": lambda: write_model(study, "mine", {"a": np.zeros(2)}, {"error": 0.5}),
    "gene sets": lambda: gene_set_files(disk / "sets").keep(b"A\\tmade\\tZEB1\\n", "first.gmt"),
}
for name, write in writes.items():
    try:
        write()
        found[name] = None
    except UserError as error:
        found[name] = str(error)
    except Exception as error:
        found[name] = f"!!! {type(error).__name__}: {error}"
verify_study(study)
found["read"] = open_study(study).network(0).nnz
found["as before"] = files() == before
"""


def test_a_disk_that_takes_nothing_is_read_and_says_so(tmp_path: Path, files: dict[str, Path], trial: int) -> None:
    require_small_disks()
    study = plant(tmp_path / "planted", samples=10, regulators=11, targets=14).path
    found = on_a_small_disk(tmp_path, 20_000, WRITES, study=str(study), files=str(next(iter(files.values())).parent))
    assert found.pop("read") > 0
    assert found.pop("as before")
    for name, said in found.items():
        assert said is not None, f"{name} was written"
        assert "Read-only file system" in said, (name, said)
        assert "!!!" not in said, (name, said)
        assert "\n" not in said
