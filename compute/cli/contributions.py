"""``contributions``: what each edge adds to its target, for one sample or along all samples."""

from __future__ import annotations

import argparse
from pathlib import Path

from compute.analyse import edge_contributions, sample_contributions
from compute.study import open_study
from compute.write import edge_contributions_table, sample_contributions_table, save_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("study", metavar="STUDY", type=Path, help="folder of the study")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--sample", metavar="NAME", help="all edges of one sample")
    which.add_argument("--edge", nargs=2, metavar=("REGULATOR", "TARGET"), help="one edge in all samples")
    parser.add_argument(
        "--standardise",
        action="store_true",
        help="standardise each regulator's expression over the cohort before it is multiplied by the coefficients",
    )
    parser.add_argument(
        "-o", "--output", required=True, metavar="FILE", type=Path, help="csv to write: ...,expression,contribution"
    )


def run(arguments: argparse.Namespace) -> None:
    study, standardised = open_study(arguments.study), arguments.standardise
    if arguments.edge:
        regulator, target = arguments.edge
        along = edge_contributions(study, regulator, target, standardised)
        table = edge_contributions_table(study, along, standardised)
    else:
        within = sample_contributions(study, arguments.sample, standardised)
        table = sample_contributions_table(study, within, standardised)
    save_table(arguments.output, table)
