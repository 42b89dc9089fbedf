"""Small example files of the simulated cohort: what a new study is made from, to look at and to try."""

from __future__ import annotations

import io

import numpy as np

from compute.demo.cohort import simulate
from compute.read import meaning_columns

SEED = 0
EXAMPLE_SAMPLES, EXAMPLE_GENES = 80, 150


def simulated_files() -> dict[str, str]:
    """Text by file name: expression, scores, annotation, regulators, targets. All of it is simulated, and called so."""
    cohort = simulate(SEED)
    values = cohort.expression.values[:EXAMPLE_SAMPLES, :EXAMPLE_GENES]
    samples, genes = cohort.expression.samples[:EXAMPLE_SAMPLES], cohort.expression.genes[:EXAMPLE_GENES]
    table = io.StringIO()
    table.write(",".join(("sample", *genes)) + "\n")
    for sample, row in zip(samples, np.round(values, 3), strict=True):
        table.write(",".join((sample, *(f"{value:g}" for value in row))) + "\n")
    scores = dict(zip(cohort.scores.samples, cohort.scores.values, strict=True))
    annotation = cohort.annotation.loc[list(samples)]
    present = set(genes)
    regulators = [gene for gene in cohort.regulators if gene in present]
    return {
        "simulated-expression.csv": table.getvalue(),
        "simulated-scores.csv": ",".join(("sample", cohort.scores.name, *meaning_columns(cohort.scores.name)))
        + "\n"
        + "".join(f"{name},{scores[name]:g},,{cohort.scores.low},{cohort.scores.high}\n" for name in samples),
        "simulated-annotation.csv": annotation.to_csv(lineterminator="\n"),
        "simulated-regulators.txt": "\n".join(regulators) + "\n",
        "simulated-targets.txt": "\n".join(gene for gene in genes if gene not in set(regulators)) + "\n",
    }
