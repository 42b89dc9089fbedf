"""About when a publication appeared, from its PubMed id: ids are given in the order of entry.

[ours] Between ids that were current at the turns of the years the year is interpolated. An id of a paper that was
entered late says too late a year, so every such year is "about": mostly right, seldom off by more than one.
"""

from __future__ import annotations

from bisect import bisect_right

EARLIEST = 1999
"""Stands for this year and all before it: older ids were not given in order."""

FIRST_OF_YEAR = {
    2000: 10_600_000, 2001: 11_130_000, 2002: 11_760_000, 2003: 12_520_000, 2004: 14_690_000, 2005: 15_610_000,
    2006: 16_390_000, 2007: 17_200_000, 2008: 18_160_000, 2009: 19_110_000, 2010: 20_040_000, 2011: 21_190_000,
    2012: 22_200_000, 2013: 23_280_000, 2014: 24_380_000, 2015: 25_550_000, 2016: 26_720_000, 2017: 28_040_000,
    2018: 29_290_000, 2019: 30_600_000, 2020: 31_890_000, 2021: 33_380_000, 2022: 34_970_000, 2023: 36_590_000,
    2024: 38_160_000, 2025: 39_740_000,
}  # fmt: skip
"""Year → about the first id of it, to the nearest ten thousand."""

_YEARS, _IDS = list(FIRST_OF_YEAR), list(FIRST_OF_YEAR.values())


def about_year(reference: str) -> int | None:
    """About the year of a PubMed id; :data:`EARLIEST` for that and all earlier ones, None for what is no such id."""
    if not reference.isdecimal() or len(reference) > 8:
        return None
    at = bisect_right(_IDS, int(reference))
    return _YEARS[at - 1] if at else EARLIEST
