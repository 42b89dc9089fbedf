"""Readers with limits of a test's own."""

from __future__ import annotations

import gzip
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from compute.read import apart
from compute.read.limits import PREFIX, limits

_ROOM = 150_000_000


@contextmanager
def limited(monkeypatch: pytest.MonkeyPatch, **most: int) -> Iterator[None]:
    """Within it at most so many ``cells``, ``rows``, ``columns``, ``bytes`` … are read."""
    for name, count in most.items():
        monkeypatch.setenv(PREFIX + name.upper(), str(count))
    limits.cache_clear()
    yield
    limits.cache_clear()


@contextmanager
def apart_in_little_memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Within it a process that reads apart may hold little more than this one does."""
    monkeypatch.setattr(apart, "_context", lambda: multiprocessing.get_context("fork"))
    held = int(Path("/proc/self/statm").read_text().split()[0]) * 4096
    with limited(monkeypatch, memory=held + _ROOM):
        yield


def a_line_without_end(path: Path) -> Path:
    """A set of genes, or a pair, and 30 million empty fields: some 30 kB, and a list of 240 MB once they are split."""
    with gzip.open(path, "wb") as packed:
        packed.write(b"ZEB1\tCDH1\tActivation\t1")
        for _ in range(30):
            packed.write(b"\t" * 1_000_000)
    return path
