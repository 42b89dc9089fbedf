"""Arrays kept between processes: read back as they were, bounded, computed again whatever is wrong with the disk."""

from __future__ import annotations

import logging
import pickle
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sign_dash.array_cache import ArrayCache, Arrays
from tests.faults.disk import on_a_small_disk, require_small_disks

ROOT = Path(__file__).resolve().parents[2]
SIZE = 20_000


def arrays(seed: int) -> Arrays:
    rng = np.random.default_rng(seed)
    return {"mean": rng.normal(size=SIZE).astype(np.float32), "regulator": rng.integers(0, 9, SIZE, np.int32)}


class Counted:
    """Computes, and counts how often."""

    def __init__(self, seed: int = 0) -> None:
        self.seed, self.times = seed, 0

    def __call__(self) -> Arrays:
        self.times += 1
        return arrays(self.seed)


def assert_right(found: Arrays, seed: int = 0) -> None:
    for name, values in arrays(seed).items():
        assert found[name].dtype == values.dtype
        np.testing.assert_array_equal(found[name], values)


def values(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.val"))


def test_another_process_finds_what_this_one_computed(tmp_path: Path) -> None:
    compute = Counted()
    for _ in range(2):
        assert_right(ArrayCache(tmp_path, 10**7).get("a", compute))
    assert compute.times == 1
    script = (
        "import sys; from pathlib import Path; from sign_dash.array_cache import ArrayCache;"
        "print(float(ArrayCache(Path(sys.argv[1]), 10**7).get('a', dict)['mean'][7]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert float(done.stdout) == arrays(0)["mean"][7]


def test_the_folder_stays_below_its_bound(tmp_path: Path) -> None:
    size = 8 * SIZE
    cache = ArrayCache(tmp_path, 4 * size)
    for number in range(12):
        cache.get(str(number), Counted(number))
    assert sum(path.stat().st_size for path in values(tmp_path)) < 5 * size
    again = Counted(11)
    cache.get("11", again)
    assert again.times == 0  # the newest is there
    cache.get("0", again)
    assert again.times == 1  # the oldest went


@pytest.mark.parametrize("damage", ["garbage", "cut short", "empty"])
def test_a_damaged_index_is_made_anew(tmp_path: Path, damage: str, caplog: pytest.LogCaptureFixture) -> None:
    ArrayCache(tmp_path, 10**7).get("a", Counted())
    index = tmp_path / "cache.db"
    whole = index.read_bytes()
    index.write_bytes({"garbage": b"no database " * 900, "cut short": whole[: len(whole) // 3], "empty": b""}[damage])
    compute, cache = Counted(), ArrayCache(tmp_path, 10**7)
    with caplog.at_level(logging.WARNING):
        for _ in range(4):
            assert_right(cache.get("a", compute))
    assert compute.times < 4  # kept again in the end
    assert damage == "empty" or "is computed again" in caplog.text


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 torn", pickle.dumps({"mean": 1})], ids=["empty", "torn", "pickle"]
)
def test_a_damaged_entry_is_computed_again_and_said(
    tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    cache, compute = ArrayCache(tmp_path, 10**7), Counted()
    cache.get("a", compute)
    (entry,) = values(tmp_path)
    entry.write_bytes(content)
    with caplog.at_level(logging.WARNING):
        assert_right(cache.get("a", compute))
    assert compute.times == 2
    assert str(tmp_path) in caplog.text
    assert_right(cache.get("a", compute))
    assert compute.times == 2  # the damaged one was replaced


def test_nothing_is_unpickled(tmp_path: Path) -> None:
    """An index that says an entry is a pickle is not believed."""
    ArrayCache(tmp_path, 10**7).get("a", Counted())
    with sqlite3.connect(tmp_path / "cache.db") as index:
        index.execute("UPDATE Cache SET mode = 4")
    index.close()
    compute = Counted()
    assert_right(ArrayCache(tmp_path, 10**7).get("a", compute))
    assert compute.times == 1


def test_a_folder_that_cannot_be_made_changes_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("in the way")
    compute = Counted()
    assert_right(ArrayCache(tmp_path / "file", 10**7).get("a", compute))
    assert compute.times == 1
    assert "is computed again" in caplog.text


FULL = """
import logging, io
import numpy as np
from sign_dash.array_cache import ArrayCache
log = io.StringIO()
logging.basicConfig(stream=log)
cache = ArrayCache(disk / "means", 10**9)
times = []
def compute(n):
    times.append(n)
    return {"mean": np.arange(n, dtype=np.float32)}
for key, n in (("small", 1_000), ("large", 100_000), ("large", 100_000), ("small", 1_000)):
    assert cache.get(key, lambda: compute(n))["mean"][-1] == n - 1
found["times"], found["log"] = list(times), log.getvalue()
found["values"] = [path.stat().st_size for path in disk.rglob("*.val")]
resize(20_000)
again = ArrayCache(disk / "means", 10**9)
for _ in range(2):
    again.get("large", lambda: compute(100_000))
found["then"] = times[len(found["times"]):]
"""


def test_a_full_disk_costs_the_computation_and_is_used_again_once_there_is_room(tmp_path: Path) -> None:
    require_small_disks()
    found = on_a_small_disk(tmp_path, 200, FULL)
    assert found["times"] == [1_000, 100_000, 100_000]  # the small one was kept, and is read from a full disk
    assert "No space left on device" in found["log"]
    assert [size < 10_000 for size in found["values"]] == [True], "a file that did not fit is there in part"
    assert found["then"] == [100_000]
