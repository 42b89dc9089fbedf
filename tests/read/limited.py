"""Readers with limits of a test's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from compute.read.limits import PREFIX, limits


@contextmanager
def limited(monkeypatch: pytest.MonkeyPatch, **most: int) -> Iterator[None]:
    """Within it at most so many ``cells``, ``rows``, ``columns`` or ``bytes`` are read."""
    for name, count in most.items():
        monkeypatch.setenv(PREFIX + name.upper(), str(count))
    limits.cache_clear()
    yield
    limits.cache_clear()
