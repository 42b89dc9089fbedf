"""Sizes of regulators are what the planted networks hold."""

from __future__ import annotations

import numpy as np
import pytest

from compute.analyse import regulator_sizes
from compute.analyse.ranking import ends
from compute.errors import UserError
from compute.study import open_study
from tests.study.conftest import Planted


def test_out_degree_and_change_of_the_whole_networks(planted: Planted) -> None:
    study = open_study(planted.path)
    chosen = study.regulators[::2]
    found = regulator_sizes(study, chosen)
    networks = planted.networks[:, ::2].astype(float)  # samples × chosen × targets
    np.testing.assert_allclose(found.out_degree, (networks != 0).sum(axis=2).mean(axis=0))
    low, high = ends(len(study.samples))
    change = np.abs(networks[high].mean(axis=0) - networks[low].mean(axis=0)).sum(axis=1)
    np.testing.assert_allclose(found.change, change, rtol=1e-5)


def test_a_stranger_is_named(planted: Planted) -> None:
    with pytest.raises(UserError, match="NOSUCH"):
        regulator_sizes(open_study(planted.path), ["NOSUCH"])
