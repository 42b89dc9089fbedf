"""The lists of edges in memory stay below a bound, and are read again where they were let go of."""

from __future__ import annotations

import gc

import numpy as np
import pytest

from compute.study import blocks, open_study
from compute.study.kept import Kept
from tests.study.conftest import Planted


class Reader:
    """Counts how often it was made to forget."""

    forgot = 0

    def forget(self) -> None:
        self.forgot += 1


def test_the_one_that_read_first_forgets() -> None:
    kept = Kept(100)
    first, second, third = Reader(), Reader(), Reader()
    for reader in (first, second, third):
        kept.note(reader, 40)
    assert [first.forgot, second.forgot, third.forgot] == [1, 0, 0]
    del second
    gc.collect()
    kept.note(first, 40)  # what is gone needs no room
    assert [first.forgot, third.forgot] == [1, 0]
    kept.note(Reader(), 1000)
    assert third.forgot == 1


def test_a_study_is_read_as_before_where_nothing_may_stay(planted: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = open_study(planted.path)
    known = [whole.network(sample).toarray() for sample in range(len(whole.samples))]
    monkeypatch.setattr(blocks, "KEPT", Kept(0))
    study = open_study(planted.path)
    for _ in range(2):
        for sample, network in enumerate(known):
            np.testing.assert_array_equal(study.network(sample).toarray(), network)
    assert sum(block._lists is not None for block in study.blocks) == 1
