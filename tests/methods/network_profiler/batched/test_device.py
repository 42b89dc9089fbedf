"""Where there is no GPU one sentence says so; where there is one, a whole profile runs through it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from compute.cli.main import main
from compute.errors import UserError
from compute.estimate.run import profile
from compute.methods.network_profiler.batched import device, fit
from compute.methods.network_profiler.fit import Data
from compute.methods.network_profiler.settings import Settings
from compute.study import open_study
from tests.estimate.conftest import FAST, cohort, correlated


@pytest.mark.parametrize(("build", "sentence"), [(None, "has no CUDA"), ("12.8", "No CUDA device was found")])
def test_without_a_gpu_one_sentence_says_so(build: str | None, sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.version, "cuda", build)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(UserError, match=f"{sentence}.*--device cpu"):
        Data(np.zeros((3, 2)), np.zeros((3, 2)), np.full(2, -1), device="cuda")


def test_the_command_says_so_before_it_reads_or_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    study = tmp_path / "study"
    code = main(["profile", "absent.csv", "--modulator", "absent.csv", "--device", "cuda", "-o", str(study)])
    told = capsys.readouterr().err
    assert code == 2
    assert "--device cpu" in told
    assert "absent" not in told
    assert not list(tmp_path.iterdir())


def test_following_neighbours_is_for_the_processor() -> None:
    with pytest.raises(UserError, match="--search full"):
        Settings(device="cuda", search="track")
    with pytest.raises(UserError, match="must be cpu or cuda, not 'tpu'"):
        Settings(device="tpu")


@pytest.fixture
def pretended_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    """torch on the processor takes the place of the GPU."""
    for module in (device, fit):
        monkeypatch.setattr(module, "open_device", lambda name: torch.device("cpu"))


@pytest.mark.usefixtures("pretended_gpu")
@pytest.mark.parametrize("workers", [1, 3])
def test_a_profile_on_the_device_is_that_of_the_processor(tmp_path: Path, workers: int) -> None:
    """Bandwidths by cross-validation, then networks; two scores are equal."""
    values = correlated(41, 40, 14)
    modulator = np.random.default_rng(42).normal(size=40)
    modulator[3] = modulator[8]
    whole = cohort(values, modulator, 9)
    chosen = {**FAST, "bandwidth_grid": (0.5, 2.0), "hold_out": 6}
    profile(whole, tmp_path / "cpu", Settings(**chosen))  # type: ignore[arg-type]
    profile(whole, tmp_path / "cuda", Settings(**chosen, device="cuda"), workers)  # type: ignore[arg-type]
    one, other = open_study(tmp_path / "cpu"), open_study(tmp_path / "cuda")
    assert other.info.method.settings["device"] == "cuda"
    assert "torch" in other.info.versions
    assert "torch" not in one.info.versions
    assert one.edge_counts.sum() > 100
    for sample in range(40):
        ours, theirs = other.network(sample), one.network(sample)
        np.testing.assert_array_equal(ours.toarray() != 0, theirs.toarray() != 0)
        np.testing.assert_allclose(ours.toarray(), theirs.toarray(), atol=1e-3)


@pytest.mark.usefixtures("pretended_gpu")
def test_a_study_does_not_change_its_device(tmp_path: Path) -> None:
    whole = cohort(correlated(43, 30, 8), np.linspace(0, 1, 30), 5)
    profile(whole, tmp_path / "study", Settings(**FAST, bandwidth=0.5))  # type: ignore[arg-type]
    with pytest.raises(UserError, match="device"):
        profile(
            whole,
            tmp_path / "study",
            Settings(**FAST, bandwidth=0.5, device="cuda"),  # type: ignore[arg-type]
            resume=True,
        )
