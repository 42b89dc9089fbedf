"""The kinds of work; apart from the worker, which brings torch."""

from __future__ import annotations

from typing import Final

LEARN: Final = "learn"
STABILITY: Final = "stability"
RANKS: Final = "ranks"
SEEDS, RESAMPLES = 10, 20
"""Fits by which stability is measured: of other seeds, and to resampled cohorts."""
