"""The confidence of a study's edges: its method run again on parts of halves, piece by piece, kept and resumed."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from compute.confidence.alternatives import alternatives
from compute.confidence.design import Design, design_of
from compute.confidence.evidence import edge_records, evidence
from compute.confidence.shares import Selection
from compute.confidence.spread import spread_of_courses
from compute.errors import UserError
from compute.estimate.again import StudyAgain, study_again
from compute.estimate.stages import StoppedError
from compute.estimate.workers import Threads, Workers
from compute.files import make_folder, whole_file
from compute.jobs import now, only_writer
from compute.methods.cohort import Cohort
from compute.methods.columns import basis_of, drawn_in, without
from compute.methods.covariates import classes, numeric
from compute.methods.selection import spread_points
from compute.study import Pending, Study, open_study, write_confidence

PENDING = ".confidence"
REQUEST = "request.json"
KEPT = 2
"""What is kept of a part; parts kept otherwise are computed again."""
FEWEST_PAIRS = 2
MOST_SUBSAMPLES = 100_000
"""Of all halves together."""


@dataclass(frozen=True)
class Resampling:
    """How a study is resampled. pairs of complementary halves, parts of each half. by: a column of the annotation whose
    classes stay whole; "" draws samples at random, None takes the first class the study is adjusted for, if any.
    """

    pairs: int = 5
    parts: int = 20
    by: str | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        if self.pairs < FEWEST_PAIRS:
            raise UserError(
                "At least {fewest} pairs of halves are needed, not {pairs}.", fewest=FEWEST_PAIRS, pairs=self.pairs
            )
        if self.parts < 2:
            raise UserError("At least two subsamples of each half are needed, not {parts}.", parts=self.parts)
        if (drawn := 2 * self.pairs * self.parts) > MOST_SUBSAMPLES:
            raise UserError(
                "{subsamples:,} subsamples are more than can be computed; ask for at most {most:,}.",
                subsamples=drawn,
                most=MOST_SUBSAMPLES,
            )
        if self.seed < 0:
            raise UserError("The seed must be zero or a positive whole number, not {seed}.", seed=self.seed)


class Part(NamedTuple):
    """One piece of work: the samples it is estimated from."""

    name: str
    samples: NDArray[np.bool_]


class Prepared(NamedTuple):
    """A study made ready to be resampled."""

    again: StudyAgain
    design: Design
    by: str
    parts: Sequence[Part]


def prepare(study: Study, resampling: Resampling) -> Prepared:
    """Draw halves and parts; :class:`UserError` where the study cannot be resampled, or not by that column."""
    return prepared_from(study_again(study, np.arange(len(study.targets))), resampling, study.path.name)


def prepared_from(again: StudyAgain, resampling: Resampling, name: str) -> Prepared:
    """The same of a study, or a study to be, that can be estimated again. name: what messages call it."""
    by = _grouping(again.cohort) if resampling.by is None else resampling.by
    groups = classes(again.cohort.annotation, by) if by else None
    design = design_of(again.cohort.modulator.size, resampling.pairs, resampling.parts, resampling.seed, groups)
    drawn = [
        Part(f"half-{half:03d}-{part:03d}", samples)
        for half, parts in enumerate(design.parts)
        for part, samples in enumerate(parts)
    ]
    smallest = min(int(part.samples.sum()) for part in drawn)
    if smallest < again.method.fewest_samples:
        raise UserError(
            "A subsample of half of {study} has {smallest} samples; at least {fewest} are needed.",
            study=name,
            smallest=smallest,
            fewest=again.method.fewest_samples,
        )
    return Prepared(again, design, by if design.by_group else "", drawn)


def confidence(
    path: str | Path,
    resampling: Resampling,
    workers: int | Workers = 1,
    progress: Callable[[str, int, int], None] | None = None,
    stopping: Callable[[], bool] = lambda: False,
) -> dict[str, Any]:
    """Compute the confidence of a study's edges and store it with the study; gives what :class:`StoredConfidence` has
    as ``info``.

    What was finished by an interrupted call with the same ``resampling`` is kept and not computed again; raises
    :class:`~compute.estimate.stages.StoppedError` where ``stopping()`` became true. The same bits for any workers.
    """
    started = time.monotonic()
    study = open_study(path)
    prepared = prepare(study, resampling)
    with only_writer(study.path):
        pending = _pending(study, resampling)
        _compute(prepared, pending, Threads(workers) if isinstance(workers, int) else workers, progress, stopping)
        q, p = len(study.regulators), len(study.targets)
        selections = [_selection(pending.load(part.name), q) for part in prepared.parts]
        m = resampling.parts
        halves = [selections[start : start + m] for start in range(0, 2 * resampling.pairs * m, m)]
        level, change, direction = evidence(halves)
        edges = edge_records(level, change, q)
        others = alternatives(edges, selections, level.calibration, _correlation(prepared.again))
        points = spread_points(prepared.again.cohort.modulator)
        spread = spread_of_courses(edges, q, [part.name for part in prepared.parts], pending.load, points)
        info = {
            "pairs": resampling.pairs,
            "parts": m,
            "seed": resampling.seed,
            "by": prepared.by,
            "adjust": list(study.info.adjust),
            "method": {"name": study.info.method.name, "version": study.info.method.version},
            "created": now(),
            "seconds": round(time.monotonic() - started, 1),
            "figures": {
                "level": level.figures(p, q),
                "change": change.figures(p, q) | direction,
            },
        }
        write_confidence(study.path, edges, others, info, spread)
        pending.clear()
    return info


def _grouping(cohort: Cohort) -> str:
    """The first class that the cohort is adjusted for."""
    named = [name for name in cohort.adjust if numeric(cohort.annotation, name) is None]
    return named[0] if named else ""


def _pending(study: Study, resampling: Resampling) -> Pending:
    """Where finished parts are kept; those of another request are dropped."""
    folder = study.path / PENDING
    request = json.dumps(asdict(resampling) | {"created": study.info.created, "kept": KEPT})
    file = folder / REQUEST
    if folder.is_dir() and (not file.is_file() or file.read_text(encoding="utf-8") != request):
        Pending(folder).clear()
    make_folder(folder)
    if not file.is_file():
        with whole_file(file) as draft:
            draft.write_text(request, encoding="utf-8")
    return Pending(folder)


def _compute(
    prepared: Prepared,
    pending: Pending,
    workers: Workers,
    progress: Callable[[str, int, int], None] | None,
    stopping: Callable[[], bool],
) -> None:
    kept = pending.names()
    missing = [part for part in prepared.parts if part.name not in kept]
    done = len(prepared.parts) - len(missing)
    pieces = [part.samples for part in missing]
    with closing(
        workers.results(select_part, prepared.again, pieces, stopping, prepared.again.method.warm_up)
    ) as results:
        for number, result in results:
            pending.save(missing[number].name, result)
            done += 1
            if progress is not None:
                progress("confidence", done, len(prepared.parts))
    if done < len(prepared.parts):
        raise StoppedError


def select_part(again: StudyAgain, samples: NDArray[np.bool_]) -> Mapping[str, NDArray[Any]]:
    """What the method selects from these samples (n,), on the calling thread."""
    modulator = again.cohort.modulator[samples]
    return again.method.select(again.problem_of(samples), modulator, again.settings)


def _selection(arrays: Mapping[str, NDArray[Any]], regulators: int) -> Selection:
    edge = arrays["target"].astype(np.int64) * regulators + arrays["regulator"]
    return Selection(edge, arrays["strength"], arrays["change"])


def _correlation(again: StudyAgain) -> NDArray[np.float64]:
    """(q, q) of the regulators over all samples, covariates out."""
    table = again.cohort.expression
    values = table.values[:, [table.gene_index[gene] for gene in again.cohort.regulators]]
    R = without(drawn_in(values), basis_of(again.cohort.covariates))
    found: NDArray[np.float64] = R.T @ R / len(R)
    return found
