"""What components go along with, do, and where they act: checked against other libraries and what was planted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import f_oneway, hypergeom, rankdata
from sklearn.metrics import roc_auc_score

from compute.components import (
    acting_range,
    component_activity,
    component_enrichment,
    level_associations,
    numeric_associations,
    strongest_genes,
)
from compute.components.reading.associations import area_under_curve, eta_squared_of
from compute.components.reading.stored import Components
from compute.errors import UserError
from compute.read import GeneSets
from compute.read.evidence import builtin_markers
from compute.study import Study

RNG = np.random.default_rng(3)


def test_auc_and_eta_squared_agree_with_other_libraries() -> None:
    inside, outside = np.round(RNG.normal(0.4, 1, 17), 1), np.round(RNG.normal(size=40), 1)  # with ties
    labels = np.r_[np.ones(17), np.zeros(40)]
    assert area_under_curve(inside, outside) == pytest.approx(roc_auc_score(labels, np.r_[inside, outside]))
    groups = [RNG.normal(size=9), RNG.normal(1, 2, 14), RNG.normal(size=11)]
    eta = eta_squared_of(groups)
    assert eta is not None
    assert (eta / 2) / ((1 - eta) / 31) == pytest.approx(f_oneway(*groups).statistic)
    assert eta_squared_of([np.ones(3), np.ones(4)]) is None


def test_activity_keeps_as_much_of_a_component_as_one_number_can(linear: Components) -> None:
    for side, axis in (("regulator", 1), ("target", 2)):
        found = component_activity(linear, side)
        for component in range(found.values.shape[1]):
            rows = np.take(linear.cores, component, axis=axis)
            energy = (rows**2).sum()
            assert (found.values[:, component] ** 2).sum() == pytest.approx(found.share[component] * energy)
            for _ in range(20):
                direction = RNG.normal(size=rows.shape[1])
                other = rows @ (direction / np.linalg.norm(direction))
                assert (other**2).sum() <= found.share[component] * energy + 1e-9


def test_the_planted_component_follows_the_score_and_the_tissue_not_the_batch(study: Study, linear: Components) -> None:
    rows = {(row.side, row.component, row.column): row for row in numeric_associations(study, linear)}
    assert abs(rows["regulator", 1, "EMT score"].spearman or 0) > 0.95
    assert abs(rows["regulator", 1, "dose"].spearman or 0) < 0.4
    levels = {(row.side, row.component, row.column, row.level): row for row in level_associations(study, linear)}
    assert {column for _, _, column, _ in levels} == {"tissue", "batch"}
    bone = levels["regulator", 1, "tissue", "bone"]
    assert bone.samples == 18
    assert max(bone.auc, 1 - bone.auc) > 0.99
    assert (bone.eta_squared or 0) > 0.7
    assert (levels["regulator", 1, "batch", "a"].eta_squared or 0) < 0.1
    assert sum(levels["regulator", 1, "tissue", level].samples for level in ("gut", "lung", "bone")) == 59


def test_what_the_study_is_adjusted_for_is_taken_out_of_what_goes_along(study: Study, linear: Components) -> None:
    before, figures = study.info, {}
    for adjust in ([], ["tissue"]):
        study.info = replace(before, adjust=adjust)
        rows = {(row.component, row.column): row for row in numeric_associations(study, linear) if row.side == "target"}
        levels = {(row.component, row.column): row for row in level_associations(study, linear) if row.side == "target"}
        figures[bool(adjust)] = rows[1, "dose"].spearman, levels[1, "tissue"].eta_squared
    study.info = before
    activity = component_activity(linear, "target").values[:, 0]
    tissue = study.annotation["tissue"].fillna("none").to_numpy(str)
    x, y = (rankdata(values) for values in (activity, study.annotation["dose"]))
    for name in set(tissue):
        for ranks in (x, y):
            ranks[tissue == name] -= ranks[tissue == name].mean()
    assert figures[True][0] == pytest.approx(float(np.corrcoef(x, y)[0, 1]))
    assert figures[True][0] != pytest.approx(figures[False][0], abs=0.01)
    assert figures[True][1] == figures[False][1]  # of the column itself nothing is taken out


def test_strongest_genes_are_the_planted_ones(study: Study, linear: Components) -> None:
    rows = strongest_genes(study, linear, None, builtin_markers(), 3)
    assert [row.rank for row in rows] == [1, 2, 3] * 5
    blocks = {frozenset(("ZEB1", "ZEB2", "SNAI1")), frozenset(("GRHL2", "OVOL2", "R6"))}
    first, second = (
        frozenset(row.gene for row in rows if row.side == "regulator" and row.component == u) for u in (1, 2)
    )
    assert {first, second} == blocks
    classes = {row.gene: row.marker for row in rows if row.side == "target"}
    assert classes["CDH1"] == "epithelial"
    assert classes["VIM"] == "mesenchymal"
    assert {row.sign_sure for row in rows} == {None}
    with pytest.raises(UserError, match="strongest genes must be at least 1, not 0"):
        strongest_genes(study, linear, None, builtin_markers(), 0)


def test_enrichment_is_the_hypergeometric_test(study: Study, linear: Components) -> None:
    sets = GeneSets(("MES", "REST"), (("VIM", "FN1", "ZEB1", "NOGENE"), study.targets[6:14]), "sets.gmt", "0" * 64, ())
    found = component_enrichment(study, linear, "target", sets, 4, smallest=2)
    for component in range(3):
        top = np.argsort(-np.abs(linear.loadings["target"][:, component]))[:4]
        names = {study.targets[k] for k in top}
        for place, genes in enumerate(({"VIM", "FN1", "ZEB1"}, set(study.targets[6:14]))):
            overlap = len(names & genes)
            expected = hypergeom.sf(overlap - 1, len(study.targets), len(genes), 4)
            assert found.overlap[component, place] == overlap
            assert np.exp(found.log_p[component, place]) == pytest.approx(expected)
    assert (found.log_q >= found.log_p).all()
    assert found.overlap[:, 0].max() == 3
    with pytest.raises(UserError, match="9 regulators"):
        component_enrichment(study, linear, "regulator", sets, 4, smallest=4)
    with pytest.raises(UserError, match="strongest 18 of 18 targets"):
        component_enrichment(study, linear, "target", sets, 18, smallest=2)


def test_the_acting_range_is_the_narrowest_run_that_holds_enough() -> None:
    for _ in range(30):
        strength = RNG.random(23) * (RNG.random(23) < 0.6)
        found = acting_range(strength)
        width = found.last - found.first + 1
        held = strength[found.first : found.last + 1].sum()
        assert held >= 0.8 * strength.sum() - 1e-9
        assert all(strength[i : i + width - 1].sum() < 0.8 * strength.sum() for i in range(23))
        assert found.samples == np.count_nonzero(strength)


@pytest.mark.parametrize(
    ("strength", "where"),
    [
        (np.ones(30), "throughout"),
        (np.eye(30)[2], "low"),
        (np.eye(30)[15], "middle"),
        (np.r_[np.zeros(22), np.ones(8)], "high"),
        (np.zeros(30), "nowhere"),
    ],
)
def test_where_something_acts_in_a_word(strength: np.ndarray, where: str) -> None:
    assert acting_range(strength).where == where


def test_a_study_without_annotation_has_its_modulator(planted_path: Path) -> None:
    from compute.components import fit_study
    from compute.components.reading.stored import read_components
    from compute.study import open_study

    bare = open_study(planted_path)
    components = read_components(fit_study(bare, rank=(2, 2), folds=2, max_epochs=5))
    assert {row.column for row in numeric_associations(bare, components)} == {"EMT score"}
    assert level_associations(bare, components) == []
