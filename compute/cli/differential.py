"""``differential``: which genes of a case do not follow the control's model of a time course."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from compute.analyse import case_departures
from compute.cli.arguments import add_output
from compute.cli.files import EXPRESSION_HELP, add_table_options, expression_of, found_before
from compute.files import require_place
from compute.messages import Message
from compute.methods.replicates import courses_of
from compute.read import align_annotation, read_annotation
from compute.runs.inputs import times_of
from compute.runs.samples import only_samples
from compute.study import open_study
from compute.write import departures_table, save_table

SURE = 0.05


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "study", metavar="STUDY", type=Path, help="the control: folder of a study of --method state-space"
    )
    parser.add_argument("expression", metavar="CASE", help=EXPRESSION_HELP)
    parser.add_argument("--annotation", metavar="FILE", help="annotation of the case's samples: time, replicate")
    parser.add_argument(
        "--only", default="", metavar="COLUMN=VALUE", help="samples of the case, if the table has others too"
    )
    parser.add_argument("--time", default="", metavar="COLUMN", help="time column (default: time)")
    parser.add_argument(
        "--replicate", default="", metavar="COLUMN", help="replicate column (default: replicate, if any)"
    )
    add_table_options(parser)
    add_output(parser, "csv to write: gene,statistic,values,shift,p,q")


def run(arguments: argparse.Namespace) -> None:
    study = open_study(arguments.study, needs=("modules",))
    require_place(arguments.output)
    case, said = expression_of(arguments)
    notes = list(said)
    with found_before(notes):
        annotation = read_annotation(arguments.annotation) if arguments.annotation else None
        if arguments.only:
            case, note = only_samples(case, annotation, arguments.only)
            notes.append(note)
        known = case.annotation if annotation is None else annotation
        if known is not None:
            known, _ = align_annotation(case.samples, known)
        times, _ = times_of(case, known, arguments.time)
        course = courses_of(known, case.samples, arguments.replicate)
        found = case_departures(study, case, times.values, course)
    save_table(arguments.output, departures_table(study, found, case, arguments.only))
    written = Message(
        "{path}: {n:,} of {genes:,} genes depart from the control with q up to {sure}.",
        path=arguments.output,
        n=int((found.q <= SURE).sum()),
        genes=len(found.gene),
        sure=SURE,
    )
    for line in (*notes, written):
        print(line, file=sys.stderr)
