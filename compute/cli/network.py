"""``network``: one sample's network as a file for another program."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from compute.files import whole_file
from compute.study import open_study
from compute.write import (
    SampleNetwork,
    network_cx2,
    network_graphml,
    network_table,
    sample_network,
    save_table,
    sif_table,
)

TABLES = {"csv": network_table, "sif": sif_table}
DOCUMENTS: dict[str, Callable[[SampleNetwork], str]] = {"graphml": network_graphml, "cx2": network_cx2}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("study", metavar="STUDY", type=Path, help="folder of the study")
    parser.add_argument("--sample", required=True, metavar="NAME", help="name of the sample")
    parser.add_argument(
        "--format",
        choices=[*TABLES, *DOCUMENTS],
        default="csv",
        help="csv: regulator,target,coefficient (default); sif; graphml; cx2: Cytoscape and NDEx",
    )
    parser.add_argument("-o", "--output", required=True, metavar="FILE", type=Path, help="file to write")


def run(arguments: argparse.Namespace) -> None:
    network = sample_network(open_study(arguments.study), arguments.sample)
    if arguments.format in TABLES:
        save_table(arguments.output, TABLES[arguments.format](network))
    else:
        text = DOCUMENTS[arguments.format](network)
        with whole_file(arguments.output) as draft:
            draft.write_bytes(text.encode())
