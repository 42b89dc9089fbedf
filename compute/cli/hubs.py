"""``hubs``: the out-degree of every regulator along the score."""

from __future__ import annotations

import argparse

from compute.analyse import binned_out_degrees, out_degrees
from compute.cli.arguments import add_output, add_study
from compute.study import open_study
from compute.write import binned_hubs_table, hubs_table, sample_hubs_table, save_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_study(parser)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--bins", type=int, metavar="N", help="mean out-degrees in N bins of neighbouring samples")
    which.add_argument("--samples", action="store_true", help="out-degrees in every sample")
    parser.add_argument(
        "--confidence", type=float, default=0.0, metavar="P", help="count only edges of at least this confidence (0)"
    )
    add_output(parser, "csv to write; without the above one line per regulator: rank,regulator,mean_out_degree,...")


def run(arguments: argparse.Namespace) -> None:
    study = open_study(arguments.study, needs=("per_sample",))
    degrees = out_degrees(study, confidence=arguments.confidence)
    if arguments.samples:
        table = sample_hubs_table(study, degrees)
    elif arguments.bins is not None:
        table = binned_hubs_table(study, binned_out_degrees(degrees, arguments.bins))
    else:
        table = hubs_table(study, degrees)
    save_table(arguments.output, table)
