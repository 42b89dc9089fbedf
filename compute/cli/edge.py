"""``edge``: one edge's coefficient along all samples."""

from __future__ import annotations

import argparse

from compute.cli.arguments import add_output, add_study
from compute.study import open_study
from compute.write import edge_table, save_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_study(parser)
    parser.add_argument("regulator", metavar="REGULATOR", help="gene the edge starts from")
    parser.add_argument("target", metavar="TARGET", help="gene the edge points to")
    add_output(parser, "csv to write: sample,modulator,coefficient")


def run(arguments: argparse.Namespace) -> None:
    study = open_study(arguments.study)
    save_table(arguments.output, edge_table(study, arguments.regulator, arguments.target))
