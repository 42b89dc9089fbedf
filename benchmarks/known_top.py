"""Known regulators among the top 25 on the GDSC matrix: ours by regulatory-effect change, against one network for all.

    python benchmarks/known_top.py [--data FOLDER] [--settings NAME;...] [--study FOLDER] [--points 60] [--bandwidth H]
                               [--targets CDH1,VIM,ESRP1] [--broad 20] [--seeds 3] [--quick] [--json]

Expression and lists come from the reference data (default: shared/data beside the checkout); the modulator is the KS
score of this program. Ours profiles the targets and, since effects take paths of two edges, every regulator, at so many
--points of the score (0: at every sample's own), with several settings; or it is read from --study. Known: the pairs of
TRRUST and the families named in benchmarks/truth/oracle.py.
--broad N: also the N targets with most regulators in TRRUST, so that no one gene decides.
--seeds: bootstraps and forests are repeated with so many seeds; ours draws nothing but the hold-out set. --quick: the
defaults at 20 values of the score, one seed, no broad targets. One thread.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.report import show
from benchmarks.truth import one_network
from benchmarks.truth.oracle import TOP, expected_hits, known_regulators, top
from benchmarks.truth.others import standardised
from benchmarks.truth.ours import BEFORE, PRESETS
from compute.analyse import effect_change, regulatory_effects
from compute.estimate.prepare import cohort
from compute.estimate.run import profile
from compute.methods.network_profiler.settings import Settings
from compute.read import builtin_regulators, read_expression, read_labelled_genes
from compute.read.expression import Expression
from compute.score import score
from compute.study import Study, open_study

RESAMPLES = 20
STUDY = "given study"
SETTINGS = {
    "ours": Settings(),
    "ours before": Settings(**BEFORE),
    **{f"ours {name}": settings for name, settings in PRESETS.items() if name != "found-again"},
}
Rankings = dict[str, list[list[str]]]
"""Method → one ranking per seed."""


def made_study(folder: Path, data: Path, table: Expression, targets: list[str], settings: Settings) -> Study:
    """Profile the targets and all regulators along the KS score."""
    result = score(table, "ks", read_labelled_genes(str(data / "emt_KS_tan2014_cellline.csv")))
    scores = result.as_table("KS score")
    wanted = [gene for gene in dict.fromkeys([*targets, *builtin_regulators()]) if gene in table.gene_index]
    profile(cohort(table, scores, builtin_regulators(), wanted, title="GDSC"), folder, settings)
    return open_study(folder)


def by_ours(study: Study, target: str, name: str) -> Rankings:
    """Rankings by regulatory-effect change as published, by its robust variant, and on the standardised scale."""
    names = study.regulators

    def ranked(standardised_levels: bool, percentile: float) -> list[list[str]]:
        effects = regulatory_effects(study, target, standardised_levels)
        change = np.zeros(len(names))
        change[effects.regulators] = effect_change(effects.effects, percentile)
        return [top(change, names, target)]

    direct = study.target_coefficients(target)
    strength = np.zeros(len(names))
    strength[direct.indices] = np.abs(direct.coefficients).mean(axis=1)
    return {
        f"{name}, REC": ranked(False, 0.0),
        f"{name}, REC 5th-95th percentile": ranked(False, 5.0),
        f"{name}, REC standardised": ranked(True, 0.0),
        f"{name}, mean |coefficient|": [top(strength, names, target)],
    }


def by_others(table: Expression, regulators: tuple[str, ...], target: str, seeds: int) -> Rankings:
    """Rankings from one network for all samples."""
    others = [gene for gene in regulators if gene != target]
    R = standardised(table.values[:, [table.gene_index[gene] for gene in others]])
    t = standardised(table.gene(target)[:, None])[:, 0]

    def ranked(strength: NDArray[np.float64]) -> list[str]:
        return top(strength, others, target)

    nets = one_network.bootstrapped_elastic_net(R, t, RESAMPLES, seeds)
    return {
        "elastic net, bootstrapped": [ranked(mean) for mean, _ in nets],
        "elastic net, share of bootstraps": [ranked(share + 1e-6 * mean) for mean, share in nets],
        "random forest": [ranked(one_network.random_forest(R, t, seed)) for seed in range(seeds)],
        "correlation": [ranked(one_network.correlation(R, t))],
    }


def measure(arguments: argparse.Namespace) -> dict[str, object]:
    table, _ = read_expression(str(arguments.data / "gdsc_expression.parquet"))
    regulators = tuple(gene for gene in builtin_regulators() if gene in table.gene_index)
    known = known_regulators(arguments.data / "trrust_v2_human.tsv", regulators)
    named = arguments.targets.split(",")
    rest = sorted((t for t in known if t in table.gene_index and t not in named), key=lambda t: (-len(known[t]), t))
    broad = rest[: arguments.broad]
    targets = [*named, *broad]
    hits: dict[str, dict[str, list[int]]] = {}

    def count(target: str, rankings: Rankings) -> None:
        for method, lists in rankings.items():
            hits.setdefault(method, {})[target] = [len(known[target] & set(found)) for found in lists]
            if target in named:
                marked = [f"{gene}*" if gene in known[target] else gene for gene in lists[0]]
                print(f"{target}, {method}: {' '.join(marked)}", file=sys.stderr, flush=True)

    for name in arguments.settings.split(";"):
        if name == STUDY:
            study = open_study(arguments.study)
            for target in targets:
                count(target, by_ours(study, target, name))
            continue
        with tempfile.TemporaryDirectory() as folder:
            settings = replace(SETTINGS[name], score_grid=arguments.points or None, bandwidth=arguments.bandwidth)
            study = made_study(Path(folder) / "study", arguments.data, table, targets, settings)
            for target in targets:
                count(target, by_ours(study, target, name))
    for target in targets:
        count(target, by_others(table, regulators, target, arguments.seeds))
    return summary(hits, {target: expected_hits(known[target], regulators, target) for target in targets}, named, known)


def summary(
    hits: Mapping[str, Mapping[str, list[int]]],
    chance: Mapping[str, float],
    named: list[str],
    known: Mapping[str, frozenset[str]],
) -> dict[str, object]:
    """Hits per method and named target (mean and standard deviation over seeds), and their mean over the others."""
    broad = [target for target in chance if target not in named]
    rows: dict[str, Mapping[str, list[int]] | Mapping[str, list[float]]] = {
        **hits,
        "by chance": {target: [value] for target, value in chance.items()},
    }
    out: dict[str, object] = {"top": TOP}
    out["known"] = {target: float(len(known[target])) for target in named}
    for method, of in rows.items():
        figures = {target: float(np.mean(of[target])) for target in named}
        figures |= {f"{target}_sd": float(np.std(of[target])) for target in named}
        if broad:
            figures[f"mean_of_{len(broad)}"] = float(np.mean([np.mean(of[target]) for target in broad]))
        out[method] = figures
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared" / "data")
    parser.add_argument("--settings", default="", help=f"names separated by ;: {', '.join(SETTINGS)}")
    parser.add_argument("--study", type=Path, help="a study of this matrix that has the targets and the regulators")
    parser.add_argument("--targets", default="CDH1,VIM,ESRP1")
    parser.add_argument("--broad", type=int, default=20)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--points", type=int, default=60)
    parser.add_argument(
        "--bandwidth", type=float, help="h, in squared units of the score; default: by cross-validation"
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if not arguments.data.is_dir():
        parser.error(f"the reference data are not in {arguments.data}; name their folder with --data")
    if arguments.quick:
        arguments.seeds, arguments.broad, arguments.points = 1, 0, 20
        arguments.settings = arguments.settings or "ours"
    if arguments.study:
        arguments.settings = ";".join(filter(None, [STUDY, arguments.settings]))
    arguments.settings = arguments.settings or ";".join(SETTINGS)
    if unknown := [name for name in arguments.settings.split(";") if name not in (*SETTINGS, STUDY)]:
        parser.error(f"unknown: {', '.join(unknown)}; settings: {'; '.join(SETTINGS)}")
    show(measure(arguments), arguments.json)


if __name__ == "__main__":
    main()
