"""From expression and modulator to a study: bandwidths, then the networks, chunk by chunk."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.estimate.cohort import Cohort, Problem, problem_of
from compute.estimate.content import study_content
from compute.estimate.memory import peak_memory
from compute.estimate.stages import Run, StoppedError, Tell, audit_stage, hold_out_stage, network_stage
from compute.estimate.workers import Threads, Workers
from compute.files import NotWrittenError
from compute.jobs import ProgressFile, now, only_writer
from compute.messages import Message
from compute.methods.network_profiler.bandwidth import HoldOut, choose_bandwidths, hold_out_set
from compute.methods.network_profiler.chunks import Work, evaluation_points
from compute.methods.network_profiler.settings import Settings
from compute.study import StudyRecord, StudyWriter

STOPPED_MESSAGE = "Stopped; what was finished is kept. To go on, run the same command with --resume."


def profile(
    cohort: Cohort,
    path: str | Path,
    settings: Settings,
    workers: int | Workers = 1,
    resume: bool = False,
    progress: Tell | None = None,
    stopping: Callable[[], bool] = lambda: False,
) -> StudyRecord:
    """Estimate one network per sample and write the study at ``path``.

    workers: so many threads, or what else computes. stopping: asked between tasks; once true, those at hand are
    finished and :class:`~compute.estimate.stages.StoppedError` is raised. The result is the same to the bit for any
    number of workers and after any number of interruptions. With ``resume`` an unfinished study made with the same
    data and settings is completed; :class:`UserError` names what differs. Source: Shimamura et al. 2011,
    NetworkProfiler.
    """
    started = time.monotonic()
    problem = problem_of(cohort, settings)
    content = study_content(cohort, problem, settings)
    folder = Path(path)
    start = StudyWriter.resume if resume and folder.exists() else StudyWriter.create
    writer = start(folder, content)
    if writer.record.state == "complete" and not writer.missing_blocks():
        return writer.record
    with only_writer(folder), _recorded(folder) as record:
        writer.remove_leftovers()

        def tell(stage: str, done: int, total: int, /) -> None:
            record.tell(stage, done, total)
            if progress is not None:
                progress(stage, done, total)

        run = Run(writer, Threads(workers) if isinstance(workers, int) else workers, tell, stopping)
        bandwidth = _bandwidths(run, problem, settings)
        work = Work(
            problem.data,
            problem.modulator,
            problem.kernel,
            bandwidth,
            settings.grid(problem.modulator.size),
            follow=settings.search == "track",
        )
        points = evaluation_points(problem.modulator, settings)
        computed = network_stage(run, work, points)
        shortened = settings.search != "full" or settings.score_grid is not None
        audit = audit_stage(run, work, points, settings.seed) if shortened else None
        return writer.finish(
            {
                "seconds": round(time.monotonic() - started, 1),
                "finished": now(),
                "workers": run.workers.count,
                "samples_computed": computed,
                "peak_rss_mb": peak_memory(),
                **({} if audit is None else {"audit": audit.record()}),
            },
            notes=() if audit is None else (audit.sentence(),),
        )


@contextmanager
def _recorded(folder: Path) -> Iterator[ProgressFile]:
    """Keep the run's progress in the study, and how it ended if it did not reach the end."""
    record = ProgressFile(folder)
    try:
        yield record
    except NotWrittenError as error:
        message = Message(
            "{place} could not be written ({reason}); what was finished is kept: free space on that disk, then run the "
            "same command with --resume.",
            severity="problem",
            place=error.place,
            reason=Message(error.reason),
        )
        with suppress(NotWrittenError):
            record.close("failed", message)
        raise UserError(message) from error
    except BaseException as error:
        stopped = isinstance(error, (StoppedError, KeyboardInterrupt))
        with suppress(NotWrittenError):
            record.close("stopped" if stopped else "failed", Message(STOPPED_MESSAGE) if stopped else _reason(error))
        raise
    record.remove()


def _reason(error: BaseException) -> Message:
    if isinstance(error, UserError):
        return error.message
    return Message("The run failed ({kind}: {error}).", kind=type(error).__name__, error=error)


def _bandwidths(run: Run, problem: Problem, settings: Settings) -> NDArray[np.float64]:
    """The bandwidth of each target: kept by an earlier run, given, or chosen now and kept."""
    stored = run.writer.stored_bandwidth()
    if stored is not None:
        return stored
    candidates = settings.bandwidths(problem.modulator)
    if candidates.size == 1:
        chosen = np.full(problem.data.targets.shape[1], candidates[0])
    else:
        held_out = hold_out_set(problem.modulator.size, settings.hold_out, settings.seed)

        def errors(held: HoldOut) -> Iterable[NDArray[np.float64]]:
            return hold_out_stage(run, held)

        chosen = choose_bandwidths(
            problem.data,
            problem.modulator,
            candidates,
            held_out,
            settings.grid,
            problem.kernel,
            settings.bandwidth_for == "target",
            settings.seed,
            errors,
        ).chosen
    run.writer.write_bandwidth(chosen)
    run.writer.pending.clear()
    return chosen
