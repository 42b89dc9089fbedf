"""The gene network and what is tested of it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import false_discovery_control, kstest
from sklearn.metrics import roc_auc_score

from compute.methods.state_space.differential import departures
from compute.methods.state_space.dimension import from_start
from compute.methods.state_space.model import standardised, strengths, unique
from compute.methods.state_space.network import effects, modules
from compute.methods.state_space.permutation import Candidates, exceeded, matched, p_values, permuted, q_values
from compute.methods.state_space.rules import Rules
from compute.methods.state_space.series import series_of
from tests.methods.state_space.conftest import planted, simulated, with_gaps

EVERY = np.arange(50)


def dense(of: object) -> np.ndarray:
    found = effects(of)  # type: ignore[arg-type]
    return np.asarray(found.onto @ found.out_of)


def test_effects_are_what_the_formulas_say() -> None:
    of = unique(planted())
    d = modules(of)
    size = np.diag(strengths(of))
    assert np.allclose(dense(of), d.T @ size @ of.transition @ d)
    assert np.allclose(d @ standardised(of), np.eye(3))  # x = D R^{-1/2} (y - w)
    one, two = np.array([3, 12]), np.array([14, 40])
    assert np.allclose(effects(of).of(one, two), dense(of)[two, one])


def test_the_largest_are_found_block_by_block() -> None:
    of = unique(planted(genes=50))
    found = effects(of)
    regulators, targets = np.arange(0, 50, 2), np.arange(1, 45)
    here, there = found.largest(regulators, targets, 80)
    block = np.abs(dense(of)[np.ix_(targets, regulators)])
    block[targets[:, None] == regulators[None, :]] = -1
    assert np.allclose(np.sort(np.abs(found.of(here, there))), np.sort(block.ravel())[-80:])
    whole, _ = found.largest(EVERY, EVERY, 10**6)
    assert whole.size == 50 * 49


@pytest.mark.parametrize("share", [0.0, 0.2])
def test_planted_effects_are_found(share: float) -> None:
    truth = planted()
    values = simulated(truth, 3, 12, seed=8)
    values = with_gaps(values, share, 9) if share else values
    series = series_of(values - np.nanmean(values, axis=(0, 1)))
    found = unique(from_start(series, 3, 0, 0, Rules(), 60).parameters)
    there = np.abs(dense(truth)) > 1e-9
    assert roc_auc_score(there.ravel(), np.abs(dense(found)).ravel()) > 0.9


@pytest.mark.parametrize("loops", [0, 15])
def test_genes_of_modules_are_significant_and_others_are_not(loops: int) -> None:
    series = series_of(simulated(planted(), 4, 12, seed=10))
    found = unique(from_start(series, 3, 0, 0, Rules(), 60).parameters)
    here, there = effects(found).largest(EVERY, EVERY, 10**6)
    module, edge, transition = exceeded(series, Candidates(found, here, there), Rules(), loops, 0, range(39))
    of_module, of_edge = p_values(module, 39).min(axis=0), p_values(edge.max(axis=0), 39)
    assert (of_module[:30] <= 0.05).mean() > 0.95
    if loops:  # in another order the modules do not follow each other
        of_transition = p_values(transition, 39)
        assert (of_transition[np.abs(found.transition) > 0.6] <= 0.05).all()
        assert (of_transition[np.abs(found.transition) < 0.2] > 0.2).all()
    noise = (here >= 30) | (there >= 30)
    assert (of_edge[noise] <= 0.05).mean() < 0.08
    assert (of_edge[(here < 10) & (there < 20)] <= 0.05).mean() > 0.8  # the first module drives the second and itself
    again = [
        exceeded(series, Candidates(found, here, there), Rules(), loops, 0, part) for part in (range(20), range(20, 39))
    ]
    assert (sum(one.edge for one in again) == edge).all()


def test_a_long_memory_does_not_hide_the_genes_of_a_module() -> None:
    """States that hardly fade vary far more than their noise, those of permuted data do not."""
    slow = planted(genes=30, states=1)
    slow = type(slow)(slow.loading, np.array([[0.98]]), slow.noise, np.array([6.0]), slow.level)
    values = simulated(slow, 4, 14, seed=2)
    series = series_of(values - values.mean(axis=(0, 1)))
    found = unique(from_start(series, 1, 0, 0, Rules(), 60).parameters)
    module = exceeded(series, Candidates(found, EVERY[:1], EVERY[1:2]), Rules(), 15, 0, range(39)).module
    p = p_values(module, 39)[0]
    assert (p[:10] <= 0.05).all()
    assert (p[10:] <= 0.05).mean() <= 0.15


def test_permuting_keeps_the_values_of_every_gene_and_replicates_together() -> None:
    values = with_gaps(simulated(planted(), 3, 8, seed=1), 0.1, 2)
    other = permuted(values, np.arange(8), np.random.default_rng(0))
    for gene in range(5):
        one = {tuple(np.nan_to_num(values[:, n, gene], nan=-99)) for n in range(8)}
        assert {tuple(np.nan_to_num(other[:, n, gene], nan=-99)) for n in range(8)} == one
    assert not np.allclose(np.nan_to_num(other), np.nan_to_num(values))


def test_states_are_matched_whatever_their_order_and_sign() -> None:
    real = unique(planted())
    turn = np.eye(3)[[2, 0, 1]] * np.array([[-1], [1], [-1]])
    other = type(real)(
        real.loading @ turn, turn.T @ real.transition @ turn, real.noise, turn.T @ real.first, real.level
    )
    back = matched(other, real)
    assert np.allclose(back.loading, real.loading)
    assert np.allclose(back.transition, real.transition)


def test_q_is_that_of_benjamini_and_hochberg() -> None:
    p = np.random.default_rng(0).random((5, 8)) ** 3
    assert np.allclose(q_values(p).ravel(), false_discovery_control(p.ravel()))
    few = np.sort(p.ravel())[:10]
    assert np.allclose(q_values(few, 40), false_discovery_control(np.concatenate([few, np.ones(30)]))[:10])


def test_a_control_does_not_depart_from_itself_and_changed_genes_do() -> None:
    truth = planted()
    control = simulated(truth, 12, 20, seed=20)
    mean = control.mean(axis=(0, 1))
    found = from_start(series_of(control - mean), 3, 0, 0, Rules(), 100).parameters
    same = np.concatenate([departures(simulated(truth, 2, 10, seed=s) - mean, found).p for s in range(30, 34)])
    assert kstest(same, "uniform").pvalue > 0.01
    case = simulated(truth, 2, 10, seed=40)
    case[:, :, 35] += 1.0
    case[:, :, 3] *= 3
    departed = departures(case - mean, found)
    assert set(np.flatnonzero(departed.q < 0.01)) == {3, 35}
    gaps = departures(with_gaps(case, 0.2, 3) - mean, found)
    assert (gaps.values < departed.values).any()
    assert gaps.q[35] < 0.01
