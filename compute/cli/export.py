"""``export``: all networks of a study at once, as a file for other programs."""

from __future__ import annotations

import argparse

from compute.cli.arguments import add_output, add_study
from compute.study import open_study
from compute.write import FORMS, LEAST_SHARE, export_networks


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_study(parser)
    parser.add_argument(
        "--format",
        choices=list(FORMS),
        default="parquet",
        help="parquet: long table of samples and edges (default); zarr: samples × edges for xarray, a folder; h5ad: "
        "AnnData; gmt: the targets of every regulator as gene sets",
    )
    parser.add_argument(
        "--least-share",
        type=float,
        default=LEAST_SHARE,
        metavar="S",
        help="gmt: edges present in at least this share of the samples (%(default)s)",
    )
    add_output(parser, "file (or folder) to write")


def run(arguments: argparse.Namespace) -> None:
    export_networks(open_study(arguments.study), arguments.output, arguments.format, arguments.least_share)
