"""``contributions``: what each edge adds to its target: one sample's edges, one edge, or a study of all samples."""

from __future__ import annotations

import argparse
import sys

from compute.analyse import edge_contributions, sample_contributions
from compute.cli.arguments import add_output, add_standardise, add_study
from compute.errors import UserError
from compute.estimate.carried import STRENGTH, carried_study
from compute.study import open_study
from compute.write import edge_contributions_table, sample_contributions_table, save_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_study(parser)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--sample", metavar="NAME", help="all edges of one sample")
    which.add_argument("--edge", nargs=2, metavar=("REGULATOR", "TARGET"), help="one edge in all samples")
    which.add_argument(
        "--networks",
        action="store_true",
        help="make a study of the edges' contributions in each sample, from one network for all samples",
    )
    parser.add_argument("--strength", type=float, metavar="T", help="with --networks: leave out weaker edges (0.5)")
    add_standardise(parser)
    add_output(parser, "csv to write: ...,expression,contribution; of --networks the folder of the study")


def run(arguments: argparse.Namespace) -> None:
    study, standardised = open_study(arguments.study), arguments.standardise
    if arguments.strength is not None and not arguments.networks:
        raise UserError("--strength is of --networks; leave it out, or give --networks.")
    if arguments.networks:
        record = carried_study(study, arguments.output, STRENGTH if arguments.strength is None else arguments.strength)
        print(f"{arguments.output}: {record.edges:,} edges in {record.samples:,} samples.", file=sys.stderr)
        return
    if arguments.edge:
        regulator, target = arguments.edge
        along = edge_contributions(study, regulator, target, standardised)
        table = edge_contributions_table(study, along, standardised)
    else:
        within = sample_contributions(study, arguments.sample, standardised)
        table = sample_contributions_table(study, within, standardised)
    save_table(arguments.output, table)
