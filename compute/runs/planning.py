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
from compute.suitability.own_genes import SECONDS as WITHOUT_SECONDS

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
            "parts": [[part.label.record(), part.seconds] for part in plan.parts],
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
    so_far: Callable[[RunPlan, int, int], None] | None = None,
) -> RunPlan:
    """Read the files of a request as the run will and time a few of its fits; nothing is written.

    study: where it would go. parsed: folder of tables parsed before. report: as of
    :func:`compute.runs.execute.make_study`. so_far: told the plan as soon as every kind of work has been timed briefly,
    and again whenever one has been timed for longer; with how many of them have been, of how many. Raises
    :class:`UserError` as the run would.
    """
    from compute.confidence import plan_of_cohort
    from compute.estimate.plan import plan
    from compute.methods.base import SampleMethod

    checked = request.check()
    settings = settings_of(checked)
    METHODS.find(checked.method).check_machine(settings)
    begun, own_begun = time.perf_counter(), time.thread_time()
    inside: list[str] = []

    def later(*_cohort: Any) -> dict[str, float]:
        """The run computes the score without its targets; a plan only counts them."""
        inside.extend(_cohort[-1])
        return {}

    cohort = reported(checked, inputs, parsed, report, later)
    reading, own_reading = time.perf_counter() - begun, time.thread_time() - own_begun
    again_each = reading * (len(inside) + 1)  # as long as the score took, which is most of the reading
    again_all = (reading if again_each > WITHOUT_SECONDS else again_each) if inside else 0.0
    resampling, method = resampling_of(checked), METHODS.find(checked.method)
    sure: ConfidencePlan | None = None
    again = resampling is not None and isinstance(method, SampleMethod)

    def made(networks: Plan) -> RunPlan:
        return RunPlan(
            networks, sure, reading + again_all, min(own_reading, reading), cohort.score.column, tuple(cohort.notes)
        )

    def timed(networks: Plan, done: int) -> None:
        if so_far is not None:
            so_far(made(networks), done, len(networks.parts) + again)

    found = plan(cohort, study, settings, checked.workers, checked.method, timed)
    if resampling is not None and isinstance(method, SampleMethod):
        timed(found, len(found.parts))
        sure = plan_of_cohort(cohort, method, settings, resampling, checked.workers)
    return made(found)
