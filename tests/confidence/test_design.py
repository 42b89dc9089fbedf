"""Halves complement each other, and are made of whole groups where there are any."""

from __future__ import annotations

import numpy as np

from compute.confidence import design_of


def test_halves_complement_each_other_and_hold_their_parts() -> None:
    found = design_of(101, 3, 4, seed=1)
    assert (found.halves[::2] ^ found.halves[1::2]).all()
    assert set(found.halves.sum(axis=1)) == {50, 51}
    assert not (found.parts & ~found.halves[:, None]).any()
    assert (found.parts.sum(axis=2) == np.round(found.halves.sum(axis=1) / 2)[:, None]).all()
    assert not found.by_group


def test_more_pairs_begin_with_the_same_ones() -> None:
    few, many = design_of(40, 2, 3, seed=5), design_of(40, 6, 3, seed=5)
    assert (many.halves[:4] == few.halves).all()
    assert (many.parts[:4] == few.parts).all()
    assert (design_of(40, 2, 3, seed=6).halves != few.halves).any()


def test_groups_stay_whole() -> None:
    groups = np.repeat(np.arange(12), [30, 5, 5, 10, 10, 8, 8, 6, 6, 4, 4, 4])
    found = design_of(100, 20, 5, seed=0, groups=groups)
    assert found.by_group
    members = groups[None] == np.arange(12)[:, None]
    for drawn in (*found.halves, *found.parts.reshape(-1, 100)):
        shares = (members & drawn).sum(axis=1) / members.sum(axis=1)
        assert set(shares) <= {0.0, 1.0}
    share = found.halves.mean(axis=1)
    assert share.min() >= 0.4
    assert share.max() <= 0.6


def test_few_groups_are_not_used() -> None:
    assert not design_of(100, 1, 2, seed=0, groups=np.arange(100) % 5).by_group
