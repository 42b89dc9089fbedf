"""``masters``: the regulators whose functions change most along the score."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path

from compute.analyse import function_changes, integral_test, permutation_test, require_permutations
from compute.cli.arguments import add_output, add_study
from compute.cli.enrichment import add_gene_set_arguments, read_study_sets
from compute.cli.progress import progress_line
from compute.errors import UserError
from compute.files import require_place
from compute.study import open_study
from compute.write import functions_table, masters_table, save_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_study(parser)
    add_gene_set_arguments(parser)
    parser.add_argument(
        "--functions",
        nargs=2,
        metavar=("FILE", "N"),
        help="write a second csv: the N gene sets of every regulator whose enrichment changes most",
    )
    parser.add_argument(
        "--permutations",
        type=int,
        metavar="K",
        help="permute the genes of the sets K times, as a second test of the statistic (each takes as long as the "
        "command without it)",
    )
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="for the permutations (0)")
    add_output(parser, "csv to write: rank,regulator,master,...")


def run(arguments: argparse.Namespace) -> None:
    study = open_study(arguments.study, needs=("per_sample",))
    functions, top = _functions(arguments.functions)
    for path in filter(None, (arguments.output, functions)):
        require_place(path)
    if arguments.permutations is not None:
        require_permutations(arguments.permutations, arguments.seed)
    sets = read_study_sets(study, arguments)
    print(*sets.notes, sep="\n", file=sys.stderr)
    changes = function_changes(study, sets, partial(progress_line(), "networks"))
    test = integral_test(changes)
    permuted = None
    if arguments.permutations is not None:
        permuted = permutation_test(
            study, sets, test, arguments.permutations, arguments.seed, partial(progress_line(), "networks")
        )
    save_table(arguments.output, masters_table(study, sets, changes, test, permuted))
    if functions is not None:
        save_table(functions, functions_table(study, sets, changes, top))
    print(
        f"{int(test.master.sum()):,} of {len(study.regulators):,} regulators are master regulators "
        "(integral q < 1e-10); the law behind it is approximate, see docs/cli.md.",
        file=sys.stderr,
    )


def _functions(given: list[str] | None) -> tuple[Path | None, int]:
    if given is None:
        return None, 0
    file, number = given
    if not number.isdecimal() or int(number) < 1:
        raise UserError("--functions needs a file and a number of gene sets from 1, not {number!r}.", number=number)
    return Path(file), int(number)
