"""Waterfalls start at the baseline and end at the prediction, for one sample and for a group."""

from __future__ import annotations

import numpy as np
import pytest

from compute.components.explain.groups import edge_shares, pair_contributions
from compute.components.explain.scores import edge_contributions
from compute.components.reading.stored import Components, read_components
from compute.errors import UserError
from compute.study import Study, group_samples

GROUPS = ([17], [3, 40, 59], list(range(60)))


@pytest.fixture(scope="module", params=["trip", "bent"])
def components(request: pytest.FixtureRequest, study: Study) -> Components:
    return read_components(study.model(request.param))


@pytest.mark.parametrize("samples", GROUPS, ids=len)
def test_pairs_add_up_to_the_mean_prediction(components: Components, samples: list[int]) -> None:
    found = pair_contributions(components, samples)
    assert found.baseline + found.mean.sum() == pytest.approx(found.predicted, abs=1e-10)
    assert found.predicted == pytest.approx(components.predicted[samples].mean())
    assert (np.diff(np.abs(found.mean)) <= 0).all()
    values = components.contributions[samples][:, found.regulator_component, found.target_component]
    np.testing.assert_allclose(found.mean, values.mean(axis=0))
    if len(samples) > 1:
        np.testing.assert_allclose(found.spread, values.std(axis=0, ddof=1))
    else:
        assert not found.spread.any()


@pytest.mark.parametrize("samples", GROUPS, ids=len)
@pytest.mark.parametrize("top", [1, 10, 10_000])
def test_edges_and_the_rest_add_up_to_the_mean_prediction(
    study: Study, components: Components, samples: list[int], top: int
) -> None:
    found = edge_shares(study, components, samples, top)
    assert found.baseline + found.mean.sum() + found.rest == pytest.approx(found.predicted, abs=1e-5)
    assert len(found.mean) == min(top, len(found.mean) + found.rest_edges)
    assert (np.diff(np.abs(found.mean)) <= 1e-15).all()
    left, right = components.loadings["regulator"], components.loadings["target"]
    each = np.stack(
        [edge_contributions(study.network(i), components.gradients[i], left, right).toarray() for i in samples]
    )
    values = each[:, found.regulator, found.target]
    np.testing.assert_allclose(found.mean, values.mean(axis=0), atol=1e-12)
    present = np.stack([study.network(i).toarray() for i in samples])[:, found.regulator, found.target] != 0
    np.testing.assert_array_equal(found.samples, present.sum(axis=0))
    if len(samples) > 1:
        np.testing.assert_allclose(found.spread, values.std(axis=0, ddof=1), atol=1e-7)


def test_a_group_is_named_by_its_annotation(study: Study) -> None:
    gut = group_samples(study, "tissue", "gut")
    assert gut == [i for i in range(60) if study.modulator[i] < -0.3 and i != 7]
    with pytest.raises(UserError, match="no column named 'tisue'"):
        group_samples(study, "tisue", "gut")
    with pytest.raises(UserError, match="no value named 'None'"):
        group_samples(study, "tissue", "None")


def test_nothing_to_explain_is_said(study: Study, components: Components) -> None:
    with pytest.raises(UserError, match="No sample"):
        pair_contributions(components, [])
    with pytest.raises(UserError, match="edges must be at least 1, not 0"):
        edge_shares(study, components, [1], 0)
