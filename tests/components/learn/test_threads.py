"""A fit holds torch to its threads, and gives them back whatever happens."""

from __future__ import annotations

import pytest
import torch
from threadpoolctl import threadpool_info

from compute.components.learn.threads import limited_threads


def test_threads_are_limited_inside_and_as_before_afterwards() -> None:
    before = torch.get_num_threads()
    for count in (1, 2):
        with limited_threads(count):
            assert torch.get_num_threads() == count
            assert all(pool["num_threads"] <= count for pool in threadpool_info())
        assert torch.get_num_threads() == before


def test_a_fit_that_fails_gives_its_threads_back() -> None:
    before = torch.get_num_threads()
    with pytest.raises(ZeroDivisionError), limited_threads(before + 1):
        raise ZeroDivisionError
    assert torch.get_num_threads() == before
