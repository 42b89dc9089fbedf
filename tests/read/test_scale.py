"""Scales are told apart, also below 100, and what is done about them is said."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from compute.errors import UserError
from compute.read import Expression, scale_of, transform
from compute.read.scale import samples_apart

RANDOM = np.random.default_rng(4)
LOG = np.clip(
    RANDOM.normal(5, 1, (40, 1)) * 0 + RANDOM.gamma(4, 1.2, (1, 300)) + RANDOM.normal(0, 1, (40, 300)), 0, None
)
TPM = 2**LOG - 1
COUNTS = RANDOM.poisson(TPM)

SCALES = {
    "log": [
        LOG,
        LOG - LOG.mean(axis=0) * 0.9,
        np.log(TPM + 1),
        np.log10(TPM + 1),
        np.abs(RANDOM.normal(8, 2, (30, 50))),
    ],
    "linear": [TPM, np.minimum(TPM, 99), TPM * 0.5, TPM / TPM.sum(axis=1, keepdims=True) * 1e6],
    "counts": [COUNTS, np.minimum(COUNTS, 99), np.minimum(COUNTS, 9)],
    "z-score": [(LOG - LOG.mean(axis=0)) / LOG.std(axis=0)],
    "ratio": [2 ** (RANDOM.normal(0, 0.6, (40, 300)))],
    "fraction": [RANDOM.random((40, 300))],
}


@pytest.mark.parametrize(("kind", "number"), [(kind, n) for kind, tables in SCALES.items() for n in range(len(tables))])
def test_every_scale_is_told_from_the_values(kind: str, number: int) -> None:
    assert scale_of(np.asarray(SCALES[kind][number], dtype=float)).kind == kind


def _expression(values: np.ndarray, samples: list[str] | None = None) -> Expression:
    samples = samples or [f"S{row}" for row in range(len(values))]
    genes = tuple(f"G{column}" for column in range(values.shape[1]))
    return Expression(np.asarray(values, dtype=float), tuple(samples), genes, "t.csv", "")


def test_counts_become_log_counts_per_million_and_logarithms_stay() -> None:
    done, said = transform(_expression(COUNTS), scale_of(COUNTS.astype(float)))
    shares = COUNTS / COUNTS.sum(axis=1, keepdims=True) * 1e6
    np.testing.assert_allclose(done.values, np.log2(shares + 1), rtol=1e-12)
    assert "counts per million, log2(x + 1)" in str(said[0])
    assert done.notes == said
    same, none = transform(_expression(LOG), scale_of(LOG))
    assert same.values is not None
    np.testing.assert_array_equal(same.values, LOG)
    assert none == ()


def test_linear_values_left_as_they_are_are_a_warning() -> None:
    done, said = transform(_expression(TPM), scale_of(TPM), "none")
    np.testing.assert_array_equal(done.values, TPM)
    assert said[0].severity == "warning"


def test_quantile_normalisation_gives_every_sample_one_distribution() -> None:
    done, _ = transform(_expression(LOG + RANDOM.normal(0, 2, (40, 1))), scale_of(LOG), "quantile")
    ordered = np.sort(done.values, axis=1)
    unique = [row for row in range(40) if len(np.unique(LOG[row])) == 300]
    for row in unique[1:]:
        np.testing.assert_allclose(ordered[row], ordered[unique[0]], atol=1e-9)


def test_replicates_are_averaged_by_their_names() -> None:
    names = ["A_rep1", "A_rep2", "B.1", "MCF7", "B-rep3"]
    done, said = transform(_expression(LOG[:5], names), scale_of(LOG), "average")
    assert done.samples == ("A", "B.1", "MCF7", "B")
    np.testing.assert_allclose(done.values[0], LOG[:2].mean(axis=0))
    assert "5 samples became 4" in str(said[-1])


def test_a_step_that_is_none_and_logarithms_of_negatives_are_refused() -> None:
    with pytest.raises(UserError, match=r"no transformation 'log3'; choose auto, none, cpm"):
        transform(_expression(LOG), scale_of(LOG), "log3")
    with pytest.raises(UserError, match="negative values, to which log2"):
        transform(_expression(LOG - 9), scale_of(LOG - 9), "log2")


def test_a_large_table_is_transformed_without_more_than_one_more_of_it() -> None:
    values = np.random.default_rng(0).poisson(3, (1500, 600)).astype(np.float64)
    names = tuple(f"S{row}" for row in range(1500)), tuple(f"G{column}" for column in range(600))
    table = Expression(values, *names, "t", "")
    transform(table, scale_of(values))  # whatever it loads is loaded
    tracemalloc.start()
    transform(table, scale_of(values))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1.9 * values.nbytes


def test_samples_of_two_scales_are_told_apart_and_shallow_counts_are_not() -> None:
    logs = np.random.default_rng(1).uniform(0, 14, (4, 50))
    low, high = samples_apart(np.vstack([logs, 2**logs]))
    assert (low.tolist(), high.tolist()) == ([0, 1, 2, 3], [4, 5, 6, 7])
    assert not samples_apart(logs)[0].size
    shallow = np.vstack([np.full((2, 50), 3.0), np.full((2, 50), 900.0)])
    assert not samples_apart(shallow)[0].size
