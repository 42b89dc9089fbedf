"""Fits kept until the model is whole: made once, resumed under the same settings only, forgotten in the end."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from compute.components.learn.finished import Arrays, FinishedFits
from compute.errors import UserError

SETTINGS = {"rank": [2, 3], "ridge": 0.01}


class Fit:
    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Arrays:
        self.times += 1
        return {"cores": np.arange(6.0).reshape(2, 3) / 7, "epochs": np.array(self.times)}


def test_a_fit_is_made_once_and_comes_back_to_the_bit(tmp_path: Path) -> None:
    fit = Fit()
    FinishedFits(tmp_path, "m", SETTINGS, resume=False).once("fold 1", fit)
    again = FinishedFits(tmp_path, "m", SETTINGS, resume=True).once("fold 1", fit)
    assert fit.times == 1
    np.testing.assert_array_equal(again["cores"], np.arange(6.0).reshape(2, 3) / 7)


def test_without_resume_all_is_made_anew(tmp_path: Path) -> None:
    fit = Fit()
    for _ in range(2):
        FinishedFits(tmp_path, "m", SETTINGS, resume=False).once("fold 1", fit)
    assert fit.times == 2


def test_fits_of_other_settings_are_not_taken(tmp_path: Path) -> None:
    FinishedFits(tmp_path, "m", SETTINGS, resume=False).once("fold 1", Fit())
    with pytest.raises(UserError, match=r"ridge: 0\.01 there, 0\.5 here.*leave out --resume"):
        FinishedFits(tmp_path, "m", {**SETTINGS, "ridge": 0.5}, resume=True)
    FinishedFits(tmp_path, "another", {**SETTINGS, "ridge": 0.5}, resume=True)  # of another model


def test_a_fit_that_fails_keeps_the_others(tmp_path: Path) -> None:
    def stopped() -> Arrays:
        raise KeyboardInterrupt

    fit, fits = Fit(), FinishedFits(tmp_path, "m", SETTINGS, resume=False)
    fits.once("fold 1", fit)
    with pytest.raises(KeyboardInterrupt):
        fits.once("fold 2", stopped)
    resumed = FinishedFits(tmp_path, "m", SETTINGS, resume=True)
    resumed.once("fold 1", fit)
    resumed.once("fold 2", fit)
    assert fit.times == 2


def test_once_the_model_is_stored_nothing_is_left(tmp_path: Path) -> None:
    fits = FinishedFits(tmp_path, "m", SETTINGS, resume=False)
    fits.once("fold 1", Fit())
    fits.clear()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
