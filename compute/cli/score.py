"""``score``: one EMT score per sample, as a table."""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

from compute.files import whole_file
from compute.read import ORIENTATIONS, read_expression
from compute.score import METHODS, ScoreResult, score


def add_arguments(parser: argparse.ArgumentParser) -> None:
    methods = "; ".join(f"{name}: {method.title}" for name, method in METHODS.items())
    parser.add_argument("expression", metavar="EXPR", help="expression table: CSV, TSV (also .gz), Parquet or .h5ad")
    parser.add_argument("--method", required=True, choices=list(METHODS), help=methods)
    parser.add_argument(
        "--genes",
        metavar="FILE",
        help="76gs: its list of genes; ks: a table with columns gene, class (Epi or Mes); "
        "eem: seeds in the form of ks, instead of the built-in ones",
    )
    parser.add_argument(
        "--orientation", choices=ORIENTATIONS, help="which axis holds the genes, where that cannot be told from names"
    )
    parser.add_argument(
        "-o", "--output", required=True, metavar="FILE", type=Path, help="file to write (sample,METHOD)"
    )


def run(arguments: argparse.Namespace) -> None:
    genes = None if arguments.genes is None else METHODS[arguments.method].read_genes(arguments.genes)
    expression, report = read_expression(arguments.expression, arguments.orientation)
    result = score(expression, arguments.method, genes)
    _save(arguments.output, result)
    span = f"from {result.values.min():.4g} to {result.values.max():.4g}; low is epithelial, high is mesenchymal"
    written = f"{arguments.output}: {len(result.samples):,} scores {span}."
    for line in (*report.lines(), *result.notes, written):
        print(line, file=sys.stderr)


def _save(path: Path, result: ScoreResult) -> None:
    with whole_file(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("sample", result.method))
        writer.writerows(zip(result.samples, result.values.tolist(), strict=True))
