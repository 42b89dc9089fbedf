"""What the commands say of the files they take, and how expression is read."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from compute.errors import UserError
from compute.messages import Message
from compute.read import FORMATS, ORIENTATIONS, STEPS, Expression, read_expression, transform

EXPRESSION_HELP = "expression table: " + ", ".join(record.label for record in FORMATS.values() if record.label)


def add_table_options(parser: argparse.ArgumentParser) -> None:
    """Options of every command that reads an expression table."""
    parser.add_argument(
        "--orientation", choices=ORIENTATIONS, help="which axis holds the genes, where names cannot tell"
    )
    parser.add_argument(
        "--layer", default="", metavar="NAME", help="which matrix of an AnnData or loom file: X, a layer, raw"
    )
    parser.add_argument("--sheet", default="", metavar="NAME", help="which sheet of a workbook, or file of a zip")
    parser.add_argument(
        "--transform",
        default="auto",
        metavar="STEPS",
        help="auto: counts become log2 of counts per million, other linear values log2(x + 1), logarithms stay; none: "
        "left as they are; or steps separated by commas, also after auto (auto,average): "
        + "; ".join(f"{name}: {step.help}" for name, step in STEPS.items()),
    )


def part_of(arguments: argparse.Namespace) -> str:
    """The sheet or matrix that was asked for, "" for the usual one."""
    if arguments.layer and arguments.sheet:
        raise UserError("--layer names a matrix and --sheet a sheet, and no file has both; give one of them.")
    return str(arguments.layer or arguments.sheet)


@contextmanager
def found_before(messages: Sequence[Message]) -> Iterator[None]:
    """Where the next step fails, first say what was found in the table that needs attention: it may be the cause. Plain
    figures of the table are left out."""
    try:
        yield
    except UserError:
        for message in messages:
            if message.severity != "fact":
                print(message, file=sys.stderr)
        raise


def expression_of(arguments: argparse.Namespace) -> tuple[Expression, tuple[Message, ...]]:
    """The expression table of a command, as it is scored or profiled, and what was found on the way."""
    expression, report = read_expression(arguments.expression, arguments.orientation, part_of(arguments))
    expression, said = transform(expression, report.scale, arguments.transform)
    return expression, (*report.messages(), *said)
