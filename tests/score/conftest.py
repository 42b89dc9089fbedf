"""A cohort with a planted score: epithelial genes fall and mesenchymal genes rise along it, the rest is noise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from compute.read import Expression, LabelledGenes


@dataclass(frozen=True)
class Cohort:
    """planted: places of the genes that follow ``score``; the seeds hold them and as many that do not."""

    expression: Expression
    score: NDArray[np.float64]
    seeds: LabelledGenes
    low: tuple[str, ...]
    high: tuple[str, ...]


@pytest.fixture(scope="session")
def cohort() -> Cohort:
    rng = np.random.default_rng(11)
    samples, genes, planted = 90, 400, 12
    score = rng.normal(size=samples)
    values = rng.normal(7, 1, (samples, genes))
    values[:, :planted] += -1.5 * score[:, None]
    values[:, planted : 2 * planted] += 1.5 * score[:, None]
    names = ["CDH1", *(f"LOW{i}" for i in range(1, planted)), *(f"HIGH{i}" for i in range(planted))]
    names[planted - 1], names[-1] = "CLDN7", "VIM"  # with CDH1 the predictors of the MLR-type score
    names += [f"G{i}" for i in range(genes - len(names))]
    low, high = tuple(names[:planted]), tuple(names[planted : 2 * planted])
    noise = tuple(names[2 * planted : 4 * planted])
    seeds = LabelledGenes(low + noise[:planted], high + noise[planted:], "seeds.csv")
    expression = Expression(values, tuple(f"s{i}" for i in range(samples)), tuple(names), "cohort.csv", "0" * 64)
    return Cohort(expression, score, seeds, low, high)
