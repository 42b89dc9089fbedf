"""``regulators``: who regulates a target, strongest regulatory-effect change first."""

from __future__ import annotations

import argparse

from compute.cli.arguments import add_output, add_standardise, add_study
from compute.study import open_study
from compute.write import ranking_table, save_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_study(parser)
    parser.add_argument("--target", required=True, metavar="GENE", help="the target whose regulators are ranked")
    parser.add_argument(
        "--percentile",
        type=float,
        default=0.0,
        metavar="P",
        help="rank by the distance between the P-th and the (100 - P)-th percentile of the effect over the samples, "
        "robust against outlying samples, instead of by maximum - minimum (P = 0, default)",
    )
    add_standardise(parser)
    add_output(parser, "csv to write: rank,regulator,change,...")


def run(arguments: argparse.Namespace) -> None:
    study = open_study(arguments.study, needs=("per_sample", "coefficients"))
    table = ranking_table(study, arguments.target, arguments.percentile, arguments.standardise)
    save_table(arguments.output, table)
