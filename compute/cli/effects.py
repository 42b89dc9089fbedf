"""``effects``: the regulators of every target, strongest regulatory-effect change first."""

from __future__ import annotations

import argparse
from pathlib import Path

from compute.analyse import strongest_changes
from compute.files import require_place
from compute.study import open_study
from compute.write import effects_table, save_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("study", metavar="STUDY", type=Path, help="folder of the study")
    parser.add_argument("--top", type=int, default=10, metavar="N", help="regulators per target (10)")
    parser.add_argument(
        "--percentile",
        type=float,
        default=0.0,
        metavar="P",
        help="rank by the distance between the P-th and the (100 - P)-th percentile of the effect over the samples "
        "instead of by maximum - minimum (P = 0, default)",
    )
    parser.add_argument(
        "--standardise",
        action="store_true",
        help="standardise each regulator's expression over the cohort before it is multiplied by the coefficients",
    )
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="FILE",
        type=Path,
        help="csv to write: target,regulator,rank,change,...",
    )


def run(arguments: argparse.Namespace) -> None:
    study = open_study(arguments.study, needs=("per_sample", "coefficients"))
    require_place(arguments.output)
    top, percentile, standardised = arguments.top, arguments.percentile, arguments.standardise
    changes = strongest_changes(study, top, percentile, standardised)
    origin = {"top": top, "percentile": percentile, "standardised": standardised}
    save_table(arguments.output, effects_table(study, changes, origin))
