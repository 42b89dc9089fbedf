"""Silenced is what is asked for, in words and in numbers."""

from __future__ import annotations

import numpy as np
import pytest

from compute.errors import UserError
from compute.study import Study
from sign_dash.pages.components.explained import read_explained
from sign_dash.pages.components.silencing.figures import change_along, with_and_without
from sign_dash.pages.components.silencing.what_if import (
    Asked,
    cohort_words,
    component_choices,
    first_asked,
    silenced,
    targets_of,
)
from tests.sign_dash.pages.components.modelled import MODEL
from tests.sign_dash.pages.components.othermodels import CLASSES, OWN


def asked(kind: str, component: str | None = None) -> Asked:
    return Asked(kind, "ZEB1", "CDH1", component)


@pytest.mark.parametrize(("model", "of_class"), [(MODEL, None), (CLASSES, "lung")])
def test_edge_gene_and_component_cost_a_linear_model_their_contributions(
    others: Study, model: str, of_class: str | None
) -> None:
    explained = read_explained(others, model, of_class=of_class)
    gradient = explained.parts.gradients[0]
    left, right = explained.loadings["regulator"], explained.loadings["target"]
    j, k = others.regulator_index("ZEB1"), others.target_index("CDH1")
    networks = np.stack([others.network(i).toarray() for i in range(len(others.samples))])
    pull = left @ gradient @ right.T
    expected = {
        "edge": networks[:, j, k] * pull[j, k],
        "regulator": networks[:, j] @ pull[j],
        "target": networks[:, :, k] @ pull[:, k],
        "component": explained.contributions[:, 1].sum(axis=1),
    }
    for kind, contribution in expected.items():
        found = silenced(others, explained, asked(kind, "regulator-2"))
        np.testing.assert_allclose(found.change, -contribution, atol=1e-6)
        np.testing.assert_allclose(found.predicted, explained.predicted, atol=1e-10)


def test_a_turned_model_loses_the_same_with_an_edge(others: Study) -> None:
    plain, turned = (read_explained(others, MODEL, rotation) for rotation in ("principal", "varimax"))
    np.testing.assert_allclose(
        silenced(others, plain, asked("edge")).silenced, silenced(others, turned, asked("edge")).silenced, atol=1e-10
    )


def test_own_components_can_be_silenced_and_their_edges_not(others: Study) -> None:
    own = read_explained(others, OWN)
    found = silenced(others, own, asked("component", "regulator-1"))
    np.testing.assert_allclose(found.change, -own.contributions[:, 0].sum(axis=1), atol=1e-10)
    for kind in ("edge", "regulator", "target"):
        with pytest.raises(UserError, match="components depend on its edges"):
            silenced(others, own, asked(kind))


def test_what_is_asked_is_said(others: Study) -> None:
    explained = read_explained(others, MODEL)
    assert asked("edge").words() == "ZEB1 → CDH1"
    assert asked("component", "target-2").words() == "Target component 2"
    assert not Asked("edge", "ZEB1", None, None).complete
    with pytest.raises(UserError, match="not a component of this model"):
        silenced(others, explained, asked("component", "side-1"))
    assert [choice["value"] for choice in component_choices(explained)] == [
        "regulator-1", "regulator-2", "target-1", "target-2"
    ]  # fmt: skip
    assert first_asked(explained, "regulator", 1, 1)[0] == "GRHL2"
    assert "CDH1" in targets_of(others, "ZEB1")
    assert "ZEB1" not in targets_of(others, "ZEB1")
    words = cohort_words(others, asked("edge"), silenced(others, explained, asked("edge")), ("low", "high"))
    assert words.startswith("Over all samples: ")
    assert "at the high end" in words
    none = silenced(others, explained, Asked("regulator", "SIMR01", None, None))
    assert cohort_words(others, Asked("regulator", "SIMR01", None, None), none, ("low", "high")).endswith("changes.")


def test_the_curves_hold_every_sample_with_the_dot_on_what_is_asked(others: Study) -> None:
    found = silenced(others, read_explained(others, MODEL), asked("regulator"))
    without, with_it = with_and_without(
        others.modulator, found.predicted, found.silenced, others.samples, ("EMT score", "EMT score")
    ).data
    np.testing.assert_array_equal(without.y, found.silenced)
    np.testing.assert_array_equal(with_it.y, found.predicted)
    (change,) = change_along(others.modulator, found.change, others.samples, ("EMT score", "change")).data
    np.testing.assert_array_equal(change.y, found.change)
    np.testing.assert_array_equal(change.x, others.modulator)
