"""``enrichment``: the gene sets among a regulator's targets, in one sample or along all samples."""

from __future__ import annotations

import argparse
import sys

from compute.analyse import LARGEST_SET, SMALLEST_SET, StudySets, regulator_enrichment, sample_enrichment, study_sets
from compute.cli.arguments import add_output, add_study
from compute.errors import UserError
from compute.files import require_place
from compute.read import read_gene_sets
from compute.study import Study, open_study
from compute.write import enrichment_table, save_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_study(parser)
    add_gene_set_arguments(parser)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--sample", metavar="NAME", help="all regulators of one sample")
    which.add_argument("--regulator", metavar="GENE", help="one regulator in all samples")
    parser.add_argument("--largest-q", type=float, default=0.05, metavar="Q", help="leave out tests above (0.05)")
    add_output(parser, "csv to write: sample,modulator,regulator,...")


def run(arguments: argparse.Namespace) -> None:
    study = open_study(arguments.study, needs=("per_sample",))
    if not 0 < arguments.largest_q <= 1:
        raise UserError(
            "The largest q must be above 0 and at most 1, not {largest_q:g}.",
            largest_q=arguments.largest_q,
        )
    require_place(arguments.output)
    sets = read_study_sets(study, arguments)
    if arguments.sample is not None:
        found = sample_enrichment(study, sets, arguments.sample)
    else:
        found = regulator_enrichment(study, sets, arguments.regulator)
    table = enrichment_table(study, sets, found, arguments.largest_q)
    print(*sets.notes, sep="\n", file=sys.stderr)
    save_table(arguments.output, table)


def add_gene_set_arguments(parser: argparse.ArgumentParser, required: bool = True) -> None:
    """What every command with gene sets asks for."""
    parser.add_argument("--gene-sets", required=required, metavar="FILE", help="gene sets in the GMT format (also .gz)")
    parser.add_argument(
        "--smallest-set",
        type=int,
        default=SMALLEST_SET,
        metavar="N",
        help=f"leave out sets with fewer of the study's targets ({SMALLEST_SET})",
    )
    parser.add_argument(
        "--largest-set", type=int, default=LARGEST_SET, metavar="N", help=f"leave out sets with more ({LARGEST_SET})"
    )


def read_study_sets(study: Study, arguments: argparse.Namespace) -> StudySets:
    """The sets that the arguments name, as the study sees them."""
    gene_sets = read_gene_sets(arguments.gene_sets)
    return study_sets(study, gene_sets, arguments.smallest_set, arguments.largest_set)
