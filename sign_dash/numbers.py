"""Numbers as text: with a true minus sign, which is as wide as the plus."""

from __future__ import annotations

import re
from typing import Final

_BEFORE_A_NUMBER: Final = re.compile(r"(?<!\w)-(?=\d)")
"""A hyphen that is a sign: not one within a name (A5-49) or a range of years (2010-2020)."""


def signed(value: float, digits: int = 2) -> str:
    """A number with its sign and so many decimals."""
    return f"{value:+.{digits}f}".replace("-", "−")


def signed_coefficient(value: float) -> str:
    """A coefficient with its sign and two decimals, a small one with two significant digits."""
    return f"{'−' if value < 0 else '+'}{abs(value):.2g}" if abs(value) < 0.01 else signed(value)


def with_minus_signs(text: str) -> str:
    """A sentence whose negative numbers have true minus signs."""
    return _BEFORE_A_NUMBER.sub("−", text)
