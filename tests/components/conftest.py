"""A study with annotation whose networks have planted components, and a model of it stored by the real writer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from compute.components.reading.stored import Components, read_components
from compute.study import StoredModel, Study, StudyWriter, open_study, write_model
from tests.components.planted import distracted, plain
from tests.study.conftest import content_of, write_networks

__all__ = ["distracted", "plain"]  # fixtures

REGULATORS = ("ZEB1", "ZEB2", "SNAI1", "GRHL2", "OVOL2", "R6", "R7", "R8", "R9")
TARGETS = ("CDH1", "EPCAM", "VIM", "FN1", "ZEB1", "GRHL2", *(f"T{k}" for k in range(7, 19)))
SAMPLES = 60


def write_study(path: Path) -> Study:
    """Component 1 (ZEB1, ZEB2, SNAI1) acts on mesenchymal genes, the more the higher the score; component 2 on others.

    Tissue follows the score, batch does not; one sample has no tissue.
    """
    rng = np.random.default_rng(8)
    score = np.linspace(-1, 1, SAMPLES)
    q, p = len(REGULATORS), len(TARGETS)
    left, right = np.zeros((q, 2)), np.zeros((p, 2))
    left[:3, 0], left[3:6, 1] = (3, 2, 1), (2, 2, 1)
    right[2:5, 0], right[[0, 1, 6], 1] = (2, 2, 1), (-3, -2, 1)
    high = np.clip(score + 0.2, 0, None)
    networks = np.einsum("n,j,k->njk", high, left[:, 0], right[:, 0])
    networks += np.einsum("n,j,k->njk", 0.5 - 0.4 * score, left[:, 1], right[:, 1])
    noise = rng.normal(scale=0.05, size=networks.shape) * (rng.random(networks.shape) < 0.2)
    networks = (networks + noise).astype(np.float32)
    for j, regulator in enumerate(REGULATORS):
        networks[:, j, [k for k, target in enumerate(TARGETS) if target == regulator]] = 0
    samples = tuple(f"S{i}" for i in range(SAMPLES))
    tissue = np.where(score < -0.3, "gut", np.where(score < 0.4, "lung", "bone")).astype(object)
    tissue[7] = None
    annotation = pd.DataFrame(
        {"tissue": tissue, "batch": np.array(["a", "b"])[np.arange(SAMPLES) % 2], "dose": rng.normal(size=SAMPLES)},
        index=pd.Index(samples, name="sample"),
    )
    genes = tuple(dict.fromkeys((*REGULATORS, *TARGETS)))
    content = replace(
        content_of(rng, SAMPLES, q, p),
        samples=samples,
        modulator=score,
        genes=genes,
        expression=rng.normal(size=(len(genes), SAMPLES)).astype(np.float32),
        regulators=REGULATORS,
        targets=TARGETS,
        annotation=annotation,
    )
    writer = StudyWriter.create(path, content)
    writer.keep({"bandwidth": np.full(p, 0.5)})
    write_networks(writer, networks, writer.missing_blocks())
    writer.finish({})
    return open_study(path)


def store(study: Study, predictor: str, name: str) -> StoredModel:
    """A TRIP model of the study as the command stores it."""
    from compute.components import fit_study

    return fit_study(study, rank=(2, 3), predictor=predictor, name=name, folds=3, max_epochs=40)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    made = write_study(tmp_path_factory.mktemp("components") / "study")
    store(made, "linear", "trip")
    store(made, "mlp", "bent")
    return made


@pytest.fixture(scope="session")
def linear(study: Study) -> Components:
    return read_components(study.model("trip"))


@pytest.fixture(scope="session")
def copied(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The same study with a model whose stability a test may say what it likes of."""
    import shutil

    place = tmp_path_factory.mktemp("copied") / "study"
    shutil.copytree(study.path, place)
    return open_study(place)


def without_arrays(study: Study, model: StoredModel, *names: str) -> StoredModel:
    """The model as an earlier version would have stored it."""
    return write_model(
        study.path, model.name, {key: array for key, array in model.arrays.items() if key not in names}, model.info
    )


@pytest.fixture
def planted_path(tmp_path: Path) -> Path:
    """A study without annotation."""
    rng = np.random.default_rng(2)
    content = content_of(rng, 20, 5, 6)
    writer = StudyWriter.create(tmp_path / "bare", content)
    writer.keep({"bandwidth": np.full(6, 0.5)})
    write_networks(writer, rng.normal(size=(20, 5, 6)).astype(np.float32), writer.missing_blocks())
    writer.finish({})
    return tmp_path / "bare"
