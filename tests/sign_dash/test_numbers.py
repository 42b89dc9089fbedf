"""Numbers as text."""

from __future__ import annotations

from sign_dash.numbers import signed


def test_a_sign_is_always_there_and_a_minus_is_no_hyphen() -> None:
    assert [signed(0.126), signed(-0.126), signed(0.0)] == ["+0.13", "−0.13", "+0.00"]
    assert signed(-1.23456, 3) == "−1.235"
