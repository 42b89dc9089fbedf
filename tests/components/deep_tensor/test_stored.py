"""A stored Deep Tensor model reads back: a sample's own components, and contributions that add up."""

from __future__ import annotations

import numpy as np
import pytest

from compute.components import (
    fit_deep_tensor,
    has_own_components,
    own_edge_shares,
    pair_contributions,
    read_own_components,
)
from compute.errors import UserError
from compute.study import StoredModel, Study, open_study
from tests.components.conftest import write_study


@pytest.fixture(scope="module")
def deep(tmp_path_factory: pytest.TempPathFactory) -> tuple[Study, StoredModel, StoredModel]:
    study = write_study(tmp_path_factory.mktemp("deep") / "study")
    settings = {"rank": (2, 2), "folds": 3, "max_epochs": 4, "compression": 6}
    score = fit_deep_tensor(study, name="score", **settings)  # type: ignore[arg-type]
    classes = fit_deep_tensor(study, name="classes", column="tissue", **settings)  # type: ignore[arg-type]
    return open_study(study.path), score, classes


def test_a_samples_core_is_its_network_on_its_own_components(deep: tuple[Study, StoredModel, StoredModel]) -> None:
    study, model, _ = deep
    assert has_own_components(model)
    own = read_own_components(model, 7)
    network = study.network(7).toarray().astype(float)
    for channel, part in enumerate((network.clip(min=0), network.clip(max=0))):
        core = own.loadings["regulator"].T @ part @ own.loadings["target"]
        np.testing.assert_allclose(own.cores[7][:, channel::2], core, atol=1e-4)
    assert own.energy["target"].shape == (2,)


def test_pairs_and_edges_add_up_to_the_prediction(deep: tuple[Study, StoredModel, StoredModel]) -> None:
    study, score, classes = deep
    for model, name in ((score, None), (classes, "gut")):
        own = read_own_components(model, 50, name)
        pairs = pair_contributions(own, [50])
        assert pairs.baseline + pairs.mean.sum() == pytest.approx(pairs.predicted, abs=1e-8)
        edges = own_edge_shares(study, model, own, 50, 5)
        total = edges.baseline + edges.mean.sum() + edges.rest
        assert total == pytest.approx(edges.predicted, abs=1e-4 * max(1, abs(edges.predicted)))
        assert len(edges.mean) == 5
        assert edges.rest_edges == study.network(50).nnz - 5
        assert np.all(np.diff(np.abs(edges.mean)) <= 0)


def test_what_cannot_be_read_is_one_sentence(deep: tuple[Study, StoredModel, StoredModel], study: Study) -> None:
    with pytest.raises(UserError, match="in common"):
        read_own_components(study.model("trip"), 0)
    with pytest.raises(UserError, match="no sample number 60"):
        read_own_components(deep[1], 60)
    with pytest.raises(UserError, match="contributions are about one"):
        read_own_components(deep[2], 0)
    with pytest.raises(UserError, match="at least 1"):
        own_edge_shares(deep[0], deep[1], read_own_components(deep[1], 0), 0, 0)
