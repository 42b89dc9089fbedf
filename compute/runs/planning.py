"""What a run will cost on this machine, before it is begun."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from compute.messages import Message
from compute.runs.inputs import read_cohort
from compute.runs.request import RunRequest, settings_of


@dataclass(frozen=True)
class RunPlan:
    """samples, regulators, targets: what there is to estimate. seconds: of reading the files and of the networks, as
    busy as the machine was; between low and high as :class:`compute.estimate.plan.Plan` has it. Components come on top
    and are not timed, for there are no networks yet. memory, disk, free: bytes. notes: what was left out on the way,
    in sentences.
    """

    samples: int
    regulators: int
    targets: int
    fits: int
    seconds: float
    seconds_low: float
    seconds_high: float
    memory: int
    disk: int
    free: int
    fits_timed: int
    seconds_timed: float
    workers: int
    modulator: str
    notes: tuple[Message, ...]

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self) | {"notes": [note.record() for note in self.notes]}


def plan_run(request: RunRequest, inputs: Path, study: Path, parsed: Path | None = None) -> RunPlan:
    """Read the files of a request as the run will and time a few of its fits; nothing is written.

    inputs: folder of the files. study: where it would go. parsed: folder of tables parsed before. Raises
    :class:`UserError` as the run would.
    """
    from compute.estimate.plan import plan

    checked = request.check()
    begun, own_begun = time.perf_counter(), time.thread_time()
    cohort, _ = read_cohort(checked, inputs, parsed)
    reading, own_reading = time.perf_counter() - begun, time.thread_time() - own_begun
    found = plan(cohort, study, settings_of(checked), checked.workers, checked.method)
    return RunPlan(
        samples=found.samples,
        regulators=found.regulators,
        targets=found.targets,
        fits=sum(part.fits for part in found.parts),
        seconds=found.seconds + reading,
        seconds_low=found.seconds_low + min(own_reading, reading),
        seconds_high=found.seconds_high + reading,
        memory=found.memory,
        disk=found.disk,
        free=found.free,
        fits_timed=found.fits_timed,
        seconds_timed=found.seconds_timed,
        workers=found.workers,
        modulator=cohort.score.column,
        notes=tuple(cohort.notes),
    )
