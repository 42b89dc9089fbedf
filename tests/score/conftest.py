"""Planted cohorts: epithelial genes fall and mesenchymal genes rise along a score, the rest is noise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from compute.read import Expression, LabelledGenes, builtin_epithelial_seeds, builtin_mesenchymal_seeds
from compute.score import Comparison, ScoreGenes, compare_scores


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


@pytest.fixture(scope="session")
def planted() -> Expression:
    """Epithelial genes fall and mesenchymal ones rise along the samples; the first ten samples have both, high."""
    rng = np.random.default_rng(3)
    low, high = builtin_epithelial_seeds()[:20], builtin_mesenchymal_seeds()[:20]
    along = np.linspace(-1, 1, 60)
    e, m = -along, along.copy()
    e[:10], m[:10] = 2.0, 2.0
    values = rng.normal(6, 0.5, (60, 200))
    values[:, :20] += 2 * e[:, None]
    values[:, 20:40] += 2 * m[:, None]
    genes = (*low, *high, *(f"G{i}" for i in range(160)))
    return Expression(values, tuple(f"s{i}" for i in range(60)), genes, "planted.csv", "0" * 64)


@pytest.fixture(scope="session")
def found(planted: Expression) -> Comparison:
    lists = LabelledGenes(planted.genes[:20], (*planted.genes[20:40], "NOSUCH"), "ks.csv")
    sets = {"EMT_UP": planted.genes[20:40], "NOISE": planted.genes[100:130], "STRANGE": ("XX1", "XX2")}
    return compare_scores(planted, ScoreGenes(lists, planted.genes[:30], sets))
