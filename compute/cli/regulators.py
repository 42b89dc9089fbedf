"""``regulators``: who regulates a target, strongest regulatory-effect change first."""

from __future__ import annotations

import argparse

from compute.cli.arguments import add_output, add_percentile, add_standardise, add_study
from compute.study import open_study
from compute.write import ranking_table, save_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_study(parser)
    parser.add_argument("--target", required=True, metavar="GENE", help="the target whose regulators are ranked")
    add_percentile(parser)
    add_standardise(parser)
    add_output(parser, "csv to write: rank,regulator,change,...")


def run(arguments: argparse.Namespace) -> None:
    study = open_study(arguments.study, needs=("per_sample", "coefficients"))
    table = ranking_table(study, arguments.target, arguments.percentile, arguments.standardise)
    save_table(arguments.output, table)
