"""Models beside the one of ``modelled.py``: of classes, with own components (Deep Tensor), with measured stability."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.special import softmax

from compute.study import Study, open_study, write_model
from tests.sign_dash.pages.components.modelled import MODEL, write_modelled

CLASSES, OWN, UNSTABLE = "tissues", "own", "unstable"
SEEDS, RESAMPLES = 2, 5


def write_others(path: Path) -> Study:
    """The study of ``modelled.py`` with further models; the newest is the one of ``modelled.py``, written again."""
    study = open_study(write_modelled(path))
    stored = study.model(MODEL)
    info = {key: value for key, value in stored.info.items() if key not in ("files", "arrays", "name")}
    _classes(study, dict(stored.arrays), info)
    _own(study, dict(stored.arrays), info)
    _unstable(study, dict(stored.arrays), info)
    write_model(path, MODEL, dict(stored.arrays), info)
    return open_study(path)


def _classes(study: Study, arrays: dict[str, Any], info: dict[str, Any]) -> None:
    rng = np.random.default_rng(3)
    names = ["bone", "breast", "lung"]
    weights = rng.normal(size=(3, 2, 2))
    weights -= weights.mean(axis=0)
    cores = arrays["cores"]
    baseline = np.array([0.2, -0.3, 0.1])
    evidence = baseline + np.einsum("nuv,cuv->nc", cores, weights)
    given = np.array([names.index(tissue) for tissue in study.annotation["tissue"]])
    given[4] = -1
    gradients = np.broadcast_to(weights, (len(cores), 3, 2, 2)).copy()
    kept = {name: arrays[name] for name in ("regulator_loadings", "target_loadings", "cores", "loss")}
    held_out = softmax(evidence + rng.normal(0, 0.3, evidence.shape), axis=1)
    figures = {f"auc_{key}": 0.7 for key in ("fitted", "held_out", "modulator_alone")}
    figures |= {f"balanced_accuracy_{key}": 0.4 for key in ("fitted", "held_out", "modulator_alone")}
    write_model(
        study.path,
        CLASSES,
        kept
        | {
            "given": given,
            "evidence": evidence,
            "probabilities": softmax(evidence, axis=1),
            "held_out": held_out,
            "gradients": gradients,
            "contributions": gradients * cores[:, None],
        },
        info
        | figures
        | {
            "target": "tissue",
            "classes": names,
            "baseline": baseline.tolist(),
            "left_out": ["One sample is left out."],
        },
    )


def _own(study: Study, arrays: dict[str, Any], info: dict[str, Any]) -> None:
    """Every sample's factors are the common ones with the genes in another order, its network cut accordingly."""
    left, right = arrays["regulator_loadings"], arrays["target_loadings"]
    rng = np.random.default_rng(7)
    own_left, own_right, cores = [], [], []
    for sample in range(len(study.samples)):
        turn = np.linalg.qr(rng.normal(size=(2, 2)))[0]
        own = left @ turn, right
        own_left.append(own[0])
        own_right.append(own[1])
        network = study.network(sample).toarray().astype(float)
        parts = [own[0].T @ part @ own[1] for part in (network.clip(min=0), network.clip(max=0))]
        cores.append(np.stack(parts, axis=-1).reshape(2, 4))
    cube = np.array(cores)
    weights = rng.normal(size=(2, 4))
    write_model(
        study.path,
        OWN,
        {
            "regulator_loadings": np.array(own_left, np.float32),
            "target_loadings": np.array(own_right, np.float32),
            "cores": cube,
            "gradients": np.broadcast_to(weights, cube.shape).copy(),
            "contributions": cube * weights,
            "given": arrays["given"],
            "predicted": 0.1 + (cube * weights).sum(axis=(1, 2)),
            "held_out": arrays["held_out"],
        },
        info | {"kind": "deep-tensor", "channels": ["activation", "repression"], "baseline": 0.1},
    )


def _unstable(study: Study, arrays: dict[str, Any], info: dict[str, Any]) -> None:
    """The first regulator component is found again by every fit, the second by none but the first seed's."""
    rng = np.random.default_rng(9)
    refits: dict[str, list[Any]] = {"regulator": [], "target": []}
    for fit in range(SEEDS + RESAMPLES):
        left = arrays["regulator_loadings"] + rng.normal(scale=0.02, size=arrays["regulator_loadings"].shape)
        if fit:
            left[:, 1] = rng.normal(size=len(left))
        refits["regulator"].append(np.linalg.qr(left)[0])
        refits["target"].append(arrays["target_loadings"])
    record = {"seeds": [1, 2], "resamples": RESAMPLES, "seed": 0, "not_converged": 0, "seconds": 1.0}
    found = {f"refit_{side}_loadings": np.array(fits, np.float32) for side, fits in refits.items()}
    write_model(study.path, UNSTABLE, arrays | found, info | {"stability": record})


@pytest.fixture(scope="session")
def others(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return write_others(tmp_path_factory.mktemp("others") / "study")
