"""What a run will cost on this machine, before it is begun."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compute.messages import Message
from compute.methods import METHODS
from compute.runs.execute import reported
from compute.runs.inputs import Inputs
from compute.runs.request import RunRequest, resampling_of, settings_of

if TYPE_CHECKING:
    from compute.confidence import ConfidencePlan
    from compute.estimate.plan import Plan


@dataclass(frozen=True)
class RunPlan:
    """What a run will cost: the networks as :class:`compute.estimate.plan.Plan` has it, and reading the files, in
    seconds of this machine as busy as it was and with nothing else to do. confidence: what finding the edges again will
    cost on top, None where it is not asked for; components come on top too and are not timed, for there are no networks
    yet. score: along which the samples lie. notes: what was left out on the way.
    """

    networks: Plan
    confidence: ConfidencePlan | None
    reading: float
    reading_low: float
    score: str
    notes: tuple[Message, ...]

    @property
    def seconds(self) -> float:
        """Expected wall time."""
        return self.networks.seconds + self.reading

    @property
    def seconds_low(self) -> float:
        """Of a machine with nothing else to do."""
        return self.networks.seconds_low + self.reading_low

    @property
    def seconds_high(self) -> float:
        """Of one that is always as busy as it was at its busiest."""
        return self.networks.seconds_high + self.reading

    def to_json(self) -> dict[str, Any]:
        """As plain values, as a page shows them."""
        plan = self.networks
        return {
            "samples": plan.samples,
            "regulators": plan.regulators,
            "targets": plan.targets,
            "fits": sum(part.fits for part in plan.parts),
            "seconds": self.seconds,
            "seconds_low": self.seconds_low,
            "seconds_high": self.seconds_high,
            "memory": plan.memory,
            "disk": plan.disk,
            "free": plan.free,
            "fits_timed": plan.fits_timed,
            "seconds_timed": plan.seconds_timed,
            "workers": plan.workers,
            "confidence": None if self.confidence is None else asdict(self.confidence),
            "modulator": self.score,
            "notes": [note.record() for note in self.notes],
        }


def plan_run(
    request: RunRequest,
    inputs: Inputs,
    study: Path,
    parsed: Path | None = None,
    report: Callable[[Message], None] | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> RunPlan:
    """Read the files of a request as the run will and time a few of its fits; nothing is written.

    study: where it would go. parsed: folder of tables parsed before. report: as of
    :func:`compute.runs.execute.make_study`. tell: told how many kinds of work have been timed, of how many, once the
    files are read. Raises :class:`UserError` as the run would.
    """
    from compute.confidence import plan_of_cohort
    from compute.estimate.plan import plan
    from compute.methods.base import SampleMethod

    checked = request.check()
    settings = settings_of(checked)
    METHODS.find(checked.method).check_machine(settings)
    begun, own_begun = time.perf_counter(), time.thread_time()
    cohort = reported(checked, inputs, parsed, report)
    reading, own_reading = time.perf_counter() - begun, time.thread_time() - own_begun
    resampling, method = resampling_of(checked), METHODS.find(checked.method)
    sure, again = None, int(resampling is not None and isinstance(method, SampleMethod))

    def timed(done: int, total: int) -> None:
        if tell is not None:
            tell(done, total + again)

    found = plan(cohort, study, settings, checked.workers, checked.method, timed)
    if resampling is not None and isinstance(method, SampleMethod):
        timed(len(found.parts), len(found.parts))
        sure = plan_of_cohort(cohort, method, settings, resampling, checked.workers)
    return RunPlan(found, sure, reading, min(own_reading, reading), cohort.score.column, tuple(cohort.notes))
