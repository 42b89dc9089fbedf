"""The modulator alone predicts what is a curve over it, and nothing else."""

from __future__ import annotations

import numpy as np
from sklearn.metrics import r2_score
from sklearn.model_selection import KFold, StratifiedKFold

from compute.components.learn.modulator_alone import classes_from_modulator, scores_from_modulator

RNG = np.random.default_rng(0)
MODULATOR = np.exp(RNG.normal(size=200))
FOLDS = KFold(5, shuffle=True, random_state=0)


def test_a_curve_over_the_modulator_is_predicted_and_noise_is_not() -> None:
    curve = np.sin(3 * np.log(MODULATOR))
    assert r2_score(curve, scores_from_modulator(MODULATOR, curve, FOLDS)) > 0.8
    noise = RNG.normal(size=200)
    assert r2_score(noise, scores_from_modulator(MODULATOR, noise, FOLDS)) < 0.05


def test_its_unit_and_stretch_do_not_matter() -> None:
    curve = np.log(MODULATOR) ** 2
    plain, stretched = (scores_from_modulator(values, curve, FOLDS) for values in (MODULATOR, MODULATOR**3 + 7))
    np.testing.assert_allclose(plain, stretched)


def test_classes_that_follow_the_modulator_are_predicted_the_rare_one_too_if_classes_weigh_the_same() -> None:
    labels = (np.argsort(np.argsort(MODULATOR)) >= 160).astype(np.intp)
    splits = StratifiedKFold(5, shuffle=True, random_state=0)
    found = classes_from_modulator(MODULATOR, labels, splits, None)
    np.testing.assert_allclose(found.sum(axis=1), 1)
    assert np.mean(found.argmax(axis=1) == labels) > 0.9
    balanced = classes_from_modulator(MODULATOR, labels, splits, "balanced")
    assert balanced[:, 1].mean() > found[:, 1].mean()
