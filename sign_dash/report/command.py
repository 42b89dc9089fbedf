"""``report``: the whole-cohort report of a study as HTML, PDF and PowerPoint."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from compute.errors import UserError, exit_code
from compute.files import whole_folder
from compute.read import read_evidence
from compute.study import open_study
from sign_dash.report.content import study_report
from sign_dash.report.files import FORMS

DATA_YEAR: Final = 2010
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words after ``report``."""
    parser.add_argument("study", metavar="STUDY", type=Path, help="folder of the study")
    parser.add_argument("--model", metavar="NAME", help="TRIP model to read (the first one)")
    parser.add_argument("--evidence", metavar="FILE", type=Path, help="published pairs, such as TRRUST or CollecTRI")
    parser.add_argument(
        "--year", type=int, default=DATA_YEAR, metavar="Y",
        help=f"of the data: what was published by then was known ({DATA_YEAR})",
    )  # fmt: skip
    parser.add_argument("-o", "--output", metavar="DIR", type=Path, help="folder to make (report-of-STUDY, here)")


def run(arguments: argparse.Namespace) -> None:
    """Write ``report.html``, ``report.pdf`` and ``report.pptx``."""
    if not FIRST_YEAR <= arguments.year <= LAST_YEAR:
        raise UserError(
            "{year} is not the year of any data; give one from {first} to {last}.",
            year=arguments.year,
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
    study = open_study(arguments.study)
    evidence = None
    if arguments.evidence is not None:
        evidence = read_evidence(arguments.evidence, arguments.evidence.name).among((*study.regulators, *study.targets))
    output = arguments.output or Path(f"report-of-{study.path.resolve().name}")
    with whole_folder(output) as folder:
        report = study_report(study, evidence, arguments.year, arguments.model)
        for ending, write in FORMS.items():
            (folder / f"report.{ending}").write_bytes(write(report))


def main(words: Sequence[str]) -> int:
    """The command by itself; returns the exit code."""
    parser = argparse.ArgumentParser(prog="report", description="Write the whole-cohort report of a study.")
    add_arguments(parser)
    arguments = parser.parse_args(words)
    return exit_code(lambda: run(arguments))
