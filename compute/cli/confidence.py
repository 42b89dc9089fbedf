"""``confidence``: how sure each edge of a study is, by finding it again in other samples."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compute.cli.arguments import add_study, add_workers, threads_of
from compute.cli.progress import duration, progress_line
from compute.cli.stop import Stop

if TYPE_CHECKING:
    from compute.confidence import Resampling

STOPPED = "Stopped; what was finished is kept. To go on, run the same command again."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_study(parser)
    parser.add_argument("--pairs", type=int, default=5, metavar="B", help="pairs of complementary halves (5)")
    parser.add_argument("--parts", type=int, default=20, metavar="M", help="random subsamples of each half (20)")
    parser.add_argument(
        "--by",
        metavar="COLUMN",
        help="annotation column whose classes stay whole, so that edges are found again in other classes; "
        "none: samples are drawn at random (default: the first class the study is adjusted for, if any)",
    )
    add_workers(parser)
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="for halves and subsamples (0)")
    parser.add_argument("--plan", action="store_true", help="compute nothing; estimate run time, memory and disk")


def run(arguments: argparse.Namespace) -> None:
    from compute.confidence import Resampling, plan

    workers = threads_of(arguments)
    by = "" if arguments.by == "none" else arguments.by
    resampling = Resampling(arguments.pairs, arguments.parts, by, arguments.seed)
    if arguments.plan:
        cost = plan(arguments.study, resampling, workers)
        print(f"subsamples  {cost.parts:,}, {f'whole classes of {cost.by}' if cost.by else 'drawn at random'}")
        print(f"time        about {duration(cost.seconds)} with {cost.workers} worker{'s' * (cost.workers > 1)}")
        print(f"disk        about {cost.disk / 1e6:,.0f} MB while it runs, less afterwards")
        return
    compute_confidence(arguments.study, resampling, workers)


def compute_confidence(study: Path, resampling: Resampling, workers: int) -> None:
    """Compute it with a line of progress, and say what was found."""
    from compute.confidence import confidence
    from compute.estimate.stages import StoppedError

    with Stop() as stop:
        try:
            info = confidence(study, resampling, workers, progress_line(unit="subsamples"), stop.asked)
        except StoppedError:
            stop.leave(STOPPED)
        except KeyboardInterrupt:
            stop.leave_at_once(STOPPED)
    for line in summary(info):
        print(line, file=sys.stderr)


def summary(info: dict[str, Any]) -> list[str]:
    """What was found, for people."""
    where = f"in other classes of {info['by']}" if info["by"] else "in another half"
    lines = []
    for what, name in (("level", "edges"), ("change", "changing edges")):
        found = info["figures"][what]
        count, again = found["edges_per_target_at_80"], found["found_again_at_80"]
        if again is None:
            lines.append(f"No {name} have a confidence of 0.8 or more.")
        else:
            lines.append(f"{count:.1f} {name} a target with confidence 0.8 or more; {again:.0%} found again {where}.")
    return lines
