"""``compare``: what differs between the mean networks of two sets of samples."""

from __future__ import annotations

import argparse
from pathlib import Path

from compute.analyse import network_difference, read_side
from compute.analyse.sides import HIGHEST, LOWEST
from compute.cli.arguments import add_output, add_study
from compute.files import require_new_folder, whole_folder
from compute.study import open_study
from compute.write import differences_table, rewiring_table, save_table

STRENGTH = 0.02


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_study(parser)
    sides = (
        "low:10, high:10 (%% of the samples), ranks:1-98, scores:-0.5..0.2, group:COLUMN=VALUE, sample:NAME, "
        "score:0.25; filters after it: "
        "'low:10;within:tissue=lung;without:tissue=blood'"
    )
    parser.add_argument("--a", default=LOWEST, metavar="SAMPLES", help=f"one side: {sides} (default {LOWEST})")
    parser.add_argument("--b", default=HIGHEST, metavar="SAMPLES", help=f"the other side (default {HIGHEST})")
    parser.add_argument("--other", metavar="STUDY", type=Path, help="study of side B; the genes in common are compared")
    parser.add_argument(
        "--strength",
        type=float,
        default=STRENGTH,
        metavar="T",
        help="a side has an edge where its |mean| >= T (default %(default)s)",
    )
    parser.add_argument(
        "--change", type=float, metavar="C", help="an edge changes where |B - A| >= C (default: half of T)"
    )
    add_output(parser, "folder to make: edges.csv, genes.csv", metavar="DIR")


def run(arguments: argparse.Namespace) -> None:
    study = open_study(arguments.study, needs=("per_sample",))
    other = open_study(arguments.other, needs=("per_sample",)) if arguments.other else study
    require_new_folder(arguments.output)
    difference = network_difference(read_side(study, arguments.a), read_side(other, arguments.b))
    with whole_folder(arguments.output) as folder:
        save_table(folder / "edges.csv", differences_table(difference, arguments.strength, arguments.change))
        save_table(folder / "genes.csv", rewiring_table(difference, arguments.strength, arguments.change))
