"""``score``: one score per sample, as a table that says how it was computed and what its ends mean."""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections.abc import Callable
from pathlib import Path

from compute.cli.arguments import add_output
from compute.cli.files import EXPRESSION_HELP, add_table_options, expression_of, found_before
from compute.errors import unknown_name
from compute.files import require_place, whole_file
from compute.messages import Message, word
from compute.read import Expression, meaning_columns, read_gene_list
from compute.score import SCORES, Score, ScoreResult, score


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("expression", metavar="EXPR", help=EXPRESSION_HELP)
    parser.add_argument("--method", required=True, choices=list(SCORES), help=_each(lambda record: record.title))
    parser.add_argument("--genes", metavar="FILE", help=_each(lambda record: record.needs))
    parser.add_argument(
        "--leave-out",
        metavar="GENE,...|FILE",
        help="genes to leave out of the score, such as the targets of a study along it: symbols, or a gene list",
    )
    parser.add_argument(
        "--used",
        metavar="FILE",
        type=Path,
        help="write the genes that entered the score, for `profile --score-genes`",
    )
    add_table_options(parser)
    add_output(
        parser,
        "file to write (sample,METHOD, and in three more columns how it was computed and what low and high mean)",
    )


def run(arguments: argparse.Namespace) -> None:
    genes = None if arguments.genes is None else SCORES[arguments.method].read_genes(arguments.genes)
    for path in filter(None, (arguments.output, arguments.used)):
        require_place(path)
    expression, said = expression_of(arguments)
    with found_before(said):
        result = score(expression, arguments.method, genes, _left_out(arguments.leave_out, expression))
        _save(arguments.output, result)
        if arguments.used is not None:
            with whole_file(arguments.used) as temporary:
                temporary.write_text("".join(f"{gene}\n" for gene in result.used), encoding="utf-8")
    span = f"from {result.values.min():.4g} to {result.values.max():.4g}"
    meaning = f"low is {result.score.low}, high is {result.score.high}"
    written = f"{arguments.output}: {len(result.samples):,} scores {span}; {meaning}."
    for line in (*said, *result.notes, written):
        print(line, file=sys.stderr)


def _left_out(given: str | None, expression: Expression) -> tuple[str, ...]:
    """Genes as the table calls them; a name that it has not is an error, since it may be mistyped."""
    if given is None:
        return ()
    if os.path.isfile(Path(given).expanduser()):  # noqa: PTH113  # a list may be longer than any file's name
        return expression.gene_table.match(read_gene_list(given)).names
    names = [name for name in (part.strip() for part in given.split(",")) if name]
    match = expression.gene_table.match(names)
    if match.missing or match.ambiguous:
        raise unknown_name(word("gene"), (*match.missing, *match.ambiguous)[0], expression.genes, expression.source)
    return match.names


def _each(words: Callable[[Score], Message]) -> str:
    return "; ".join(f"{name}: {words(record)}" for name, record in SCORES.items()).replace("%", "%%")


def _save(path: Path, result: ScoreResult) -> None:
    record = result.score
    meaning = (record.name, record.low, record.high)
    with whole_file(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("sample", record.name, *meaning_columns(record.name)))
        writer.writerows(
            (sample, value, *meaning) for sample, value in zip(result.samples, result.values.tolist(), strict=True)
        )
