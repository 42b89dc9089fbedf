"""``demo``: make the simulated demo study."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from compute.cli.arguments import add_workers
from compute.cli.progress import progress_line
from compute.demo import make_demo
from compute.methods import DEFAULT_METHOD, METHODS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT", type=Path, help="folder to make")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="another cohort for another number (0)")
    ordered = [name for name in METHODS if METHODS[name].scope != "time"]  # the cohort has no times
    parser.add_argument("--method", choices=ordered, default=DEFAULT_METHOD, help=f"of the networks ({DEFAULT_METHOD})")
    add_workers(parser)


def run(arguments: argparse.Namespace) -> None:
    make_demo(arguments.out, arguments.seed, arguments.workers, progress_line(), arguments.method)
    print(f"{arguments.out}: a SIMULATED study; see it with `python app.py {arguments.out}`.", file=sys.stderr)
