"""``doctor``: whether this machine can do the work, as text for a report of a fault."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from compute.doctor import Outcome, known_answers, machine, writing
from compute.errors import UserError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--folder", default=".", metavar="FOLDER", type=Path, help="where results will be kept (default: here)"
    )
    parser.add_argument("--json", action="store_true", help="print as JSON: machine, tests")


def run(arguments: argparse.Namespace) -> None:
    """Prints what was found; exits with 2 where the machine cannot do the work, with one sentence."""
    writing(arguments.folder)
    facts, outcomes = machine(arguments.folder), known_answers()
    if arguments.json:
        tests = {str(one.name): str(one.problem or "right") for one in outcomes}
        print(json.dumps({"machine": facts, "tests": tests}, indent=1, ensure_ascii=False))
    else:
        print("\n".join(_lines(facts, outcomes)))
    wrong = [str(one.name) for one in outcomes if one.problem is not None]
    if wrong:
        raise UserError(
            "This machine gives wrong answers ({tests}); install the versions in requirements.txt anew, then run "
            "doctor again.",
            tests=wrong,
        )


def _lines(facts: dict[str, str], outcomes: list[Outcome]) -> list[str]:
    told = facts | {"results": "can be kept in the folder"}
    told |= {f"test: {one.name}": f"{one.problem or 'right'} ({one.seconds:.1f} s)" for one in outcomes}
    width = max(map(len, told)) + 2
    return [f"{name:<{width}}{fact}" for name, fact in told.items()]
