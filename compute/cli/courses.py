"""``courses``: edges along the score with their bands, of a study of curves."""

from __future__ import annotations

import argparse

from compute.cli.arguments import add_output, add_study
from compute.files import require_place
from compute.study import open_study
from compute.write import courses_table, save_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_study(parser)
    parser.add_argument("--targets", nargs="+", metavar="GENE", help="targets whose regulators are written (all)")
    parser.add_argument("--top", type=int, metavar="N", help="at most N regulators per target, the strongest (all)")
    parser.add_argument("--points", type=int, default=25, metavar="N", help="evenly spaced scores (25)")
    add_output(parser, "csv to write: target,regulator,score,coefficient,low,high,...")


def run(arguments: argparse.Namespace) -> None:
    study = open_study(arguments.study, needs=("courses",))
    require_place(arguments.output)
    save_table(arguments.output, courses_table(study, arguments.targets, arguments.points, arguments.top))
