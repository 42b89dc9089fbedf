"""What is written is what is read, by every way of reading; damage is named."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from compute.errors import UserError
from compute.methods.network_profiler.diagnostics import FITS
from compute.study import Coefficients, StudyScore, StudyWriter, open_study, verify_study, write_model
from compute.study.format import save_array
from tests.made import made_with
from tests.study.conftest import Planted, content_of, write_networks


def test_each_sample_reads_back(planted: Planted) -> None:
    study = open_study(planted.path)
    for i in range(len(study.samples)):
        np.testing.assert_array_equal(study.network(i).toarray(), planted.networks[i])


def test_edge_target_and_regulator_reads_agree_with_the_networks(planted: Planted) -> None:
    study = open_study(planted.path)
    for j, regulator in enumerate(study.regulators):
        bundle = study.regulator_coefficients(regulator)
        present = np.flatnonzero(planted.networks[:, j].any(axis=0))
        np.testing.assert_array_equal(bundle.indices, present)
        np.testing.assert_array_equal(bundle.coefficients, planted.networks[:, j, present].T)
        for k, target in enumerate(study.targets):
            np.testing.assert_array_equal(study.edge(regulator, target), planted.networks[:, j, k])
    for k, target in enumerate(study.targets):
        bundle = study.target_coefficients(target)
        present = np.flatnonzero(planted.networks[:, :, k].any(axis=0))
        np.testing.assert_array_equal(bundle.indices, present)
        np.testing.assert_array_equal(bundle.coefficients, planted.networks[:, present, k].T)


def test_many_edges_at_once_are_what_each_is_alone_and_absent_ones_are_zero(planted: Planted) -> None:
    study = open_study(planted.path)
    regulator, target = (grid.ravel() for grid in np.indices(planted.networks.shape[1:]))
    order = np.random.default_rng(1).permutation(regulator.size)
    expected = planted.networks[:, regulator[order], target[order]].T
    np.testing.assert_array_equal(study.edges(regulator[order], target[order]), expected)
    assert study.edges(regulator[:0], target[:0]).shape == (0, len(study.samples))


def test_strengths_are_the_largest_sizes_over_the_samples(planted: Planted) -> None:
    study = open_study(planted.path)
    largest = np.abs(planted.networks).max(axis=0)
    for j, regulator in enumerate(study.regulators):
        found = study.regulator_strengths(regulator)
        np.testing.assert_array_equal(found.indices, np.flatnonzero(largest[j]))
        np.testing.assert_array_equal(found.strengths, largest[j, found.indices])
    for k, target in enumerate(study.targets):
        found = study.target_strengths(target)
        np.testing.assert_array_equal(found.indices, np.flatnonzero(largest[:, k]))
        np.testing.assert_array_equal(found.strengths, largest[found.indices, k])


def test_counts(planted: Planted) -> None:
    study = open_study(planted.path)
    nonzero = planted.networks != 0
    assert study.info.coefficients == nonzero.sum()
    assert study.info.edges == nonzero.any(axis=0).sum()
    np.testing.assert_array_equal(study.edge_counts, nonzero.sum(axis=(1, 2)))
    assert study.info.fits == nonzero.shape[0] * nonzero.shape[2]
    assert study.info.fits_not_converged == 0


def test_data_read_back(planted: Planted) -> None:
    study = open_study(planted.path)
    assert study.samples == planted.content.samples
    np.testing.assert_array_equal(study.expression("G3"), planted.content.expression[3])
    np.testing.assert_array_equal(study.expressions(["G3", "G1"]), planted.content.expression[[3, 1]])
    assert list(study.annotation.index) == list(study.samples)
    assert study.simulated


def test_unknown_names_suggest_near_ones(planted: Planted) -> None:
    study = open_study(planted.path)
    with pytest.raises(UserError, match=r"no sample named 's7'.*did you mean S7"):
        study.sample_index("s7")
    with pytest.raises(UserError, match="no regulator named 'NOPE'"):
        study.edge("NOPE", "G7")


def test_a_lost_a_cut_and_a_changed_file_are_named(planted: Planted, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(planted.path, copy)
    verify_study(copy)
    value = copy / "networks" / "00001" / "value.npy"
    whole = value.read_bytes()
    value.write_bytes(whole[:-4])
    with pytest.raises(UserError, match=r"00001/value.npy has .* bytes where"):
        open_study(copy)
    value.write_bytes(whole[:-4] + bytes(4 * [whole[-1] ^ 1]))
    open_study(copy)
    with pytest.raises(UserError, match=r"00001/value.npy is damaged"):
        verify_study(copy)
    value.unlink()
    with pytest.raises(UserError, match=r"00001/value.npy is missing"):
        open_study(copy)
    (copy / "study.json").write_text("{", encoding="utf-8")
    with pytest.raises(UserError, match=r"study.json is damaged"):
        open_study(copy)


def test_an_unfinished_study_says_so_and_resumes(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    networks = rng.normal(size=(40, 4, 6)).astype(np.float32)
    content = content_of(rng, 40, 4, 6)
    writer = StudyWriter.create(tmp_path / "s", content)
    write_networks(writer, networks, [1])
    with pytest.raises(UserError, match=r"unfinished \(1 of 2 blocks"):
        open_study(tmp_path / "s")
    partial = open_study(tmp_path / "s", allow_unfinished=True)
    np.testing.assert_array_equal(partial.network(35).toarray(), networks[35])
    with pytest.raises(UserError, match="network of S3 is not computed yet"):
        partial.network(3)

    again = StudyWriter.resume(tmp_path / "s", content)
    assert again.missing_blocks() == [0]
    write_networks(again, networks, [0])
    again.keep({"bandwidth": np.ones(6)})
    again.finish({})
    np.testing.assert_array_equal(open_study(tmp_path / "s").network(3).toarray(), networks[3])


def test_every_file_is_recorded_wherever_the_study_lies_and_leftovers_are_not(tmp_path: Path) -> None:
    rng = np.random.default_rng(4)
    (tmp_path / "models").mkdir()
    writer = StudyWriter.create(tmp_path / "models" / "s", content_of(rng, 40, 4, 6))
    write_networks(writer, rng.normal(size=(40, 4, 6)).astype(np.float32), [0, 1])
    leftover = writer.folder / "networks" / ".00001.killed"
    leftover.mkdir()
    (leftover / "value.npy").write_bytes(b"half")
    writer.keep({"bandwidth": np.ones(6)})
    recorded = set(writer.finish({}).files)
    assert {"names.json", "bandwidth.npy", "networks/00000/value.npy", "networks/00001/fits.npy"} <= recorded
    assert not any("killed" in name for name in recorded)


def test_resume_refuses_other_settings_and_other_data(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    content = content_of(rng, 40, 4, 6)
    StudyWriter.create(tmp_path / "s", content)
    other = content_of(rng, 40, 4, 6, method=made_with({"seed": 1}))
    with pytest.raises(UserError, match="seed: 0 there, 1 here"):
        StudyWriter.resume(tmp_path / "s", other)
    inputs = [{"role": "expression", "source": "e.csv", "sha256": "1" * 64}]
    with pytest.raises(UserError, match="expression: '000000000000' there, '111111111111' here"):
        StudyWriter.resume(tmp_path / "s", content_of(rng, 40, 4, 6, inputs=inputs))


def test_what_settings_of_today_were_before_is_no_difference(tmp_path: Path) -> None:
    content = content_of(np.random.default_rng(2), 40, 4, 6)
    StudyWriter.create(tmp_path / "s", content)
    today = replace(content, method=made_with({"seed": 0, "clip": None, "reweight": True}))
    with pytest.raises(UserError, match="reweight: None there, True here"):
        StudyWriter.resume(tmp_path / "s", today)
    earlier = {"clip": None, "reweight": True}
    assert StudyWriter.resume(tmp_path / "s", replace(today, earlier=earlier)).missing_blocks() == [0, 1]
    other = replace(today, method=made_with({"seed": 0, "clip": None, "reweight": False}), earlier=earlier)
    with pytest.raises(UserError, match="reweight: True there, False here"):
        StudyWriter.resume(tmp_path / "s", other)


def test_resume_refuses_other_samples_and_another_score(tmp_path: Path) -> None:
    content = content_of(np.random.default_rng(2), 40, 4, 6)
    StudyWriter.create(tmp_path / "s", content)
    with pytest.raises(UserError, match="other values of the score"):
        StudyWriter.resume(tmp_path / "s", replace(content, modulator=content.modulator + 0.5))
    with pytest.raises(UserError, match=r"score: .* there, 'purity' here"):
        StudyWriter.resume(tmp_path / "s", replace(content, score=StudyScore("purity")))


def test_leftovers_of_a_killed_run_are_removed_and_nothing_else(tmp_path: Path) -> None:
    writer = StudyWriter.create(tmp_path / "s", content_of(np.random.default_rng(2), 40, 4, 6))
    for folder in ("networks/.00001.x8_2k", "networks/.mine.d", "networks/.pending"):
        (writer.folder / folder).mkdir()
        (writer.folder / folder / "value.npy").write_bytes(b"half")
    writer.pending.save("points", {"x": np.arange(3)})
    for file in (".study.json.abc", ".bandwidth.npy.abc", ".notes.txt", "networks/.pending/.points.npz.abc"):
        (writer.folder / file).write_bytes(b"half")
    writer.remove_leftovers()
    left = {path.relative_to(writer.folder).as_posix() for path in writer.folder.rglob("*") if "." in path.parent.name}
    assert left == {"networks/.mine.d/value.npy", "networks/.pending/value.npy", "networks/.pending/points.npz"}
    assert {path.name for path in writer.folder.glob(".*")} == {".notes.txt"}


@pytest.mark.parametrize("limit", [1, 60, 200, 399])
def test_an_array_that_does_not_fit_is_an_error_at_any_byte(tmp_path: Path, limit: int) -> None:
    resource = pytest.importorskip("resource", reason="this system does not limit the size of files")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    array = np.arange(34.0)  # 400 bytes with its header
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
        with pytest.raises(OSError, match="File too large"):
            save_array(tmp_path / "a.npy", array)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    save_array(tmp_path / "a.npy", array)
    assert (tmp_path / "a.npy").stat().st_size == 400
    np.testing.assert_array_equal(np.load(tmp_path / "a.npy"), array)


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    content = content_of(np.random.default_rng(0), 40, 4, 6, annotation=pd.DataFrame({"x": [object()] * 40}))
    with pytest.raises(Exception, match=r"."):
        StudyWriter.create(tmp_path / "s", content)
    assert list(tmp_path.iterdir()) == []


def test_an_existing_output_is_refused(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    with pytest.raises(UserError, match="exists already"):
        StudyWriter.create(tmp_path / "s", content_of(np.random.default_rng(0), 40, 4, 6))


def test_a_block_without_any_edge(tmp_path: Path) -> None:
    writer = StudyWriter.create(tmp_path / "s", content_of(np.random.default_rng(0), 5, 4, 6))
    none = np.empty(0, np.int64)
    writer.write_block(0, Coefficients(none, none, none, none.astype(np.float32)), np.ones((5, 6), FITS))
    writer.keep({"bandwidth": np.ones(6)})
    assert writer.finish({}).edges == 0
    study = open_study(tmp_path / "s")
    assert study.network(4).nnz == 0
    assert study.regulator_coefficients("G1").coefficients.shape == (0, 5)


def test_models_are_kept_by_name(planted: Planted, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(planted.path, copy)
    loadings = np.arange(6.0).reshape(3, 2)
    write_model(copy, "first", {"loadings": loadings}, {"kind": "trip"})
    write_model(copy, "second", {"loadings": -loadings}, {"kind": "trip"})
    write_model(copy, "first", {"loadings": 2 * loadings}, {"kind": "trip"})
    study = open_study(copy)
    assert sorted(study.models()) == ["first", "second"]
    np.testing.assert_array_equal(study.model("first").arrays["loadings"], 2 * loadings)
    with pytest.raises(UserError, match="no model named 'third'"):
        study.model("third")
    with pytest.raises(UserError, match="cannot be the name of a model"):
        write_model(copy, "../up", {"loadings": loadings}, {})
    assert [entry.name for entry in (copy / "models").iterdir() if entry.name.startswith(".")] == []
