"""All networks at once: each format read back by the library that people have for it."""

from __future__ import annotations

from pathlib import Path

import anndata as ad
import numpy as np
import pandas as pd
import pytest
import xarray as xr

from compute.cli.main import main
from compute.errors import UserError
from compute.study import Study, open_study
from compute.write import export_networks
from tests.sign_dash.planted import Planted


@pytest.fixture
def study(planted: Planted) -> Study:
    return open_study(planted.path)


def dense(study: Study) -> np.ndarray:
    """Samples × regulators × targets."""
    return np.stack([study.network(sample).toarray() for sample in range(len(study.samples))])


def placed(study: Study, sample: np.ndarray, regulator: pd.Series, target: pd.Series, value: np.ndarray) -> np.ndarray:
    out = np.zeros((len(study.samples), len(study.regulators), len(study.targets)), np.float32)
    j = pd.Index(study.regulators).get_indexer(list(regulator))
    k = pd.Index(study.targets).get_indexer(list(target))
    out[sample, j, k] = value
    return out


def test_parquet_is_the_long_table(study: Study, tmp_path: Path) -> None:
    words = ["export", str(study.path), "-o", str(tmp_path / "all.parquet")]
    assert main(words) == 0
    table = pd.read_parquet(tmp_path / "all.parquet")
    assert len(table) == study.info.coefficients
    sample = pd.Index(study.samples).get_indexer(list(table["sample"]))
    found = placed(study, sample, table["regulator"], table["target"], table["coefficient"].to_numpy())
    np.testing.assert_array_equal(found, dense(study))


def test_zarr_opens_with_xarray(study: Study, tmp_path: Path) -> None:
    export_networks(study, tmp_path / "all.zarr", "zarr")
    found = xr.open_zarr(tmp_path / "all.zarr")
    assert bool(found.attrs["simulated"]) == study.simulated
    assert list(found["sample"].to_numpy()) == list(study.samples)
    np.testing.assert_array_equal(found["score"], study.modulator)
    sample, edge = np.nonzero(found["coefficient"].to_numpy())
    ends = [pd.Series(found[name].to_numpy()[edge]) for name in ("regulator", "target")]
    values = found["coefficient"].to_numpy()[sample, edge]
    np.testing.assert_array_equal(placed(study, sample, *ends, values), dense(study))


def test_h5ad_opens_with_anndata(study: Study, tmp_path: Path) -> None:
    export_networks(study, tmp_path / "all.h5ad", "h5ad")
    found = ad.read_h5ad(tmp_path / "all.h5ad")
    matrix, edges = found.obsm["networks"].tocoo(), found.uns["edges"]
    ends = [edges[name].iloc[matrix.col] for name in ("regulator", "target")]
    np.testing.assert_array_equal(placed(study, matrix.row, *ends, matrix.data), dense(study))
    np.testing.assert_array_equal(found.obs[study.modulator_name], study.modulator)
    assert found.shape == (len(study.samples), len(study.genes))


def test_gmt_holds_the_regulons_that_half_of_the_samples_have(study: Study, tmp_path: Path) -> None:
    export_networks(study, tmp_path / "regulons.gmt", "gmt")
    sets = {
        row[0]: row[2:] for row in (line.split("\t") for line in (tmp_path / "regulons.gmt").read_text().splitlines())
    }
    networks = dense(study)
    often = (networks != 0).mean(axis=0) >= 0.5
    mean = networks.astype(np.float64).sum(axis=0)
    wanted = {
        f"{regulator}({sign})": [study.targets[k] for k in np.flatnonzero(often[j] & right[j])]
        for j, regulator in enumerate(study.regulators)
        for sign, right in (("+", mean > 0), ("-", mean < 0))
    }
    assert sets == {name: genes for name, genes in wanted.items() if genes}


def test_a_folder_of_something_else_and_a_wrong_share_are_refused(study: Study, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    with pytest.raises(UserError, match="exists already"):
        export_networks(study, tmp_path / "mine", "zarr")
    with pytest.raises(UserError, match="share"):
        export_networks(study, tmp_path / "x.gmt", "gmt", least_share=0)
    with pytest.raises(UserError, match="no format"):
        export_networks(study, tmp_path / "x", "csv")
    export_networks(study, tmp_path / "all.zarr", "zarr")
    export_networks(study, tmp_path / "all.zarr", "zarr")  # its own is replaced
