"""Genes that are not there, each with its nearest names: a mistyped symbol is seen before anything runs."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

MOST_LOOKED_UP = 5
"""Names for which near ones are looked for: of a list that does not belong, the first say it all."""
_NEAR = 0.7
_FEW = 2


def with_near(missing: Sequence[str], names: Sequence[str]) -> list[str]:
    """``ZEBI (ZEB1?)`` for a name that has near ones among ``names``, else the name alone."""
    by_fold = {name.upper(): name for name in names}
    found = []
    for name in missing[:MOST_LOOKED_UP]:
        near = [by_fold[one] for one in get_close_matches(name.upper(), list(by_fold), n=_FEW, cutoff=_NEAR)]
        found.append(f"{name} ({', '.join(near)}?)" if near else name)
    return [*found, *missing[MOST_LOOKED_UP:]]
