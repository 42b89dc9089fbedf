"""``fetch``: public data sets from their providers, their terms first."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from compute.errors import UserError
from compute.fetch import CATALOGUE, fetch, find_data_set

_MEGABYTE = 1e6


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name",
        nargs="?",
        metavar="NAME",
        help="a data set; without one, all are listed. xena-tcga-COHORT and xena-tcga-COHORT-clinical for any cohort",
    )
    parser.add_argument("--accept", action="store_true", help="I have read its terms (without, they are asked for)")
    parser.add_argument("-o", "--output", default=".", metavar="FOLDER", type=Path, help="where to put it (here)")


def run(arguments: argparse.Namespace) -> None:
    """Nothing is asked of a provider before the terms are accepted."""
    if not arguments.name:
        width = max(map(len, CATALOGUE))
        for one in CATALOGUE.values():
            print(f"{one.name:<{width}}  {one.what}; for {one.use}")
        print(f"{'xena-tcga-COHORT':<{width}}  one cohort of TCGA (brca, luad, …); with -clinical its annotation")
        return
    data = find_data_set(arguments.name)
    for line in (f"{data.name}: {data.what}.", data.terms, f"Terms: {data.page}", f"From: {data.url}"):
        print(line, file=sys.stderr)
    if not (arguments.accept or _accepted()):
        raise UserError("Nothing was fetched; read the terms, then run the command again with --accept.")
    found = fetch(data, arguments.output, _progress if sys.stderr.isatty() else None)
    if found.fresh:
        checked = (
            "its checksum is as it should be" if found.known else f"no checksum is published; SHA-256 {found.sha256}"
        )
    else:
        checked = "it was there already, and its checksum is as it should be"
    print(f"{found.path}: {found.path.stat().st_size:,} bytes; {checked}. For {data.use}.", file=sys.stderr)


def _accepted() -> bool:
    if not sys.stdin.isatty():
        return False
    print("Do you accept these terms? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _progress(there: int, whole: int) -> None:
    of = f" of {whole / _MEGABYTE:,.0f}" if whole else ""
    print(f"\r{there / _MEGABYTE:,.0f}{of} MB", end="", file=sys.stderr, flush=True)
