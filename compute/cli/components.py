"""``components``: what a stored model's components are, as a folder of csv files; measures their stability if asked."""

from __future__ import annotations

import argparse
import sys

from compute.cli.arguments import add_output, add_study
from compute.cli.enrichment import add_gene_set_arguments
from compute.components.reading.all_tables import LARGEST_Q, LEAST_SHARE, NEIGHBOURS, TOP, TableChoices, read_report
from compute.components.reading.stored import ROTATIONS
from compute.components.reading.subnetwork import EMT_SEEDS, parse_region
from compute.components.stability.found_again import has_stability
from compute.files import whole_folder
from compute.read import read_gene_sets
from compute.read.evidence import builtin_markers, read_evidence, read_markers
from compute.study import StoredModel, Study, open_study
from compute.write import save_table

SEEDS, RESAMPLES = 10, 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_model_arguments(parser)
    parser.add_argument(
        "--stability", action="store_true", help="measure the stability of the components by refitting the model, and "
        "store it with the model; time grows with the number of fits"
    )  # fmt: skip
    parser.add_argument("--seeds", type=int, default=SEEDS, metavar="S", help=f"fits from other seeds ({SEEDS})")
    parser.add_argument(
        "--resamples", type=int, default=RESAMPLES, metavar="B", help=f"fits to bootstrapped samples ({RESAMPLES})"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="for the resamples (0)")
    parser.add_argument("--top", type=int, default=TOP, metavar="N", help=f"strongest genes of a component ({TOP})")
    parser.add_argument("--markers", metavar="FILE", help="list of marker genes, with classes if known (built-in)")
    parser.add_argument("--evidence", metavar="FILE", help="published pairs in the format of TRRUST")
    add_gene_set_arguments(parser, required=False)
    parser.add_argument(
        "--largest-q", type=float, default=LARGEST_Q, metavar="Q", help=f"leave out tests above ({LARGEST_Q:g})"
    )
    parser.add_argument(
        "--subnetworks",
        type=int,
        nargs="+",
        metavar="U",
        help="regulator-side components whose subnetworks are written (the first three)",
    )
    parser.add_argument(
        "--region", nargs=3, action="append", default=[], metavar=("SIDE", "U:LOW..HIGH", "V:LOW..HIGH"),
        help="also the genes of a region of a component plane: SIDE is regulators or targets"
    )  # fmt: skip
    parser.add_argument(
        "--around", nargs="+", metavar="GENE", help=f"genes whose neighbours join in ({', '.join(EMT_SEEDS)})"
    )
    parser.add_argument(
        "--neighbours",
        type=int,
        default=NEIGHBOURS,
        metavar="N",
        help=f"neighbours of each, upstream or downstream ({NEIGHBOURS})",
    )
    parser.add_argument(
        "--least-share", type=float, default=LEAST_SHARE, metavar="X",
        help=f"minimum share of the samples with an edge ({LEAST_SHARE:g})"
    )  # fmt: skip
    add_output(parser, "folder to make", metavar="DIR")


def add_model_arguments(parser: argparse.ArgumentParser) -> None:
    """What every command that reads a model asks for."""
    add_study(parser)
    parser.add_argument("--model", default="trip", metavar="NAME", help="name of the model (trip)")
    parser.add_argument(
        "--rotation", choices=ROTATIONS, default="principal",
        help="principal: largest captured share first (default); varimax: rotated so that few genes dominate each"
    )  # fmt: skip
    parser.add_argument(
        "--class", dest="of_class", metavar="NAME", help="of a model that predicts classes: the one to explain"
    )


def run(arguments: argparse.Namespace) -> None:
    study = open_study(arguments.study)
    model = study.model(arguments.model)
    regions = tuple(parse_region(*words) for words in arguments.region)
    reading = TableChoices(
        rotation=arguments.rotation,
        of_class=arguments.of_class,
        top=arguments.top,
        markers=read_markers(arguments.markers) if arguments.markers else builtin_markers(),
        evidence=read_evidence(arguments.evidence) if arguments.evidence else None,
        gene_sets=read_gene_sets(arguments.gene_sets) if arguments.gene_sets else None,
        smallest_set=arguments.smallest_set,
        largest_set=arguments.largest_set,
        largest_q=arguments.largest_q,
        around=arguments.around,
        neighbours=arguments.neighbours,
        least_share=arguments.least_share,
        subnetworks=arguments.subnetworks,
        regions=regions,
    )
    with whole_folder(arguments.output) as folder:
        report = read_report(study, model, reading)  # before hours of fits: whatever is wrong shows here
        if arguments.stability:
            model = _with_stability(study, model, arguments)
            report = read_report(study, model, reading)
        for name, table in report.tables.items():
            save_table(folder / f"{name}.csv", table)
    print(*report.notes, sep="\n", file=sys.stderr)


def _with_stability(study: Study, model: StoredModel, arguments: argparse.Namespace) -> StoredModel:
    if has_stability(model):
        record = model.info["stability"]
        asked = (arguments.seeds, arguments.resamples, arguments.seed)
        if (len(record["seeds"]), record["resamples"], record["seed"]) == asked:
            return model
    from compute.components.stability.refits import measure_stability  # brings torch, which takes seconds

    def say(kind: str, number: int, total: int) -> None:
        print(f"stability: {kind} {number} of {total}", file=sys.stderr, flush=True)

    return measure_stability(
        study, model, seeds=arguments.seeds, resamples=arguments.resamples, seed=arguments.seed, announce=say
    )
