"""Silenced is taken out of the networks exactly; genes' contributions add up."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from compute.components.explain.silence import (
    gene_contributions,
    silence_component,
    silence_each_regulator,
    silence_edge,
    silence_gene,
)
from compute.components.reading.stored import Components, Predictor, read_components, stored_predictor
from compute.errors import UserError
from compute.study import Study


@pytest.fixture(scope="module", params=[("trip", "principal"), ("bent", "principal"), ("bent", "varimax")], ids=str)
def read(request: pytest.FixtureRequest, study: Study) -> tuple[Components, Predictor]:
    name, rotation = request.param
    components = read_components(study.model(name), rotation)
    predictor = stored_predictor(study.model(name), components)
    assert predictor is not None
    return components, predictor


def predicted_from(networks: list[Any], components: Components, predictor: Predictor) -> np.ndarray:
    left, right = components.loadings["regulator"], components.loadings["target"]
    return predictor.predict(np.stack([left.T @ (network @ right) for network in networks]))


def dense(study: Study) -> list[np.ndarray]:
    return [study.network(i).toarray().astype(float) for i in range(len(study.samples))]


def test_an_edge(study: Study, read: tuple[Components, Predictor]) -> None:
    networks = dense(study)
    for network in networks:
        network[study.regulator_index("ZEB1"), study.target_index("VIM")] = 0
    found = silence_edge(study, *read, "ZEB1", "VIM")
    np.testing.assert_allclose(found.silenced, predicted_from(networks, *read), atol=1e-5)
    np.testing.assert_allclose(found.predicted, read[0].predicted, atol=1e-10)
    assert np.abs(found.change).max() > 1e-3


@pytest.mark.parametrize(("side", "gene"), [("regulator", "GRHL2"), ("target", "CDH1")])
def test_a_gene(study: Study, read: tuple[Components, Predictor], side: Any, gene: str) -> None:
    networks = dense(study)
    for network in networks:
        if side == "regulator":
            network[study.regulator_index(gene)] = 0
        else:
            network[:, study.target_index(gene)] = 0
    found = silence_gene(study, *read, side, gene)
    np.testing.assert_allclose(found.silenced, predicted_from(networks, *read), atol=1e-5)


def test_each_regulator(study: Study, read: tuple[Components, Predictor]) -> None:
    changes = silence_each_regulator(study, *read)
    for j, gene in enumerate(study.regulators[:3]):
        np.testing.assert_allclose(changes[j], silence_gene(study, *read, "regulator", gene).change)


def test_all_components_of_a_side_leave_the_baseline(read: tuple[Components, Predictor]) -> None:
    components, predictor = read
    one = silence_component(components, predictor, "regulator", 0)
    cores = components.cores.copy()
    cores[:, 0] = 0
    np.testing.assert_allclose(one.silenced, predictor.predict(cores))
    cores[:, 1] = 0
    np.testing.assert_allclose(predictor.predict(cores), components.baseline)
    with pytest.raises(UserError, match="no target component 4; the model has 3"):
        silence_component(components, predictor, "target", 3)


def test_silencing_in_a_linear_model_costs_the_contribution(study: Study, linear: Components) -> None:
    predictor = stored_predictor(study.model("trip"), linear)
    assert predictor is not None
    found = silence_gene(study, linear, predictor, "regulator", "ZEB2")
    np.testing.assert_allclose(
        -found.change, gene_contributions(study, linear, "regulator", "ZEB2").sum(axis=1), atol=1e-10
    )


@pytest.mark.parametrize("side", ["regulator", "target"])
def test_contributions_of_genes_add_up(study: Study, read: tuple[Components, Predictor], side: Any) -> None:
    components = read[0]
    genes = study.regulators if side == "regulator" else study.targets
    parts = np.stack([gene_contributions(study, components, side, gene) for gene in genes])
    np.testing.assert_allclose(parts.sum(axis=(0, 2)), components.predicted - components.baseline, atol=1e-5)
    per_component = components.contributions.sum(axis=2 if side == "regulator" else 1)
    np.testing.assert_allclose(parts.sum(axis=0), per_component, atol=1e-5)


def test_unknown_genes_are_named(study: Study, read: tuple[Components, Predictor]) -> None:
    with pytest.raises(UserError, match="no regulator named 'ZEB9'"):
        silence_edge(study, *read, "ZEB9", "VIM")
    with pytest.raises(UserError, match="no target named"):
        silence_gene(study, *read, "target", "ZEB2")
