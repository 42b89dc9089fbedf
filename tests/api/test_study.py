"""A study as data frames, graphs and labelled arrays: the same numbers in each of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from compute import Study
from compute.errors import UserError
from compute.write import all_edges


def test_importing_the_library_loads_nothing_heavy() -> None:
    code = (
        "import sys, compute; compute.Study; print({'torch', 'numba', 'dask', 'anndata'} & set(sys.modules) or 'none')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "none"


def test_a_network_is_a_frame_a_matrix_and_a_graph(study: Study) -> None:
    sample = study.samples[3]
    network = study.network(sample)
    assert list(network.columns)[:2] == ["regulator", "target"]
    assert {"coefficient", "confidence"} <= set(network.columns)
    assert np.all(np.diff(np.abs(network["coefficient"])) <= 0)
    matrix = network.sparse
    assert matrix.shape == (len(study.regulator_names), len(study.target_names))
    assert (matrix != study.stored.network(3)).nnz == 0
    graph = network.to_networkx()
    assert graph.number_of_edges() == len(network) == matrix.nnz
    for row in network.head(5).itertuples():
        edge = graph.edges[row.regulator, row.target]
        assert edge["weight"] * edge["sign"] == row.coefficient == study.edge(row.regulator, row.target)[sample]


def test_what_is_selected_of_a_network_is_an_ordinary_frame(study: Study) -> None:
    network = study.network(study.samples[0])
    assert type(network[network["coefficient"] > 0]) is pd.DataFrame
    assert "regulator" in network._repr_html_()  # type: ignore[operator]


def test_a_network_at_a_score_is_that_of_the_nearest_sample(study: Study) -> None:
    score = float(study.score.iloc[5])
    pd.testing.assert_frame_equal(study.network(score=score), study.network(study.samples[5]))
    with pytest.raises(UserError, match="name a sample"):
        study.network()
    with pytest.raises(UserError, match="name a sample"):
        study.network(study.samples[0], score=0.0)
    with pytest.raises(UserError, match="nosuch"):
        study.network("nosuch")


def test_regulators_of_a_target_by_rank(study: Study) -> None:
    target = study.target_names[0]
    ranking = study.regulators(target)
    assert list(ranking.index) == list(range(1, len(ranking) + 1))
    assert ranking["change"].is_monotonic_decreasing
    with pytest.raises(UserError, match="nosuch"):
        study.regulators("nosuch")


def test_anndata_and_xarray_hold_the_networks(study: Study) -> None:
    data, array = study.to_anndata(), study.to_xarray()
    edges = data.uns["edges"]
    assert list(data.obs_names) == list(study.samples)
    np.testing.assert_array_equal(data.obs[study.score.name], study.score)
    np.testing.assert_array_equal(data.obsm["networks"].toarray(), array["coefficient"].to_numpy())
    np.testing.assert_array_equal(edges["target"], array["target"])
    for row in (0, len(edges) // 2, len(edges) - 1):
        found = study.edge(edges["regulator"].iloc[row], edges["target"].iloc[row])
        np.testing.assert_array_equal(data.obsm["networks"][:, [row]].toarray()[:, 0], found)
    target = study.target_names[0]
    np.testing.assert_array_equal(data[:, target].X[:, 0], study.expression([target])[target])
    one = study.to_xarray([target])
    assert set(one["target"].to_numpy()) == {target}
    assert one.sizes["edge"] == (edges["target"] == target).sum()


def test_every_edge_is_there_once(study: Study) -> None:
    edges = all_edges(study.stored)
    keys = edges.target * len(study.regulator_names) + edges.regulator
    assert np.all(np.diff(keys) > 0)
    assert sum(networks.nnz for _, networks in edges.networks()) == study.stored.info.coefficients


def test_a_study_says_what_it_is_and_is_copied(study: Study, tmp_path: Path) -> None:
    assert "simulated" in repr(study)
    assert f"{len(study.samples)} along" in repr(study)
    assert "<table>" in study._repr_html_()
    copy = study.save(tmp_path / "copy")
    assert copy.path == tmp_path / "copy"
    assert copy.samples == study.samples
    with pytest.raises(UserError, match="exists"):
        study.save(tmp_path / "copy")
