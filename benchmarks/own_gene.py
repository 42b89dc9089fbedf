"""What it changes to estimate each target that is in the score along the score without it.

    python benchmarks/own_gene.py [--data FOLDER] [--form auto|sparse|shared] [--quick] [--json]

GDSC along the KS score; targets are the genes of the KS and of the 76GS lists, regulators the built-in ones; curves
with the defaults. Three studies: along the score; every target that is in the score along the score without itself;
and, as a control, every such target along the score without another of its genes, the next one among the targets. Of
the last two against the first, over the targets that are in the score:

    edges_in_common      edges that both have, as a share of those that either has
    coefficients_r       correlation of all coefficients in all samples, edges of either
    changes_r            of the largest minus the smallest coefficient of an edge over the samples
    effect_changes_r     of the regulatory-effect changes of the ten strongest regulators of each target (either's)
    first_regulator      share of the targets whose regulator of the largest effect change is the same
    explained            share of the variance of held-out samples that is explained; of the sparse form, of all samples

--quick: 150 samples, some 40 targets. One thread.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.report import show
from compute.analyse.effect_changes import study_effects
from compute.estimate.prepare import cohort
from compute.estimate.run import profile
from compute.methods.cohort import Cohort
from compute.methods.curves.settings import Settings
from compute.methods.own_scores import on_scale
from compute.read import builtin_regulators, read_expression, read_gene_list, read_labelled_genes
from compute.score import score
from compute.study import Study, open_study
from compute.suitability import correlations, scores_without

Floats = NDArray[np.float64]


def brought(data: Path, quick: bool) -> Cohort:
    """GDSC along the KS score, with a score of its own for every target that is in it."""
    table, _ = read_expression(str(data / "gdsc_expression.parquet"))
    lists = read_labelled_genes(str(data / "emt_KS_tan2014_cellline.csv"))
    if quick:
        rows = np.sort(np.random.default_rng(0).choice(len(table.samples), 150, replace=False))
        table = replace(table, values=table.values[rows], samples=tuple(table.samples[row] for row in rows))
    named = (*lists.epithelial, *lists.mesenchymal, *read_gene_list(str(data / "emt_76GS_byers2013.csv")))
    found = score(table, "ks", lists)
    whole = cohort(table, found.as_table("ks"), builtin_regulators(), tuple(dict.fromkeys(named)), title="own gene")
    if quick:
        whole = replace(whole, targets=whole.targets[:: max(1, len(whole.targets) // 40)])
    own, _ = scores_without(table, "ks", lists, whole.expression.samples, whole.modulator, whole.targets, "KS")
    return replace(whole, own_scores={gene: on_scale(rest, whole.modulator) for gene, rest in own.items()})


def of_another(own: dict[str, Floats]) -> dict[str, Floats]:
    """Each target with the score that the next one has."""
    genes = list(own)
    return {gene: own[other] for gene, other in zip(genes, genes[1:] + genes[:1], strict=True)}


def compared(one: Study, other: Study, targets: list[int]) -> dict[str, float]:
    """The figures above, of ``other`` against ``one``, over these targets (positions)."""
    a, b = (coefficients(study, targets) for study in (one, other))
    in_a, in_b = (np.abs(values).max(axis=1) > 0 for values in (a, b))
    either = in_a | in_b
    first, second = effect_changes(one, targets), effect_changes(other, targets)
    strongest = np.argsort(-np.maximum(first, second), axis=0)[:10]
    return {
        "edges_in_common": float((in_a & in_b).sum() / either.sum()),
        "coefficients_r": _r(a[either], b[either]),
        "changes_r": _r(np.ptp(a[either], axis=1), np.ptp(b[either], axis=1)),
        "effect_changes_r": _r(np.take_along_axis(first, strongest, 0), np.take_along_axis(second, strongest, 0)),
        "first_regulator": float((first.argmax(axis=0) == second.argmax(axis=0)).mean()),
        "explained": explained(other, targets),
        "explained_before": explained(one, targets),
    }


def coefficients(study: Study, targets: list[int]) -> NDArray[np.float32]:
    """(q targets, n) of every pair."""
    q = len(study.regulators)
    every = np.tile(np.arange(q), len(targets)), np.repeat(np.array(targets), q)
    return study.edges(*every)


def effect_changes(study: Study, targets: list[int]) -> Floats:
    """(q, targets) the largest minus the smallest regulatory effect over the samples."""
    found = np.concatenate([np.ptp(piece.effects, axis=0) for piece in study_effects(study)], axis=1)
    return found[:, targets].astype(np.float64)


def explained(study: Study, targets: list[int]) -> float:
    """Mean over the targets."""
    fits = study.fits(0)[targets]
    shares = np.where(np.isfinite(fits["explained"]), fits["explained"], 1.0 - fits["noise"])
    return float(shares.mean())


def _r(one: NDArray[np.floating], other: NDArray[np.floating]) -> float:
    return float(np.corrcoef(one.ravel(), other.ravel())[0, 1])


def measure(arguments: argparse.Namespace) -> dict[str, object]:
    whole = brought(arguments.data, arguments.quick)
    own = dict(whole.own_scores or {})
    along = list(correlations(own, whole.modulator).values())
    spread = whole.modulator.std()
    shifts = np.array([np.abs(values - whole.modulator) / spread for values in own.values()])
    inside = [k for k, gene in enumerate(whole.targets) if gene in own]
    studies = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, scores in (("score", None), ("itself", own), ("another", of_another(own))):
            path, settings = Path(folder) / name, Settings(form=arguments.form, leave_own_gene=scores is not None)
            record = profile(replace(whole, own_scores=scores), path, settings, method="curves")
            print(f"{name}: {record.run['seconds']} s", file=sys.stderr, flush=True)
            studies[name] = open_study(path)
        settled = studies["score"].settled("course_choice")
        return {
            "samples": len(whole.expression.samples),
            "targets": len(whole.targets),
            "targets in the score": len(own),
            "form": "sparse" if settled is not None and settled[0, 0] else "shared",
            "rank correlation": {"least": min(along), "median": float(np.median(along))},
            "samples moved by more than 0.1 SD": float((shifts > 0.1).mean()),
            "largest shift, in SD": float(shifts.max()),
            "without itself": compared(studies["score"], studies["itself"], inside),
            "without another": compared(studies["score"], studies["another"], inside),
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared" / "data")
    parser.add_argument("--form", choices=["auto", "sparse", "shared"], default="auto")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if not arguments.data.is_dir():
        parser.error(f"the reference data are not in {arguments.data}; give their folder with --data")
    show(measure(arguments), arguments.json)


if __name__ == "__main__":
    main()
