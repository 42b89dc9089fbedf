"""``check``: what files are, and what would be done with them."""

from __future__ import annotations

import argparse
import json
import sys

from compute.cli.files import add_table_options, part_of
from compute.errors import UserError
from compute.read import ROLES
from compute.read.check import Check, check


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="an expression table, scores, annotation or a list of genes"
    )
    add_table_options(parser)
    parser.add_argument("--role", choices=ROLES, help="role of the files (default: recognised by content)")
    parser.add_argument(
        "--json",
        action="store_true",
        help="print one object (of several files a list): format, role, samples, genes, orientation, scale, names, "
        "warnings",
    )


def run(arguments: argparse.Namespace) -> None:
    """Prints what was found of every file; exits with 2 where one cannot be used, with one sentence for each."""
    found: list[Check] = []
    errors: list[UserError] = []
    for file in arguments.files:
        try:
            found.append(
                check(
                    file,
                    role=arguments.role,
                    orientation=arguments.orientation,
                    part=part_of(arguments),
                    transformation=arguments.transform,
                )
            )
        except UserError as error:
            errors.append(error)
    if arguments.json and found:
        records = [one.record() for one in found]
        print(json.dumps(records if len(arguments.files) > 1 else records[0], ensure_ascii=False, indent=1))
    elif found:
        print("\n\n".join("\n".join(_lines(one)) for one in found))
    for earlier in errors[:-1]:
        print(earlier, file=sys.stderr)
    if errors:
        raise errors[-1]


def _lines(one: Check) -> list[str]:
    marks = {"fact": " ", "note": " ", "warning": "!", "problem": "!"}
    head = [f"{one.file}", f"  format       {one.format}", f"  role         {one.role}"]
    for label in ("samples", "genes", "orientation", "scale", "names"):
        if value := getattr(one, label):
            head.append(f"  {label:<12} {value:,}" if isinstance(value, int) else f"  {label:<12} {value}")
    return [*head, *(f"{marks[message.severity]} {message}" for message in one.messages)]
