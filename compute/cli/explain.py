"""``explain``: from the baseline to a prediction, step by step, for one sample or the mean of a group."""

from __future__ import annotations

import argparse

from compute.cli.arguments import add_output
from compute.cli.components import add_model_arguments
from compute.components.explain.groups import edge_shares, pair_contributions
from compute.components.explain.tables import edge_waterfall_table, pair_waterfall_table
from compute.components.reading.rows import model_origin
from compute.components.reading.stored import read_components
from compute.study import group_samples, open_study
from compute.write import save_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_model_arguments(parser)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--sample", action="append", metavar="NAME", help="a sample; several make a group")
    which.add_argument(
        "--group", nargs=2, metavar=("COLUMN", "VALUE"), help="the samples with this value in the annotation"
    )
    parser.add_argument(
        "--edges", type=int, metavar="N", help="the N edges that carry most, and all others together; else all pairs "
        "of components"
    )  # fmt: skip
    add_output(parser, "csv to write: step,part,...")


def run(arguments: argparse.Namespace) -> None:
    study = open_study(arguments.study)
    model = study.model(arguments.model)
    components = read_components(model, arguments.rotation, arguments.of_class)
    if arguments.sample:
        samples, group = [study.sample_index(name) for name in arguments.sample], ", ".join(arguments.sample)
    else:
        samples, group = group_samples(study, *arguments.group), "{} = {}".format(*arguments.group)
    origin = model_origin(study, model, components) | {"group": group, "samples": len(samples)}
    if arguments.edges is None:
        table = pair_waterfall_table(pair_contributions(components, samples), origin)
    else:
        table = edge_waterfall_table(study, edge_shares(study, components, samples, arguments.edges), origin)
    save_table(arguments.output, table)
