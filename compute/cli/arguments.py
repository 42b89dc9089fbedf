"""Arguments that many commands have: the study they read, the file or folder they write."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_study(parser: argparse.ArgumentParser) -> None:
    """The study that is read: ``arguments.study``."""
    parser.add_argument("study", metavar="STUDY", type=Path, help="folder of the study")


def add_output(parser: argparse.ArgumentParser, help: str, metavar: str = "FILE") -> None:
    """What is written: ``arguments.output``. help: what it holds. metavar: FILE, or DIR for a folder."""
    parser.add_argument("-o", "--output", required=True, metavar=metavar, type=Path, help=help)


def add_standardise(parser: argparse.ArgumentParser) -> None:
    """Whether effects and contributions are of standardised expression: ``arguments.standardise``."""
    parser.add_argument(
        "--standardise",
        action="store_true",
        help="standardise each regulator's expression over the cohort before it is multiplied by the coefficients",
    )
