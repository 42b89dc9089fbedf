"""A made-up table: white cells, epithelial and mesenchymal lines, or tumours that hold fibroblasts."""

from __future__ import annotations

import numpy as np
import pytest

from compute.read import Expression
from compute.suitability.blood import ADHERENT, LEUKOCYTE
from compute.suitability.stroma import STROMAL

BLOOD, OTHERS = 12, 30


def table(seed: int, raised: dict[str, np.ndarray], samples: tuple[str, ...]) -> Expression:
    """600 genes of noise, and some that are raised by so much in every sample."""
    rng = np.random.default_rng(seed)
    genes = (*raised, *(f"G{i}" for i in range(600)))
    values = 5 + rng.normal(size=(len(samples), len(genes)))
    for column, gene in enumerate(raised):
        values[:, column] += raised[gene]
    return Expression(values, samples, genes, "made-up.csv", "0" * 64)


@pytest.fixture(scope="session")
def lines() -> Expression:
    """The first 12 are white cells."""
    blood = np.arange(BLOOD + OTHERS) < BLOOD
    raised = {gene: np.where(blood, 3.0, -3.0) for gene in LEUKOCYTE}
    raised |= {gene: np.where(blood, -3.0, 3.0) for gene in ADHERENT[:4]}
    return table(1, raised, tuple(f"L{i}" for i in range(BLOOD + OTHERS)))


@pytest.fixture(scope="session")
def share() -> np.ndarray:
    """How much of each of 60 tumours is stroma."""
    found: np.ndarray = np.linspace(0, 1, 60)
    return found


@pytest.fixture(scope="session")
def tumours(share: np.ndarray) -> Expression:
    """Of TCGA by their names; stromal genes grow with the share of stroma."""
    names = tuple(f"TCGA-AB-{i:04}-01A" for i in range(60))
    return table(2, dict.fromkeys(STROMAL, 6 * share - 3), names)
