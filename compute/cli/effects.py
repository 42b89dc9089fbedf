"""``effects``: the regulators of every target, strongest regulatory-effect change first."""

from __future__ import annotations

import argparse

from compute.analyse import strongest_changes
from compute.cli.arguments import add_output, add_percentile, add_standardise, add_study
from compute.files import require_place
from compute.study import open_study
from compute.write import effects_table, save_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_study(parser)
    parser.add_argument("--top", type=int, default=10, metavar="N", help="regulators per target (10)")
    add_percentile(parser)
    add_standardise(parser)
    add_output(parser, "csv to write: target,regulator,rank,change,...")


def run(arguments: argparse.Namespace) -> None:
    study = open_study(arguments.study, needs=("per_sample", "coefficients"))
    require_place(arguments.output)
    top, percentile, standardised = arguments.top, arguments.percentile, arguments.standardise
    changes = strongest_changes(study, top, percentile, standardised)
    origin = {"top": top, "percentile": percentile, "standardised": standardised}
    save_table(arguments.output, effects_table(study, changes, origin))
