"""A small study with a model whose components are known, written by the real writers, and fixtures that serve it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from compute.methods.network_profiler.diagnostics import FITS
from compute.study import Coefficients, Study, StudyContent, StudyScore, StudyWriter, open_study, write_model
from sign_dash.pages.components.explained import Explained, read_explained
from tests.made import made_with

REGULATORS = (
    "ZEB1",
    "ZEB2",
    "SNAI1",
    "SNAI2",
    "TWIST1",
    "GRHL2",
    "OVOL2",
    "KLF5",
    "SIMR01",
    "SIMR02",
    "SIMR03",
    "SIMR04",
)
TARGETS = ("CDH1", "ESRP1", "EPCAM", "VIM", "FN1", "ZEB1", "GRHL2", *(f"SIMT{i:02d}" for i in range(1, 12)))
MESENCHYMAL, EPITHELIAL = range(5), range(5, 8)  # the regulators of components 1 and 2
MODEL = "trip"


@pytest.fixture(scope="session")
def modelled(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return open_study(write_modelled(tmp_path_factory.mktemp("modelled") / "study"))


@pytest.fixture(scope="session")
def explained(modelled: Study) -> Explained:
    return read_explained(modelled, MODEL)


@pytest.fixture(scope="session")
def modelled_address(modelled: Study) -> Iterator[str]:
    from tests.sign_dash.conftest import serving

    with serving(modelled) as served:
        yield served


def write_modelled(path: Path, samples: int = 48, simulated: bool = True) -> Path:
    """Two blocks of regulators (mesenchymal, epithelial) act on two blocks of targets, as the score tells them.

    The stored model holds exactly these blocks as components and predicts the score from the core linearly, so
    contributions add up to the prediction.
    """
    rng = np.random.default_rng(5)
    score = np.sort(rng.uniform(-0.6, 0.7, samples))
    q, p = len(REGULATORS), len(TARGETS)
    left, right = np.zeros((q, 2)), np.zeros((p, 2))
    left[list(MESENCHYMAL), 0] = np.linspace(1.0, 0.5, len(MESENCHYMAL))
    left[list(EPITHELIAL), 1] = np.linspace(1.0, 0.6, len(EPITHELIAL))
    right[:3, 0], right[3:9, 1] = (1.0, 0.8, 0.6), np.linspace(1.0, 0.4, 6)
    left, right = left / np.linalg.norm(left, axis=0), right / np.linalg.norm(right, axis=0)
    share = (score - score[0]) / (score[-1] - score[0])
    cores = np.stack([np.stack([-share, share * 0.8], -1), np.stack([1 - share, -0.4 * (1 - share)], -1)], 1)
    networks = np.einsum("ja,nab,kb->njk", left, cores, right)
    for j, regulator in enumerate(REGULATORS):  # no self-loops
        networks[:, j, [k for k, target in enumerate(TARGETS) if target == regulator]] = 0
    _write_study(path, score, networks.astype(np.float32), simulated)
    _write_model(path, score, cores, left, right)
    return path


def _write_study(path: Path, score: np.ndarray, networks: np.ndarray, simulated: bool) -> None:
    samples = tuple(f"LINE-{i:03d}" for i in range(len(score)))
    genes = tuple(dict.fromkeys((*REGULATORS, *TARGETS)))
    tissue = np.array(["breast", "lung", "bone"])[np.arange(len(score)) % 3]
    content = StudyContent(
        title="Planted cohort",
        simulated=simulated,
        score=StudyScore("ks", "ks", "epithelial", "mesenchymal"),
        samples=samples,
        modulator=score,
        genes=genes,
        expression=np.random.default_rng(1).normal(7, 1, (len(genes), len(samples))).astype(np.float32),
        regulators=REGULATORS,
        targets=TARGETS,
        method=made_with({"seed": 0}),
        versions={},
        inputs=[{"role": "expression", "source": "e.csv", "sha256": "0" * 64}],
        annotation=pd.DataFrame({"tissue": tissue}, index=pd.Index(samples, name="sample")),
    )
    writer = StudyWriter.create(path, content)
    writer.keep({"bandwidth": np.full(len(TARGETS), 0.5)})
    for number in writer.missing_blocks():
        block = writer.blocks[number]
        part = networks[block.start : block.stop]
        sample, regulator, target = np.nonzero(part)
        fits = np.zeros((len(block), len(TARGETS)), FITS)
        writer.write_block(number, Coefficients(sample, target, regulator, part[sample, regulator, target]), fits)
    writer.finish({})


def _write_model(path: Path, score: np.ndarray, cores: np.ndarray, left: np.ndarray, right: np.ndarray) -> None:
    design = np.column_stack([cores.reshape(len(score), -1), np.ones(len(score))])
    weights = np.linalg.lstsq(design, score, rcond=1e-8)[0]
    gradient, baseline = weights[:4].reshape(2, 2), float(weights[4])
    contributions = cores * gradient
    predicted = contributions.sum((1, 2)) + baseline
    held_out = predicted + np.random.default_rng(2).normal(0, 0.05, len(score))
    energy = (cores**2).sum()
    arrays = {
        "regulator_loadings": left,
        "target_loadings": right,
        "cores": cores,
        "given": score,
        "predicted": predicted,
        "held_out": held_out,
        "contributions": contributions,
        "gradients": np.broadcast_to(gradient, cores.shape).copy(),
        "loss": np.array([1.0, 0.1]),
    }
    info = {
        "kind": "trip",
        "rank": [2, 2],
        "predictor": "linear",
        "rho": 0.1,
        "seed": 0,
        "target": "ks",
        "baseline": baseline,
        "r2_fitted": float(1 - ((score - predicted) ** 2).sum() / ((score - score.mean()) ** 2).sum()),
        "r2_held_out": float(1 - ((score - held_out) ** 2).sum() / ((score - score.mean()) ** 2).sum()),
        "spearman_fitted": 1.0,
        "spearman_held_out": 0.97,
        "retained_energy": 0.93,
        "hosvd_retained_energy": 0.97,
        "regulator_energy": ((cores**2).sum((0, 2)) / energy).tolist(),
        "target_energy": ((cores**2).sum((0, 1)) / energy).tolist(),
        "epochs": 2,
        "converged": True,
        "folds": 5,
        "caution": "The networks were estimated along the very score that the model predicts.",
        "seconds": 0.1,
    }
    write_model(path, MODEL, arrays, info)
