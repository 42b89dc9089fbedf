"""About the year of papers whose year is known."""

from __future__ import annotations

import pytest

from compute.read import EARLIEST, about_year


@pytest.mark.parametrize(
    ("reference", "year"),
    # Identifiers met in public bibliographies with their years.
    [("20040698", 2010), ("25559105", 2015), ("29087512", 2017), ("33001864", 2020), ("36404679", 2022)],
)
def test_a_year_is_right_or_off_by_one(reference: str, year: int) -> None:
    found = about_year(reference)
    assert found is not None
    assert abs(found - year) <= 1


@pytest.mark.parametrize(("reference", "year"), [("9", EARLIEST), ("PMC123", None), ("", None), ("123456789", None)])
def test_old_ids_and_what_is_none(reference: str, year: int | None) -> None:
    assert about_year(reference) == year
