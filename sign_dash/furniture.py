"""Settings that several controls share."""

from __future__ import annotations

from typing import Final

NEAREST_NAME_FIRST: Final[dict[str, str]] = {"function": "nearestNameFirst"}
"""The filter of every list of names: the name typed, then names that begin so, then names that hold it."""
