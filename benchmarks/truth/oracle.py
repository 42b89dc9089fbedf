"""Regulators already known, and how high a ranking places them."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

TOP = 25
"""How many regulators of a target are looked at, as in Shimamura et al. 2011."""

FAMILIES: Mapping[str, tuple[str, ...]] = {
    # Named in Shimamura et al. 2011 as known or since confirmed; the miR-200 family is not in the matrix.
    "CDH1": ("ZEB1", "ZEB2", "SNAI1", "SNAI2", "TCF4", "FOXA1", "FOXA2", "KLF4", "KLF5", "GRHL2", "ZNF217"),
    # TRRUST has next to nothing on ESRP1; these are the EMT factors reported to act on it.
    "ESRP1": ("ZEB1", "ZEB2", "SNAI1", "GRHL2", "OVOL1", "OVOL2"),
}


def known_regulators(trrust: Path, regulators: Collection[str]) -> dict[str, frozenset[str]]:
    """target → its known regulators among ``regulators``: the TRRUST table's and :data:`FAMILIES`."""
    known: dict[str, set[str]] = {}
    with trrust.open(encoding="utf-8", newline="") as table:
        for regulator, target, *_ in csv.reader(table, delimiter="\t"):
            known.setdefault(target, set()).add(regulator)
    for target, family in FAMILIES.items():
        known.setdefault(target, set()).update(family)
    return {target: frozenset((of & set(regulators)) - {target}) for target, of in known.items()}


def top(score: NDArray[np.float64], regulators: Sequence[str], target: str) -> list[str]:
    """The :data:`TOP` regulators of highest score (q,), the target itself and those of score 0 left out."""
    order = np.argsort(-score, kind="stable")
    ranked = [regulators[j] for j in order if score[j] > 0 and regulators[j] != target]
    return ranked[:TOP]


def expected_hits(known: Collection[str], regulators: Collection[str], target: str) -> float:
    """Known regulators among :data:`TOP` drawn at random."""
    return TOP * len(known) / (len(regulators) - (target in regulators))
