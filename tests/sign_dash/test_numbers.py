"""Numbers as text."""

from __future__ import annotations

from sign_dash.numbers import signed, with_minus_signs


def test_a_sign_is_always_there_and_a_minus_is_no_hyphen() -> None:
    assert [signed(0.126), signed(-0.126), signed(0.0)] == ["+0.13", "−0.13", "+0.00"]
    assert signed(-1.23456, 3) == "−1.235"


def test_hyphens_of_names_and_ranges_stay() -> None:
    assert with_minus_signs("A5-49: ESRP1 (-0.14), -3 to +2, 2010-2020") == "A5-49: ESRP1 (−0.14), −3 to +2, 2010-2020"
