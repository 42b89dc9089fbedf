"""Numbers as text: with a true minus sign, which is as wide as the plus."""

from __future__ import annotations


def signed(value: float, digits: int = 2) -> str:
    """A number with its sign and so many decimals."""
    return f"{value:+.{digits}f}".replace("-", "−")
