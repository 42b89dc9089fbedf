"""Is a probability that one fit of curves gives by itself true?

    python benchmarks/posterior.py [--seed 300] [--seeds 1] [--targets 8] [--json]

Of every pair of regulator and target, without a second fit to other samples:

* `edge`: that the regulator acts at all. Sparse form: the posterior of spike and slab. Shared form: the Bayes factor by
  BIC of level and slope against none, from θ'C⁻¹θ, with the share of pairs that have an edge learned from all pairs.
* `here`: that the coefficient at a score exceeds 0.1, at 25 scores: `edge` times the normal probability of that.
* `changes`: that the coefficient changes along the score, by the same means.

For each, over bins of the probability said: the mean said, the share that it is true of, and the number of pairs.
Planted effects of two kinds of cohort with simulated regulators and one with real ones; and `halves`, GDSC with a few
targets of the EMT lists in two halves, of which the other is the truth where it says at least 0.5.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.finding.cohorts import DATA, gdsc
from benchmarks.report import show
from benchmarks.truth.cohorts import DESIGNS, SHAPES, THRESHOLD, simulate
from benchmarks.truth.semisynthetic import REAL_DESIGNS, semisynthetic
from benchmarks.truth.sure import columns_of
from compute.methods.curves.fit import WIDER as WIDER_SHARED
from compute.methods.curves.fit import Penalised
from compute.methods.curves.problem import Problem, choose
from compute.methods.curves.select import Columns
from compute.methods.curves.settings import Settings
from compute.methods.curves.sparse import VARIANCES, Sparse

SIMULATED = ("even", "correlated")
REAL = ("real",)
BINS = (0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)
SCORES = 25
FEW = 15
"""Pairs that a bin needs to be shown."""

Probabilities = dict[str, NDArray[np.float64]]


def sparse_probabilities(model: Sparse, k: int, at: NDArray[np.float64]) -> Probabilities:
    """edge, changes (q,), here (s, q) of one target where the functions of the score are (s, K)."""
    found = model.fit_target(k)
    q, size = found.theta.shape
    cross, flat = model.frame.features.T @ model.frame.targets[k], found.theta.ravel()
    own = np.array([model.gram[j : j + size, j : j + size] for j in range(0, q * size, size)])
    u = (cross - model.gram @ flat).reshape(q, size) + np.einsum("jab,jb->ja", own, found.theta)
    slope = np.einsum("jcab,ja->jcb", model.direction, u)[:, :, None] / found.noise
    known = model.curvature[:, :, None] / found.noise
    variance = VARIANCES[:, None]
    log_bayes = 0.5 * (np.square(slope) / (1 / variance + known) - np.log1p(variance * known)).sum(axis=3)
    odds = np.log(model.prior) + log_bayes
    odds = np.concatenate([np.full((q, 1), np.log1p(-model.prior.sum())), odds.reshape(q, -1)], axis=1)
    weight = np.exp(odds - odds.max(axis=1, keepdims=True))
    weight /= weight.sum(axis=1, keepdims=True)
    edge = 1 - weight[:, 0]
    changes = weight[:, 1 + VARIANCES.size :].sum(axis=1)
    if model.frame.excluded[k] >= 0:
        edge[model.frame.excluded[k]] = changes[model.frame.excluded[k]] = 0.0
    share = np.maximum(edge, 1e-9)[:, None]
    mean = found.theta / share
    second = found.covariance + np.einsum("ja,jb->jab", found.theta, found.theta)
    within = second / share[:, :, None] - np.einsum("ja,jb->jab", mean, mean)
    return {"edge": edge, "changes": changes, "here": edge * beyond(mean, within, at)}


def beyond(theta: NDArray[np.float64], covariance: NDArray[np.float64], at: NDArray[np.float64]) -> NDArray[np.float64]:
    """(s, q) probability that the coefficient exceeds the threshold in size."""
    mean = at @ theta.T
    spread = np.sqrt(np.maximum(np.einsum("sa,jab,sb->sj", at, covariance, at), 1e-12))
    found: NDArray[np.float64] = norm.sf(THRESHOLD, mean, spread) + norm.cdf(-THRESHOLD, mean, spread)
    return found


def shared_probabilities(model: Penalised, at: NDArray[np.float64]) -> Probabilities:
    """edge, changes (p, q), here (p, s, q) of all targets; pairs that the path has left out have none."""
    fits = [model.fit_target(k) for k in range(len(model.frame.targets))]
    theta = np.array([fit.theta for fit in fits])
    covariance = np.array([fit.covariance for fit in fits]) / WIDER_SHARED**2
    inside = theta.any(axis=2)
    safe = covariance + np.where(inside, 0.0, 1.0)[:, :, None, None] * np.eye(2)
    n = model.frame.targets.shape[1]
    both = np.einsum("pja,pjab,pjb->pj", theta, np.linalg.inv(safe), theta)
    edge = learned(np.where(inside, both / 2 - np.log(n), -np.inf))
    slopes = np.square(theta[:, :, 1]) / np.maximum(safe[:, :, 1, 1], 1e-12)
    changes = edge * learned(np.where(inside, slopes / 2 - np.log(n) / 2, -np.inf))
    wide = covariance * WIDER_SHARED**2
    here = np.array([own * beyond(*one, at) for own, *one in zip(edge, theta, wide, strict=True)])
    return {"edge": edge, "changes": changes, "here": here}


def learned(log_bayes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Posterior probabilities, the prior one shared by all pairs and made as likely as can be (EM)."""
    share = 0.05
    for _ in range(200):
        odds = np.exp(np.minimum(log_bayes, 500.0)) * share / (1 - share)
        found: NDArray[np.float64] = odds / (1 + odds)
        share = float(np.clip(found.mean(), 1e-6, 0.5))
    return found


def probabilities(columns: Columns, detrended: bool, form: str, at: NDArray[np.int64]) -> Probabilities:
    """edge, changes (p, q), here (p, s, q) at these samples."""
    settings = Settings(form=form)
    problem = Problem(columns, detrended=detrended, seed=0)
    model = problem.settled(choose(problem, settings)).ready()
    functions = model.frame.course.at(columns.score[at])
    if isinstance(model, Penalised):
        return shared_probabilities(model, functions)
    each = [sparse_probabilities(model, k, functions) for k in range(columns.targets.shape[1])]
    return {name: np.array([one[name] for one in each]) for name in each[0]}


def planted(seeds: range, form: str) -> Iterator[tuple[str, Probabilities, dict[str, NDArray[np.bool_]]]]:
    """simulated or real regulators, what is said, and what is so."""
    for number in seeds:
        for name in (*SIMULATED, *REAL):
            real = name in REAL
            cohort = semisynthetic(REAL_DESIGNS[name], number) if real else simulate(DESIGNS[name], number)
            at = np.linspace(0, len(cohort.modulator) - 1, SCORES).round().astype(int)
            there = np.abs(cohort.truth) > THRESHOLD
            so = {
                "edge": there.any(axis=0),
                "changes": there.any(axis=0) & (cohort.shape > SHAPES.index("constant")),
                "here": np.swapaxes(there[at], 0, 1),
            }
            yield "real regulators" if real else "simulated", probabilities(columns_of(cohort), True, form, at), so


def halves(seeds: range, form: str, targets: int) -> Iterator[tuple[str, Probabilities, dict[str, NDArray[np.bool_]]]]:
    """What one half of the lines says, and whether the other says so too."""
    columns = gdsc(DATA, targets, seeds[0]).columns
    for number in seeds:
        one = np.random.default_rng(number).permutation(len(columns.score)) % 2 == 0
        said = []
        for rows in (one, ~one):
            part = columns.of_samples(rows)
            said.append(probabilities(part, False, form, np.linspace(0, rows.sum() - 1, SCORES).round().astype(int)))
        for mine, other in (said, said[::-1]):
            yield "halves", mine, {name: value >= 0.5 for name, value in other.items()}


def reliability(said: NDArray[np.float64], so: NDArray[np.bool_]) -> dict[str, str]:
    """Of each bin: mean said → share that it is true of (number of pairs)."""
    where = np.digitize(said, BINS[:-1])
    found = {}
    for number in range(1, len(BINS)):
        inside = where == number
        if inside.sum() >= FEW:
            label = f"{BINS[number - 1]:g} to {BINS[number]:g}"
            found[label] = f"{said[inside].mean():.2f} → {so[inside].mean():.2f} ({inside.sum():,})"
    return found


def measure(seeds: range, targets: int) -> dict[str, object]:
    out: dict[str, object] = {}
    for form in ("sparse", "shared"):
        groups: dict[str, dict[str, list[tuple[NDArray[np.float64], NDArray[np.bool_]]]]] = {}
        for runs in (planted(seeds, form), halves(seeds, form, targets)):
            for group, said, so in runs:
                for name in said:
                    pairs = groups.setdefault(group, {}).setdefault(name, [])
                    pairs.append((said[name].ravel(), so[name].ravel()))
        out[form] = {
            group: {
                name: reliability(*(np.concatenate(part) for part in zip(*pairs, strict=True)))
                for name, pairs in of.items()
            }
            for group, of in groups.items()
        }
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=300)
    parser.add_argument("--seeds", type=int, default=1, help="so many, from --seed on")
    parser.add_argument("--targets", type=int, default=8, help="of GDSC")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    seeds = range(arguments.seed, arguments.seed + arguments.seeds)
    show(measure(seeds, arguments.targets), arguments.json)


if __name__ == "__main__":
    main()
