"""Arguments that several commands have: the study they read, the file or folder they write, their threads."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from compute.errors import UserError

MOST_WORKERS = 1024


def add_study(parser: argparse.ArgumentParser) -> None:
    """The study that is read: ``arguments.study``."""
    parser.add_argument("study", metavar="STUDY", type=Path, help="folder of the study")


def add_output(parser: argparse.ArgumentParser, help: str, metavar: str = "FILE") -> None:
    """What is written: ``arguments.output``. help: what it holds. metavar: FILE, or DIR for a folder."""
    parser.add_argument("-o", "--output", required=True, metavar=metavar, type=Path, help=help)


def add_standardise(parser: argparse.ArgumentParser) -> None:
    """Whether effects and contributions are of standardised expression: ``arguments.standardise``."""
    parser.add_argument(
        "--standardise",
        action="store_true",
        help="standardise each regulator's expression over the cohort before it is multiplied by the coefficients",
    )


def add_percentile(parser: argparse.ArgumentParser) -> None:
    """What regulators are ranked by, the range of their effects or one robust against outliers: ``.percentile``."""
    parser.add_argument(
        "--percentile",
        type=float,
        default=0.0,
        metavar="P",
        help="rank by the distance between the P-th and the (100 - P)-th percentile of the effect over the samples, "
        "robust against outlying samples, instead of by maximum - minimum (P = 0, default)",
    )


def add_workers(parser: argparse.ArgumentParser) -> None:
    """How many threads compute: :func:`threads_of`."""
    parser.add_argument("--workers", type=int, metavar="N", help="threads (default: one per core)")


def threads_of(arguments: argparse.Namespace) -> int:
    """The threads asked for, or one per core; :class:`UserError` for fewer than one, or more than any machine has."""
    workers: int = os.cpu_count() or 1 if arguments.workers is None else arguments.workers
    if workers < 1:
        raise UserError("The number of workers must be at least 1, not {workers}.", workers=workers)
    if workers > MOST_WORKERS:
        raise UserError("{workers:,} workers are more than can be started; ask for at most {most:,}.", workers=workers,
                        most=MOST_WORKERS)  # fmt: skip
    return workers
