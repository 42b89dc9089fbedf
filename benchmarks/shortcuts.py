"""What the shorter searches save and cost: --search track and --grid G against the full search, in the same run.

    python benchmarks/shortcuts.py [--samples 200] [--targets 150] [--grid 50] [--as-published] [--json]

Simulated expression as in the timing job, bandwidth given, every other setting at its default or, with --as-published,
as in the timing job; through the real orchestration. The deviations are those of the audit that every shortened run
makes: a random hundredth of its fits (200 at least) against the full search at each sample's own score. Times are
processor time without the audit's.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.paper_job import AS_PUBLISHED, DEFAULTS, cohort
from benchmarks.report import show
from compute.estimate.run import Cohort, profile
from compute.methods.network_profiler.settings import Settings


class Stage:
    """Processor time until the audit begins."""

    def __init__(self) -> None:
        self.begun = time.process_time()
        self.networks: float | None = None

    def __call__(self, stage: str, _done: int, _total: int, /) -> None:
        if stage == "audit" and self.networks is None:
            self.networks = time.process_time() - self.begun

    def seconds(self) -> float:
        return time.process_time() - self.begun if self.networks is None else self.networks


def run(whole: Cohort, settings: Settings, workers: int) -> tuple[float, dict[str, float]]:
    """Seconds of processor time and the audit."""
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage()
        record = profile(whole, Path(folder) / "study", settings, workers, progress=stage)
        return stage.seconds(), record.run.get("audit", {})


def measure(samples: int, targets: int, grid: int, settings: Settings, workers: int) -> dict[str, object]:
    whole = cohort(samples, targets)
    run(cohort(20, 2), replace(settings, search="track"), 1)  # compilation
    full, _ = run(whole, settings, workers)
    track, followed = run(whole, replace(settings, search="track"), workers)
    coarse, nearest = run(whole, replace(settings, score_grid=grid), workers)
    return {
        "samples": samples,
        "targets": targets,
        "full_seconds": full,
        "track_seconds": track,
        "track_ratio": full / track,
        "track_criterion_as_good": followed["criterion_as_good"],
        "track_criterion_better": followed["criterion_better"],
        "track_coefficient_error": followed["coefficient_error"],
        "grid": grid,
        "grid_seconds": coarse,
        "grid_ratio": full / coarse,
        "grid_coefficient_error": nearest["coefficient_error"],
        "grid_edges_found": nearest["edges_found"],
        "grid_edges_right": nearest["edges_right"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", type=int, default=200)
    parser.add_argument("--targets", type=int, default=150)
    parser.add_argument("--grid", type=int, default=50)
    parser.add_argument("--as-published", action="store_true", help="settings of the timing job")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    settings = AS_PUBLISHED if arguments.as_published else DEFAULTS
    figures = measure(arguments.samples, arguments.targets, arguments.grid, settings, arguments.workers)
    show(figures, arguments.json)


if __name__ == "__main__":
    main()
