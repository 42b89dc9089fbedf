"""``courses``: edges along the score with their bands, of a study of curves."""

from __future__ import annotations

import argparse
from pathlib import Path

from compute.files import require_place
from compute.study import open_study
from compute.write import courses_table, save_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("study", metavar="STUDY", type=Path, help="folder of the study")
    parser.add_argument("--targets", nargs="+", metavar="GENE", help="targets whose regulators are written (all)")
    parser.add_argument("--top", type=int, metavar="N", help="at most N regulators per target, the strongest (all)")
    parser.add_argument("--points", type=int, default=25, metavar="N", help="evenly spaced scores (25)")
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="FILE",
        type=Path,
        help="csv to write: target,regulator,score,coefficient,low,high,...",
    )


def run(arguments: argparse.Namespace) -> None:
    study = open_study(arguments.study, needs=("courses",))
    require_place(arguments.output)
    save_table(arguments.output, courses_table(study, arguments.targets, arguments.points, arguments.top))
