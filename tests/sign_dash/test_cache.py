"""What is kept below the cache is bounded, and named by what it was made from."""

from __future__ import annotations

import os
from pathlib import Path

from compute.study import Study
from sign_dash.cache import bound, networks_key, used


def entries(folder: Path, sizes: dict[str, int]) -> None:
    """Files used in that order."""
    for at, (name, size) in enumerate(sizes.items()):
        (folder / name).write_bytes(b"x" * size)
        os.utime(folder / name, (1000 + at, 1000 + at))


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    entries(tmp_path, {"first": 400, "second": 400, "third": 400})
    used(tmp_path / "first")
    bound(tmp_path, 900)
    assert {path.name for path in tmp_path.iterdir()} == {"first", "third"}
    bound(tmp_path, 900)  # there is room: nothing goes
    assert {path.name for path in tmp_path.iterdir()} == {"first", "third"}


def test_what_was_just_made_stays_however_large_it_is(tmp_path: Path) -> None:
    entries(tmp_path, {"new": 2000, "old": 10})
    bound(tmp_path, 1000, tmp_path / "new")
    assert {path.name for path in tmp_path.iterdir()} == {"new"}
    bound(tmp_path / "nowhere", 1000)  # no folder, nothing to do


def test_models_learned_meanwhile_are_no_other_networks(study: Study) -> None:
    key = networks_key(study)
    study.info.files["models/later/model.json"] = {"bytes": 1, "sha256": "0" * 64}
    try:
        assert networks_key(study) == key
    finally:
        del study.info.files["models/later/model.json"]
