"""The queues of the jobs on the way to a study: examinations of files, plans, runs."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from compute.errors import UserError
from compute.files import hand_over
from compute.jobs import JobQueue, half_the_cores
from compute.read.names import NEAR
from compute.read.transform import AUTO
from compute.runs.parsed import PARSED, parsed_tables
from compute.runs.request import RunRequest
from compute.runs.state import INPUTS, STUDY, RunState, run_of
from compute.score import COMPARISON_VERSION
from compute.study import is_study

MOST_KEPT = 50
"""Examinations, comparisons and plans; each is asked for once more where it has gone."""


class RunQueue(JobQueue):
    """The runs kept in a folder, one at a time."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "compute.runs.kinds.run", one_thread=False)

    def runs(self) -> list[RunState]:
        """All runs, newest first. One that cannot be read is left out."""
        found = []
        for job in self.jobs():
            with suppress(UserError):
                found.append(run_of(job))
        return found

    def run(self, identifier: str) -> RunState:
        """One run; :class:`UserError` where there is none of that name."""
        return run_of(self.job(identifier))

    def begin(self, request: RunRequest, files: Mapping[str, Path], study: Path, parsed: Path | None = None) -> str:
        """Put a run at the end of the queue; returns its identifier.

        files: the inputs by the names the request uses; they are handed over to the run's folder. study: the folder to
        make. parsed: folder of tables parsed before, if any. :class:`UserError` for a request that cannot be right, or
        where nothing can be written.
        """
        body = json.loads(request.check().to_json()) | {STUDY: str(study.resolve())}

        def fill(folder: Path) -> None:
            (folder / INPUTS).mkdir()
            for name, path in files.items():
                hand_over(path, folder / INPUTS / name)
            (folder / PARSED).mkdir()
            for path in parsed_tables(parsed) if parsed is not None else ():
                hand_over(path, folder / PARSED / path.name)

        return self.submit(body, fill=fill).identifier

    def resume(self, identifier: str) -> None:
        """Have a run that stopped, failed or broke go on from what it finished, after those that wait already."""
        run = self.run(identifier)
        if run.state == "finished" and is_study(run.study):
            raise UserError("This run is finished; there is nothing to resume.")
        super().resume(identifier)


def examination_queue(folder: Path) -> JobQueue:
    """Examinations of files (:func:`compute.runs.examine`), at least two at a time, and one for each processor.

    Their result is that of :meth:`Examination.to_json`.
    """
    return JobQueue(folder, "compute.runs.kinds.examination", places=max(os.cpu_count() or 1, 2), keep=MOST_KEPT)


def examination_request(
    files: Path,
    roles: Sequence[tuple[str, str]],
    orientation: str = "",
    part: str = "",
    transform: str = AUTO,
    matching: str = NEAR,
    named: Sequence[str] = (),
) -> dict[str, Any]:
    """What to submit. files: their folder; roles: of each file, by its name; named: genes that were typed; the
    rest: as :class:`compute.runs.RunRequest` has it."""
    names = [name for name, _ in roles]
    return {
        "files": str(files.resolve()),
        "roles": [list(pair) for pair in roles],
        "orientation": orientation,
        "part": part,
        "transform": transform,
        "matching": matching,
        "named": list(named),
        "stamps": _stamps(files, names),
    }


def comparison_queue(folder: Path) -> JobQueue:
    """Comparisons of all scores of a table (:func:`compute.runs.compare_brought`), one for each two processors.

    Their result is that of :func:`compute.score.comparison_record`.
    """
    return JobQueue(folder, "compute.runs.kinds.comparison", places=half_the_cores(), keep=MOST_KEPT)


def comparison_request(
    files: Path, table: str, lists: Sequence[str], orientation: str = "", part: str = "", transform: str = AUTO
) -> dict[str, Any]:
    """What to submit. files: their folder; table, lists: names in it; the rest: as of :class:`RunRequest`."""
    return {
        "files": str(files.resolve()),
        "table": table,
        "lists": list(lists),
        "orientation": orientation,
        "part": part,
        "transform": transform,
        "stamps": _stamps(files, [table, *lists]),
        "version": COMPARISON_VERSION,
    }


def plan_queue(folder: Path) -> JobQueue:
    """Plans (:func:`compute.runs.plan_run`), one at a time, for they measure the machine; their result is that of
    :meth:`RunPlan.to_json`.
    """
    return JobQueue(folder, "compute.runs.kinds.plan", keep=MOST_KEPT)


def plan_request(request: RunRequest, files: Path, study: Path) -> dict[str, Any]:
    """What to submit. files: folder of the inputs; study: where the run would put it."""
    return {
        "request": json.loads(request.to_json()),
        "files": str(files.resolve()),
        "study": str(study.resolve()),
        "stamps": _stamps(files, sorted(path.name for path in files.iterdir())),
    }


def confidence_queue(folder: Path) -> JobQueue:
    """Confidence of studies that are there, and plans of it, one at a time.

    The result of a plan is a :class:`compute.confidence.Plan` as plain values; else the figures of
    :attr:`compute.study.StoredConfidence.info`, which the study has by then. What a stopped one has finished is kept in
    the study, and not computed again by the next of the same request.
    """
    return JobQueue(folder, "compute.runs.kinds.confidence", keep=MOST_KEPT)


def confidence_request(study: Path, pairs: int, workers: int, plan: bool = False) -> dict[str, Any]:
    """What to submit; :class:`UserError` for a number of pairs that cannot be. plan: only what it will cost."""
    from compute.confidence import Resampling

    return {
        "study": str(study.resolve()),
        "resampling": asdict(Resampling(pairs=pairs)),
        "workers": workers,
        "plan": plan,
    }


def _stamps(files: Path, names: Sequence[str]) -> list[list[int]]:
    """Bytes and time of each file: another file of the same name is another request."""
    found = []
    for name in names:
        with suppress(OSError):  # removed just now; the job will say so
            at = (files / name).stat()
            found.append([at.st_size, at.st_mtime_ns])
    return found
