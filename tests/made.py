"""What studies written by tests say of their method."""

from __future__ import annotations

from typing import Any

from compute.methods.network_profiler.diagnostics import FITS
from compute.study import MethodRecord


def made_with(settings: dict[str, Any]) -> MethodRecord:
    """By NetworkProfiler with these settings, whether they are all of them or not."""
    fields = [[name, FITS[name].str] for name in FITS.names or ()]
    return MethodRecord("network-profiler", "NetworkProfiler", "1", settings, diagnostics=fields)
