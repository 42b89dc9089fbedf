"""``scores``: every EMT score of the same samples side by side, how well they agree, and the genes each lacks."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from compute.cli.arguments import add_output
from compute.cli.files import EXPRESSION_HELP, add_table_options, expression_of, found_before
from compute.errors import UserError, unknown_name
from compute.files import require_new_folder, whole_folder
from compute.messages import Message, word
from compute.read import read_gene_list, read_gene_sets, read_labelled_genes
from compute.score import Comparison, ScoreGenes, compare_scores, emt_sets

if TYPE_CHECKING:
    import pandas as pd

MOST_SAID = 5
"""Samples named on the screen; the file has all."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("expression", metavar="EXPR", help=EXPRESSION_HELP)
    parser.add_argument(
        "--classes", metavar="FILE", help="genes of KS: a table with columns gene and class (Epi or Mes); without it "
        "the built-in genes are used",
    )  # fmt: skip
    parser.add_argument("--gs76", metavar="FILE", help="the 76 genes of 76GS, a list; without it 76GS is left out")
    parser.add_argument(
        "--gene-sets", metavar="FILE", help="GMT file, such as the hallmark collection (`fetch msigdb-hallmark`), or "
        "your own sets; each is scored by ssGSEA",
    )  # fmt: skip
    parser.add_argument(
        "--sets", nargs="+", metavar="NAME", help="which of its sets; without it all of a small file, and of a large "
        "one those of EMT",
    )  # fmt: skip
    add_table_options(parser)
    add_output(parser, "folder to make: scores.csv, agreement.csv, disagreements.csv, genes.csv", metavar="DIR")


def run(arguments: argparse.Namespace) -> None:
    require_new_folder(arguments.output)
    genes = genes_of(arguments)
    expression, said = expression_of(arguments)
    with found_before(said):
        found = compare_scores(expression, genes)
    save(arguments.output, found)
    notes = [Message("{score}: {note}", score=column.label, note=note)
             for column in found.columns for note in column.notes if note.severity == "warning"]  # fmt: skip
    left_out = [Message("Left out, {score}: {reason}", score=label, reason=why) for label, why in found.left_out]
    for line in (*said, *notes, *left_out, *found.sentences(), *_apart(found)):
        print(line, file=sys.stderr)
    print(f"{arguments.output}: {len(found.columns)} scores of {len(found.samples):,} samples.", file=sys.stderr)


def genes_of(arguments: argparse.Namespace) -> ScoreGenes:
    """The gene lists of the command; :class:`UserError` as their readers raise it."""
    if arguments.sets and not arguments.gene_sets:
        raise UserError(
            "--sets names gene sets, and there is no file of them; give it with --gene-sets FILE "
            "(`python -m compute fetch msigdb-hallmark` fetches the hallmark collection)."
        )
    sets: dict[str, tuple[str, ...]] = {}
    if arguments.gene_sets:
        read = read_gene_sets(arguments.gene_sets)
        known = dict(zip(read.names, read.genes, strict=True))
        wanted = tuple(arguments.sets) if arguments.sets else emt_sets(read.names)
        for name in wanted:
            if name not in known:
                raise unknown_name(word("gene set"), name, known, arguments.gene_sets)
        if not wanted:
            raise UserError(
                "{file} has {count:,} gene sets and none of them is named after EMT; name those to score with --sets.",
                file=arguments.gene_sets,
                count=len(known),
            )
        sets = {name: known[name] for name in wanted}
    return ScoreGenes(
        classes=read_labelled_genes(arguments.classes) if arguments.classes else None,
        gs76=read_gene_list(arguments.gs76) if arguments.gs76 else (),
        sets=sets,
    )


def save(folder: Path, found: Comparison) -> None:
    """Write the tables of a comparison into a new folder."""
    import pandas as pd

    names = [column.name for column in found.columns]
    scores = pd.DataFrame({column.name: column.values for column in found.columns}, index=list(found.samples))
    scores["phenotype"] = list(found.phenotypes)
    agreement = pd.DataFrame(found.agreement, index=names, columns=names)
    apart = found.disagreements(len(found.samples))
    rows = [(one.sample, one.low, one.low_share, one.high, one.high_share, one.gap) for one in apart]
    tables = {
        "scores": (scores, "sample"),
        "agreement": (agreement, "score"),
        "disagreements": (
            pd.DataFrame(rows, columns=["sample", "lowest_by", "share_below_there", "highest_by", "share_below", "gap"])
            .set_index("sample"),
            "sample",
        ),
        "genes": (_genes(found), "score"),
    }  # fmt: skip
    with whole_folder(folder) as made:
        for name, (table, index) in tables.items():
            table.to_csv(made / f"{name}.csv", index_label=index)


def _genes(found: Comparison) -> pd.DataFrame:
    import pandas as pd

    rows = [(one.listed, len(one.used), len(one.missing), " ".join(one.missing)) for one in found.columns]
    names = ["listed", "used", "missing", "missing_genes"]
    return pd.DataFrame(rows, index=[one.name for one in found.columns], columns=names)


def _apart(found: Comparison) -> list[Message]:
    return [
        Message(
            "{sample}: higher than {low_share:.0%} of the samples by {low}, than {high_share:.0%} by {high}.",
            sample=one.sample,
            low=one.low,
            low_share=one.low_share,
            high=one.high,
            high_share=one.high_share,
        )
        for one in found.disagreements(MOST_SAID)
    ]
