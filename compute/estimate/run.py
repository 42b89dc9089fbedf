"""From a cohort to a study, by any method: its stages, then the networks, piece by piece."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from compute.errors import UserError
from compute.estimate.content import shape_of, study_content
from compute.estimate.memory import peak_memory
from compute.estimate.stages import Run, StoppedError, Tell, close, networks, settle
from compute.estimate.workers import Threads, Workers
from compute.files import NotWrittenError
from compute.jobs import ProgressFile, now, only_writer
from compute.messages import Message
from compute.methods import DEFAULT_METHOD, METHODS
from compute.methods.base import Method
from compute.methods.cohort import Cohort
from compute.study import StudyRecord, StudyWriter

STOPPED_MESSAGE = Message("Stopped; finished work is kept. To continue, run the same command with --resume.")


def profile(
    cohort: Cohort,
    path: str | Path,
    settings: Any = None,
    workers: int | Workers = 1,
    resume: bool = False,
    progress: Tell | None = None,
    stopping: Callable[[], bool] = lambda: False,
    method: Method[Any, Any] | str = DEFAULT_METHOD,
) -> StudyRecord:
    """Estimate the networks of a cohort and write the study at ``path``.

    settings: of the method, None for its defaults. workers: so many threads, or what else computes. stopping: asked
    between tasks; once true, those that have begun are finished and
    :class:`~compute.estimate.stages.StoppedError` is raised. The result is the same to the bit for any number of
    workers and after any number of interruptions. With ``resume`` an unfinished study made with the same data, method
    and settings is completed; :class:`UserError` names what differs.
    """
    started = time.monotonic()
    chosen = METHODS.find(method) if isinstance(method, str) else method
    settings = chosen.settings() if settings is None else settings
    cohort.check_size(chosen.fewest_samples)
    ordered = cohort.ordered()
    problem, shape = chosen.prepare(ordered, settings), shape_of(ordered)
    content = study_content(ordered, problem, chosen, settings)
    folder = Path(path)
    start = StudyWriter.resume if resume and folder.exists() else StudyWriter.create
    writer = start(folder, content)
    del ordered, content  # a copy of the table that nobody needs while networks are computed
    if writer.finished:
        return writer.record
    with only_writer(folder):
        writer.read_again()
        if writer.finished:  # by another run, while this one waited
            return writer.record
        with _recorded(folder) as record:
            writer.remove_leftovers()

            def tell(stage: str, done: int, total: int, /) -> None:
                record.tell(stage, done, total)
                if progress is not None:
                    progress(stage, done, total)

            computed_by = Threads(workers) if isinstance(workers, int) else workers
            run = Run(chosen, settings, shape, writer, computed_by, tell, stopping)
            for stage in chosen.stages:
                problem = settle(run, stage, problem)
            computed = networks(run, problem)
            closings = {stage.name: close(run, stage, problem) for stage in chosen.closing if stage.applies(settings)}
            return writer.finish(
                {
                    "seconds": round(time.monotonic() - started, 1),
                    "finished": now(),
                    "workers": run.workers.count,
                    "samples_computed": computed,
                    "peak_rss_mb": peak_memory(),
                    **{name: dict(closing.record) for name, closing in closings.items()},
                },
                notes=[note for closing in closings.values() for note in closing.notes],
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
            record.close("stopped" if stopped else "failed", STOPPED_MESSAGE if stopped else _reason(error))
        raise
    record.remove()


def _reason(error: BaseException) -> Message:
    if isinstance(error, UserError):
        return error.message
    return Message("The run failed ({kind}: {error}).", kind=type(error).__name__, error=error, severity="problem")
