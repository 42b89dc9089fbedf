"""What is no gene, no sample and no value is set aside and said; genes never are."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from compute.read import builtin_regulators
from compute.read.setting_aside import set_aside

GENES = builtin_regulators()[:50]
SAMPLES = [f"S{number}" for number in range(12)]


def _values() -> np.ndarray:
    return np.random.default_rng(5).normal(7, 1.5, (len(SAMPLES), len(GENES)))


@pytest.mark.parametrize(
    "name", ["__no_feature", "N_unmapped", "Total", "Unassigned_Ambiguity", "library_size", "ERCC-00002", "n_genes"]
)
def test_rows_of_counting_programs_and_totals(name: str) -> None:
    values = np.column_stack([_values(), np.full(len(SAMPLES), 1e6)])
    kept = set_aside(values, SAMPLES, [*GENES, name])
    assert kept.genes == list(GENES)
    assert any(name in str(message) for message in kept.messages)


@pytest.mark.parametrize("name", ["age", "batch", "OS_time", "OS.time", "qc_slope", "plate", "Stage"])
def test_what_is_known_of_samples_becomes_annotation(name: str) -> None:
    about = np.arange(30.0, 42.0)
    kept = set_aside(np.column_stack([about, _values()]), SAMPLES, [name, *GENES])
    assert kept.genes == list(GENES)
    assert kept.metadata is not None
    assert kept.metadata[name].tolist() == about.tolist()
    assert [message.severity for message in kept.messages] == ["warning"]


@pytest.mark.parametrize("row", [np.arange(40.0, 52.0), np.full(12, 900.5) + np.arange(12)])
def test_a_row_of_a_scale_of_its_own_that_no_gene_is_called(row: np.ndarray) -> None:
    kept = set_aside(np.column_stack([_values(), row]), SAMPLES, [*GENES, "mystery_figure"])
    assert kept.genes == list(GENES)


@pytest.mark.parametrize("name", ["AGER", "OS9", "SUMO1", "TOTAL1X", "MYC"])
def test_genes_stay_whatever_they_are_called(name: str) -> None:
    kept = set_aside(np.column_stack([_values(), _values()[:, 0]]), SAMPLES, [*GENES, name])
    assert kept.genes == [*GENES, name]
    assert all("was kept: TOTAL1X" in str(message) for message in kept.messages)
    assert len(kept.messages) == (name == "TOTAL1X")


def test_a_known_gene_on_another_scale_stays() -> None:
    kept = set_aside(np.column_stack([_values(), np.full(12, 900.0)]), SAMPLES, [*GENES, "GAPDH"])
    assert kept.genes[-1] == "GAPDH"


def test_results_of_a_test_among_the_samples() -> None:
    values = np.vstack([_values(), _values()[:3]])
    kept = set_aside(values, [*SAMPLES, "logFC", "pvalue", "t"], GENES)
    assert kept.samples == SAMPLES
    assert "logFC, pvalue, t" in str(kept.messages[0])


def test_one_of_several_measures_of_each_sample_is_taken() -> None:
    names = [f"{measure}.{sample}" for measure in ("abundance", "counts", "length") for sample in SAMPLES]
    kept = set_aside(np.vstack([_values(), 10 * _values(), 100 * _values()]), names, GENES)
    assert kept.samples == SAMPLES
    np.testing.assert_array_equal(kept.values, _values())


def test_files_as_samples_are_called_by_the_name_in_them() -> None:
    kept = set_aside(_values(), [f"/data/bam/{name}.sorted.bam" for name in SAMPLES], GENES)
    assert kept.samples == SAMPLES


@pytest.mark.parametrize("sentinel", [-999.0, -9999.0, 9999.0])
def test_sentinels_are_missing(sentinel: float) -> None:
    values = _values()
    values[2, 3] = values[4, 5] = sentinel
    kept = set_aside(values, SAMPLES, GENES)
    assert np.isnan(kept.values).sum() == 2
    assert f"{sentinel:g}" in str(kept.messages[0])


def test_values_that_only_look_like_sentinels_stay() -> None:
    counts = np.random.default_rng(1).integers(0, 12_000, (12, 50)).astype(float)
    counts[0, 0] = 9999
    assert not np.isnan(set_aside(counts, SAMPLES, GENES).values).any()
    assert pd.isna(set_aside(np.where(counts == 9999, np.nan, counts), SAMPLES, GENES).values).sum() == 1
