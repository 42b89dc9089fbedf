"""``network``: one sample's network, or that at a score, as a file for another program."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from compute.cli.arguments import add_output, add_study
from compute.errors import UserError
from compute.files import whole_file
from compute.study import Study, open_study
from compute.write import (
    DescribedNetwork,
    network_cx2,
    network_graphml,
    network_table,
    sample_network,
    save_table,
    score_network,
    sif_table,
    study_network,
)

TABLES = {"csv": network_table, "sif": sif_table}
DOCUMENTS: dict[str, Callable[..., str]] = {"graphml": network_graphml, "cx2": network_cx2}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_study(parser)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--sample", metavar="NAME", help="name of the sample, where each has its own network")
    which.add_argument(
        "--score",
        metavar="VALUE",
        type=float,
        help="the network at this score: of curves exactly there, with its band; else that of the nearest sample",
    )
    parser.add_argument(
        "--format",
        choices=[*TABLES, *DOCUMENTS],
        default="csv",
        help="csv: regulator,target and the numbers of the method, such as coefficient (default); sif; graphml; cx2: "
        "Cytoscape and NDEx",
    )
    add_output(parser, "file to write")


def run(arguments: argparse.Namespace) -> None:
    network = _network(open_study(arguments.study), arguments.sample, arguments.score)
    if arguments.format in TABLES:
        save_table(arguments.output, TABLES[arguments.format](network))
    else:
        text = DOCUMENTS[arguments.format](network)
        with whole_file(arguments.output) as draft:
            draft.write_bytes(text.encode())


def _network(study: Study, sample: str | None, score: float | None) -> DescribedNetwork:
    """Of the sample, at the score, or the one of all samples; :class:`UserError` where the study has the other kind."""
    if study.per_sample:
        if score is not None:
            return score_network(study, score)
        if sample is None:
            raise UserError(
                "{study} has one network per sample; name one with --sample, or a score with --score.",
                study=study.title,
            )
        return sample_network(study, sample)
    if sample is not None or score is not None:
        raise UserError("{study} has one network for all samples; leave out --sample and --score.", study=study.title)
    return study_network(study)
