"""How steady the edges of a study are: how often they are found again in random halves of its samples."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.estimate.again import StudyAgain, study_again
from compute.estimate.workers import Threads, Workers
from compute.study import Study

MOST_SUBSAMPLES = 10_000


@dataclass(frozen=True)
class EdgeStability:
    """The edges of some samples' networks; one entry per edge and sample, by sample, then target, then regulator.

    sample, target, regulator: positions in ``Study.samples``, ``.targets`` and ``.regulators``. coefficient: float32,
    the study's. stability: share of the subsamples in which the edge is found with the same sign, 0 to 1.
    """

    sample: NDArray[np.int64]
    target: NDArray[np.int64]
    regulator: NDArray[np.int64]
    coefficient: NDArray[np.float32]
    stability: NDArray[np.float64]


class _Subsamples(NamedTuple):
    """What every refit shares. keep: (K, n) the samples of each subsample."""

    again: StudyAgain
    keep: NDArray[np.bool_]


class _Refit(NamedTuple):
    subsample: int
    sample: int
    point: float


def spread_samples(study: Study, count: int) -> tuple[str, ...]:
    """``count`` samples evenly spaced in the order of the modulator, both ends included.

    Raises :class:`UserError` unless 1 ≤ count ≤ number of samples.
    """
    n = len(study.samples)
    if not 1 <= count <= n:
        raise UserError(
            "{count:,} samples cannot be chosen from the study's {n:,}; choose from 1 to {n:,}.", count=count, n=n
        )
    places = np.linspace(0, n - 1, count) if count > 1 else np.array([(n - 1) / 2])
    return tuple(study.samples[i] for i in places.round().astype(int))


def edge_stability(
    study: Study,
    samples: Sequence[str],
    targets: Sequence[str],
    subsamples: int = 50,
    seed: int = 0,
    workers: int | Workers = 1,
    progress: Callable[[int, int], None] | None = None,
) -> EdgeStability:
    """Estimate the networks of ``samples`` again in random halves of the cohort, with the study's own settings.

    A subsample holds half of the cohort's samples (rounded down), drawn without replacement as in stability selection
    (Meinshausen & Bühlmann 2010); applying it to a network local in the modulator is [ours]. What the method settled
    before the networks, such as bandwidths, is the study's; all else is estimated anew. Half the samples support fewer
    edges, so an edge that is real need not reach 1. The result is the same for any number of workers. Costs
    ``subsamples`` × ``samples`` networks of half the rows.

    Raises :class:`UserError` for unknown or no names, fewer than 2 subsamples, a negative seed, too few samples, a
    study whose settings are not known, or one without a network per sample.
    """
    if subsamples < 2:
        raise UserError("At least two subsamples are needed, not {subsamples}.", subsamples=subsamples)
    if subsamples > MOST_SUBSAMPLES:
        raise UserError(
            "{subsamples:,} subsamples are more than can be computed; ask for at most {most:,}.",
            subsamples=subsamples,
            most=MOST_SUBSAMPLES,
        )
    if seed < 0:
        raise UserError("The seed must be 0 or more, not {seed}.", seed=seed)
    if not samples or not targets:
        raise UserError("There is nothing to estimate again; name at least one sample and one target.")
    chosen = np.array([study.sample_index(name) for name in dict.fromkeys(samples)], np.int64)
    columns = np.sort([study.target_index(name) for name in dict.fromkeys(targets)]).astype(np.int64)
    shared, point_of = _prepared(study, columns, subsamples, seed)
    keys, coefficients = zip(*(_edges(study, int(sample), columns) for sample in chosen), strict=True)
    found = [np.zeros(key.size, np.int64) for key in keys]
    tasks = [
        _Refit(number, place, float(point_of[sample]))
        for number in range(subsamples)
        for place, sample in enumerate(chosen.tolist())
    ]
    runner = Threads(workers) if isinstance(workers, int) else workers
    q = len(study.regulators)
    refits = runner.results(_refit, shared, tasks, lambda: False, shared.again.method.warm_up)
    for done, (task, edges) in enumerate(refits, start=1):
        place = tasks[task].sample
        found[place] += _found_again(keys[place], coefficients[place], edges)
        if progress:
            progress(done, len(tasks))
    column, regulator = np.divmod(np.concatenate(keys), q)
    return EdgeStability(
        np.repeat(chosen, [key.size for key in keys]),
        columns[column],
        regulator,
        np.concatenate(coefficients),
        np.concatenate(found) / subsamples,
    )


def _prepared(
    study: Study, columns: NDArray[np.int64], subsamples: int, seed: int
) -> tuple[_Subsamples, NDArray[np.float64]]:
    """What every refit shares, and the score at which each sample's network was estimated."""
    again = study_again(study, columns)
    n = len(study.samples)
    rng = np.random.default_rng(seed)
    keep = np.zeros((subsamples, n), bool)
    for row in keep:
        row[rng.choice(n, n // 2, replace=False)] = True
    points = again.method.points(study.modulator, again.settings)
    return _Subsamples(again, keep), points.value[points.of_sample]


def _edges(study: Study, sample: int, columns: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """A sample's edges to the chosen targets: column × q + regulator, ascending, and their coefficients."""
    network = study.network(sample).tocsc()[:, columns]
    network.sort_indices()
    column = np.repeat(np.arange(columns.size), np.diff(network.indptr))
    return column * len(study.regulators) + network.indices, network.data


def _refit(shared: _Subsamples, task: _Refit) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The network at one score from one subsample, as :func:`_edges`; on the calling thread."""
    network = shared.again.method.networks_at(shared.again.problem_of(shared.keep[task.subsample]), (task.point,))
    key = network["target"].astype(np.int64) * len(shared.again.cohort.regulators) + network["regulator"]
    order = np.argsort(key)
    return key[order], network["value"][order]


def _found_again(
    key: NDArray[np.int64],
    coefficient: NDArray[np.float32],
    edges: tuple[NDArray[np.int64], NDArray[np.float32]],
) -> NDArray[np.bool_]:
    """Which of the study's edges a refit has, with the same sign."""
    other_key, other = edges
    if other_key.size == 0:
        return np.zeros(key.size, bool)
    at = np.minimum(np.searchsorted(other_key, key), other_key.size - 1)
    again: NDArray[np.bool_] = (other_key[at] == key) & (np.sign(other[at]) == np.sign(coefficient))
    return again
