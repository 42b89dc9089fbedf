"""How steady the edges of a study are: how often they are found again in random halves of its samples."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.estimate.recorded import settings_of
from compute.estimate.workers import Threads, Workers
from compute.methods import METHODS
from compute.methods.base import Arrays, SampleMethod, Stage
from compute.methods.cohort import Cohort
from compute.read.expression import Expression
from compute.study import Study


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
    """What every refit shares. cohort, problem: of all samples, with the chosen targets only. kept: what the stages of
    the method settled for them. keep: (K, n) the samples of each subsample.
    """

    method: SampleMethod[Any, Any]
    settings: Any
    cohort: Cohort
    problem: Any
    kept: Mapping[str, Arrays]
    keep: NDArray[np.bool_]

    def problem_of(self, subsample: int) -> Any:
        """The problem of one subsample; where the method cannot take it out of the whole one, prepared anew."""
        keep = self.keep[subsample]
        half = self.method.of_samples(self.problem, keep, self.settings)
        return _settled(self.method, self.settings, self.cohort.rows(keep), self.kept) if half is None else half


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
    refits = runner.results(_refit, shared, tasks, lambda: False, shared.method.warm_up)
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
    method = METHODS.find(study.info.method.name)
    if not isinstance(method, SampleMethod):
        raise UserError(
            "{study} has one network for all samples; `stability` needs one for each sample.", study=study.path.name
        )
    settings = method.refitted(settings_of(study, method))
    n = len(study.samples)
    if n // 2 < method.fewest_samples:
        raise UserError(
            "Half of {study}'s {n} samples are too few; at least {fewest_samples} are needed.",
            study=study.path.name,
            n=n,
            fewest_samples=method.fewest_samples,
        )
    cohort = replace(_cohort_of(study), targets=tuple(study.targets[k] for k in columns))
    kept = {stage.name: _kept(study, stage, columns) for stage in method.stages}
    rng = np.random.default_rng(seed)
    keep = np.zeros((subsamples, n), bool)
    for row in keep:
        row[rng.choice(n, n // 2, replace=False)] = True
    points = method.points(study.modulator, settings)
    problem = _settled(method, settings, cohort, kept)
    return _Subsamples(method, settings, cohort, problem, kept, keep), points.value[points.of_sample]


def _settled(method: SampleMethod[Any, Any], settings: Any, cohort: Cohort, kept: Mapping[str, Arrays]) -> Any:
    """The problem of a cohort, every stage settled as in the study."""
    problem = method.prepare(cohort, settings)
    for stage in method.stages:
        problem = stage.settled(problem, settings, kept[stage.name])
    return problem


def _kept(study: Study, stage: Stage[Any, Any], columns: NDArray[np.int64]) -> Arrays:
    """What a stage settled in the study, for the chosen targets."""
    found = {name: study.settled(name) for name in stage.keeps}
    p = len(study.targets)
    return {
        name: array[columns] if array.shape[:1] == (p,) else array for name, array in found.items() if array is not None
    }


def _cohort_of(study: Study) -> Cohort:
    """The cohort as the study keeps it: expression in single precision, samples along the modulator."""
    values = np.array([study.expression(gene) for gene in study.genes], np.float64).T
    return Cohort(
        expression=Expression(values, study.samples, study.genes, study.path.name, ""),
        modulator=study.modulator,
        score=study.info.score,
        modulator_source=(study.path.name, ""),
        regulators=study.regulators,
        targets=study.targets,
        title=study.title,
    )


def _edges(study: Study, sample: int, columns: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """A sample's edges to the chosen targets: column × q + regulator, ascending, and their coefficients."""
    network = study.network(sample).tocsc()[:, columns]
    network.sort_indices()
    column = np.repeat(np.arange(columns.size), np.diff(network.indptr))
    return column * len(study.regulators) + network.indices, network.data


def _refit(shared: _Subsamples, task: _Refit) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The network at one score from one subsample, as :func:`_edges`; on the calling thread."""
    network = shared.method.fit(shared.problem_of(task.subsample), (task.point,))
    key = network["target"].astype(np.int64) * len(shared.cohort.regulators) + network["regulator"]
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
