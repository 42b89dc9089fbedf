"""A target with a score of its own has the networks of a run of that target alone along that score, to the bit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from compute.confidence import Resampling, confidence
from compute.errors import UserError
from compute.estimate.again import study_again
from compute.estimate.cluster import cluster
from compute.estimate.run import profile
from compute.estimate.stages import StoppedError
from compute.methods import METHODS
from compute.methods.base import Arrays
from compute.methods.cohort import Cohort
from compute.methods.curves.basis import smooth
from compute.methods.curves.problem import Chosen
from compute.methods.curves.settings import Settings as CurveSettings
from compute.methods.curves.sparse import sparse
from compute.methods.network_profiler.audit import Audited, fit_again
from compute.methods.network_profiler.bandwidth import hold_out, hold_out_errors
from compute.methods.network_profiler.settings import Settings
from compute.methods.own_scores import by_score, of_samples, of_targets, on_scale, own_scores_of
from compute.study import open_study, stored_own_scores, verify_study
from tests.estimate.conftest import FAST, cohort, correlated
from tests.estimate.test_run import files
from tests.methods.curves.test_method import planted

N, Q, P = 70, 6, 12
OWN = ("G2", "G9")
"""One of them is a regulator too."""
QUICK = Settings(leave_own_gene=True, bandwidth=0.5, **FAST)  # type: ignore[arg-type]
CHOSEN = {
    "shared": Chosen(False, 1.0, np.zeros((1, 1))),
    "sparse": Chosen(True, 1.0, np.full((3, 5), 0.05 / 15)),
}


def made(own: bool = True) -> Cohort:
    values = correlated(51, N, P)
    modulator = values[:, :Q].sum(axis=1) + values[:, 9]
    modulator = modulator / modulator.std()
    scores = {gene: on_scale(modulator - 0.2 * values[:, int(gene[1:])], modulator) for gene in OWN}
    return cohort(values, modulator, Q, own_scores=scores if own else None).ordered()


def rising() -> Cohort:
    """More samples, a planted edge to G12, and a score of its own for that one."""
    whole = planted()
    moved = whole.modulator + 0.1 * np.random.default_rng(2).normal(size=whole.modulator.size)
    return replace(whole, own_scores={"G12": on_scale(moved, whole.modulator)})


def alone(whole: Cohort, gene: str) -> Cohort:
    """That target only, along its own score, samples where they are in the whole cohort."""
    assert whole.own_scores is not None
    return replace(whole, targets=(gene,), modulator=whole.own_scores[gene], own_scores=None)


def edges(found: Arrays, target: int, *names: str) -> list[NDArray[Any]]:
    """Of the networks, the edges of one target."""
    mine = found["target"] == target
    return [found[name][mine] for name in ("regulator", *names)]


def settled(whole: Cohort, settings: Settings) -> Any:
    problem = METHODS.find("network-profiler").prepare(whole, settings)
    return replace(problem, bandwidth=np.full(len(whole.targets), 0.5))


def same(one: list[NDArray[Any]], other: list[NDArray[Any]]) -> None:
    assert one[0].size > 0
    for mine, theirs in zip(one, other, strict=True):
        np.testing.assert_array_equal(mine, theirs)


@pytest.mark.parametrize("gene", OWN)
def test_a_network_at_a_score_is_that_of_the_target_alone(gene: str) -> None:
    method, whole = METHODS.find("network-profiler"), made()
    points = whole.modulator[[3, 30, 66]].tolist()
    both = method.networks_at(settled(whole, QUICK), points)
    by_hand = method.networks_at(settled(alone(whole, gene), replace(QUICK, leave_own_gene=False)), points)
    same(edges(both, whole.targets.index(gene), "value"), edges(by_hand, 0, "value"))
    along = method.networks_at(settled(whole, replace(QUICK, leave_own_gene=False)), points)
    same(edges(both, 7, "value"), edges(along, 7, "value"))
    assert not np.array_equal(edges(both, 9, "value")[-1], edges(along, 9, "value")[-1])


def test_a_followed_search_and_its_audit_know_of_it() -> None:
    whole = made()
    method, settings = METHODS.find("network-profiler"), replace(QUICK, search="track")
    points = whole.modulator[20:24].tolist()
    both = method.fit(settled(whole, settings), points)
    by_hand = method.fit(settled(alone(whole, "G9"), replace(settings, leave_own_gene=False)), points)
    same(edges(both, 9, "value"), edges(by_hand, 0, "value"))
    again = fit_again(settled(whole, QUICK), Audited(30, np.array([2, 7, 9])))
    there = method.fit(settled(whole, QUICK), [float(whole.modulator[30])])
    for row, k in enumerate((2, 7, 9)):
        regulator, value = edges(there, k, "value")
        np.testing.assert_allclose(again.coefficients[row, regulator], value, rtol=1e-5)
        assert np.count_nonzero(again.coefficients[row]) == regulator.size


def test_the_bandwidth_is_found_along_it_too() -> None:
    whole, settings, out = made(), replace(QUICK, leave_own_gene=False), np.array([5, 40])
    work, one = settled(whole, QUICK), settled(alone(whole, "G9"), settings)
    candidates = np.array([0.3, 2.0])
    errors = hold_out(work.data, work.modulator, candidates, out, settings.grid, work.kernel, work.own)
    by_hand = hold_out(one.data, one.modulator, candidates, out, settings.grid, one.kernel)
    by_hand = replace(by_hand, centre=whole.modulator[out])
    for sample in range(2):
        np.testing.assert_array_equal(hold_out_errors(errors, sample)[:, 9:10], hold_out_errors(by_hand, sample))


@pytest.mark.parametrize("gene", OWN)
def test_a_course_is_that_of_the_target_alone(gene: str) -> None:
    method, whole = METHODS.find("curves"), made()
    k = whole.targets.index(gene)
    both = method.fit(method.prepare(whole, CurveSettings(leave_own_gene=True)).settled(CHOSEN["shared"]), range(P))
    by_hand = method.fit(method.prepare(alone(whole, gene), CurveSettings()).settled(CHOSEN["shared"]), (0,))
    same(edges(both, k, "course", "spread"), edges(by_hand, 0, "course", "spread"))
    along = method.fit(method.prepare(whole, CurveSettings()).settled(CHOSEN["shared"]), range(P))
    same(edges(both, 7, "course", "spread"), edges(along, 7, "course", "spread"))


def test_a_sparse_course_is_made_of_the_functions_of_the_score() -> None:
    whole, method = rising(), METHODS.find("curves")
    problem = method.prepare(whole, CurveSettings(leave_own_gene=True)).settled(CHOSEN["sparse"])
    one = method.prepare(alone(whole, "G12"), CurveSettings()).settled(CHOSEN["sparse"])
    functions = smooth(whole.modulator)
    by_hand = sparse(one.columns, CHOSEN["sparse"].prior, one.detrended, functions).fit_target(0)
    found = problem.fit_target(12, problem.ready())
    np.testing.assert_array_equal(found.theta, by_hand.theta)
    np.testing.assert_array_equal(found.covariance, by_hand.covariance)
    # Functions of the score that it lies along make nearly the same course.
    other = one.ready()
    course = found.theta @ functions.basis.at(whole.modulator).T
    theirs = other.fit_target(0).theta @ other.frame.course.at(whole.modulator).T
    assert np.abs(course - theirs).max() < 0.05 * np.abs(course).max()


@pytest.mark.parametrize("name", ["curves", "network-profiler"])
def test_halves_use_the_same_rule(name: str) -> None:
    whole, keep = made(), np.arange(N) % 2 == 0
    method = METHODS.find(name)
    asked: Any = CurveSettings(leave_own_gene=True) if name == "curves" else QUICK

    def problem(of: Cohort, settings: Any) -> Any:
        if name == "curves":
            return method.prepare(of, settings).settled(CHOSEN["shared"])
        return settled(of, settings)

    half = method.of_samples(problem(whole, asked), keep, asked)
    mine = alone(whole, "G9")
    if name == "curves":  # brought to the scale of the half's own scores
        mine = replace(mine.rows(keep), modulator=on_scale(mine.modulator[keep], whole.modulator[keep]))
        by_hand = problem(mine, CurveSettings())
        same(edges(method.fit(half, range(P)), 9, "course"), edges(method.fit(by_hand, (0,)), 0, "course"))
    else:
        by_hand = method.of_samples(problem(mine, replace(QUICK, leave_own_gene=False)), keep, asked)
    points = [float(whole.modulator[30])]
    same(edges(method.networks_at(half, points), 9, "value"), edges(method.networks_at(by_hand, points), 0, "value"))
    chosen = [method.select(part, whole.modulator[keep], asked) for part in (half, by_hand)]
    same(edges(chosen[0], 9, "strength", "change"), edges(chosen[1], 0, "strength", "change"))


def profiled(name: str, path: Path, whole: Cohort, **more: Any) -> None:
    settings: Any = CurveSettings(form="shared", leave_own_gene=True) if name == "curves" else QUICK
    profile(whole, path, settings, method=name, **more)


@pytest.mark.parametrize("name", ["curves", "network-profiler"])
def test_a_study_keeps_the_scores_and_is_resumed_along_them(name: str, tmp_path: Path) -> None:
    whole = made()
    assert whole.own_scores is not None
    profiled(name, tmp_path / "whole", whole)
    study = open_study(tmp_path / "whole")
    verify_study(tmp_path / "whole")
    assert study.info.method.settings["leave_own_gene"]
    assert tuple(study.info.own_scores) == OWN
    for gene, values in stored_own_scores(study).items():
        np.testing.assert_array_equal(values, whole.own_scores[gene])
    assert "Each of the 2 targets that the score is computed from was estimated along" in METHODS.find(name).describe(
        study
    )
    asked = iter([False])
    with pytest.raises(StoppedError):
        profiled(name, tmp_path / "cut", whole, stopping=lambda: next(asked, True))
    other = replace(whole, own_scores={**whole.own_scores, "G9": whole.own_scores["G2"]})
    with pytest.raises(UserError, match="own scores"):
        profiled(name, tmp_path / "cut", other, resume=True)
    profiled(name, tmp_path / "cut", whole, resume=True, workers=2)
    assert files(tmp_path / "cut") == files(tmp_path / "whole")
    again = study_again(study, np.array([7, 9]))
    assert list(again.problem.own) == [1]
    np.testing.assert_array_equal(again.problem.own[1], whole.own_scores["G9"])


@pytest.mark.slow
def test_confidence_and_a_cluster_use_the_same_rule(tmp_path: Path) -> None:
    whole = rising()
    profiled("curves", tmp_path / "here", whole)
    with cluster("local:1", lambda _: None) as workers:
        profiled("curves", tmp_path / "there", whole, workers=workers)
    assert files(tmp_path / "here") == files(tmp_path / "there")
    confidence(tmp_path / "here", Resampling(pairs=2, parts=3))
    along = tmp_path / "along"
    profile(whole, along, CurveSettings(form="shared"), method="curves")
    confidence(along, Resampling(pairs=2, parts=3))
    changes = [open_study(path).confidence for path in (tmp_path / "here", along)]
    assert changes[0] is not None
    assert changes[1] is not None
    mine, theirs = (known.edges[known.edges["target"] == 12] for known in changes)
    assert not np.array_equal(mine, theirs)


def test_who_has_no_scores_of_their_own_is_refused() -> None:
    with pytest.raises(UserError, match="was given as numbers and cannot be computed without a target"):
        own_scores_of(made(own=False), QUICK)
    assert own_scores_of(made(), replace(QUICK, leave_own_gene=False)) == {}
    with pytest.raises(UserError, match="use --device cpu with --leave-own-gene"):
        Settings(leave_own_gene=True, device="cuda")


def test_positions_follow_the_targets() -> None:
    score, own = np.arange(4.0), {1: np.array([3.0, 1.0, 2.0, 0.0])}
    assert of_targets(own, np.array([3, 1])).keys() == {1}
    np.testing.assert_array_equal(of_samples(own, np.array([True, False, True, False]))[1], [3.0, 2.0])
    parts = [(values.tolist(), places.tolist()) for values, places in by_score(own, score, 3)]
    assert parts == [([0.0, 1.0, 2.0, 3.0], [0, 2]), ([3.0, 1.0, 2.0, 0.0], [1])]
    np.testing.assert_allclose(on_scale(own[1] * 7 - 2, score), own[1])
