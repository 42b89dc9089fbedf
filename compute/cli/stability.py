"""``stability``: how often a study's edges are found again in random halves of its samples."""

from __future__ import annotations

import argparse
from functools import partial

from compute.cli.arguments import add_output, add_study, add_workers, threads_of
from compute.cli.progress import progress_line
from compute.files import require_place
from compute.read import read_gene_list
from compute.study import open_study
from compute.write import save_table, stability_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_study(parser)
    parser.add_argument(
        "--subsamples", type=int, default=50, metavar="K", help="estimate each network in K random halves (50)"
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--spread", type=int, default=9, metavar="N", help="N samples spread along the score (9)")
    which.add_argument("--sample", action="append", metavar="NAME", help="this sample; may be given again")
    parser.add_argument("--targets", metavar="FILE", help="gene list: only edges to these targets (default: all)")
    add_workers(parser)
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="for the subsamples (0)")
    add_output(parser, "csv to write: sample,...,stability")


def run(arguments: argparse.Namespace) -> None:
    from compute.estimate.stability import edge_stability, spread_samples

    study = open_study(arguments.study)
    require_place(arguments.output)
    workers = threads_of(arguments)
    samples = arguments.sample or spread_samples(study, arguments.spread)
    targets = study.targets if arguments.targets is None else read_gene_list(arguments.targets)
    found = edge_stability(
        study, samples, targets, arguments.subsamples, arguments.seed, workers, partial(progress_line(), "networks")
    )
    origin = {"subsamples": arguments.subsamples, "seed": arguments.seed}
    save_table(arguments.output, stability_table(study, found, origin))
