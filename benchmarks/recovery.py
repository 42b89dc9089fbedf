"""Does it find the truth: edges planted in simulated cohorts, ours and others' ways to find them.

    python benchmarks/recovery.py [--seeds 5] [--first-seed 0] [--designs even,...] [--methods ours,...] [--variants]
                                  [--reach X] [--no-confidence] [--data FOLDER] [--quick] [--json]

Figures per method, and under by_kind per kind of cohort (benchmarks/truth/metrics.py and sure.py say what they are):
ap, found, sign, precision, change, when, in_band, false_share_at_10, sure_per_target, each the mean over cohorts, with
KEY_sd. Each seed is another cohort. Kinds "real ..." have the expression of GDSC's regulators, read from --data;
without these data they are left out, and this is said. Methods without a confidence have no false_share_at_10 (null).
--variants compares settings of ours instead of methods; --reach: at that one bandwidth, in standard deviations of the
score. --no-confidence leaves out what needs it. --quick: one seed of three kinds, the methods that need seconds. One
thread.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.finding import ways
from benchmarks.finding.cohorts import DATA
from benchmarks.peers.environment import peers_python
from benchmarks.report import mean_and_spread, show
from benchmarks.truth import others
from benchmarks.truth.cohorts import DESIGNS, SimulatedCohort, simulate
from benchmarks.truth.metrics import in_band, scores
from benchmarks.truth.ours import BEFORE, PRESETS, VARIANTS, network_profiler
from benchmarks.truth.semisynthetic import REAL_DESIGNS, semisynthetic
from benchmarks.truth.sure import columns_of, false_among_sure
from compute.methods.columns import basis_of, without
from compute.methods.curves import settings as curves_settings
from compute.methods.curves.problem import Problem, choose
from compute.methods.network_profiler.settings import Settings

SAMPLES_SCORED = 25
"""Networks compared with the truth per cohort, evenly spread over the samples in the order of the score."""
QUICK_DESIGNS = ("even", "real", "real groups given")
QUICK = ("network-profiler", "curves", "correlation")

Networks = Callable[[SimulatedCohort, others.Positions], "others.Networks | Reported"]


@dataclass(frozen=True)
class Reported:
    """Networks (s, p, q) of which only coefficients above ``least`` in size are reported; all of them are ranked.

    spread (s, p, q): standard deviations of the coefficients; None where the method has none.
    """

    networks: others.Networks
    least: float
    spread: others.Networks | None = None


@dataclass(frozen=True)
class Method:
    """networks: (s, p, q) of the samples asked for. way: how it selects edges, for its confidence; None without one.
    adjusts: whether it takes given groups out itself."""

    networks: Networks
    way: ways.Way | None = None
    adjusts: bool = False


def profiler(settings: Settings) -> Method:
    return Method(partial(network_profiler, settings=settings), ways.NetworkProfiler(settings), adjusts=True)


def curves(cohort: SimulatedCohort, at: others.Positions, form: str = "auto") -> Reported:
    """The course of every pair, in the form that predicts better; its size where it is no edge still ranks it."""
    settings = curves_settings.Settings(form=form)
    problem = Problem(columns_of(cohort), detrended=True, seed=settings.seed)
    model = problem.settled(choose(problem, settings)).ready()
    fits = [model.fit_target(k) for k in range(cohort.targets.shape[1])]
    functions = model.frame.course.at(cohort.modulator[at])
    courses = np.einsum("sf,pqf->spq", functions, np.array([fit.theta for fit in fits]))
    variance = np.einsum("sf,pqfg,sg->spq", functions, np.array([fit.covariance for fit in fits]), functions)
    return Reported(courses, model.least, np.sqrt(np.maximum(variance, 0.0)))


def contextualized(cohort: SimulatedCohort, at: others.Positions) -> others.Networks:
    """contextualized-ml: every sample's coefficients from a neural network of the score, tuned on held-out samples."""
    python = peers_python("requirements-contextualized.txt")
    with tempfile.TemporaryDirectory() as folder:
        data, out = Path(folder) / "cohort.npz", Path(folder) / "out.npz"
        np.savez(
            data,
            regulators=others.standardised(cohort.regulators).astype(np.float32),
            targets=others.standardised(cohort.targets).astype(np.float32),
            modulator=cohort.modulator.astype(np.float32),
        )
        script = HERE / "peers" / "contextualized_networks.py"
        run = subprocess.run([python, script, data, out], cwd=folder, capture_output=True, text=True)
        if run.returncode:
            raise SystemExit(f"contextualized-ml failed:\n{run.stderr[-2000:]}")
        return np.load(out)["betas"][at].astype(np.float64)


METHODS: dict[str, Method] = {
    "network-profiler": profiler(Settings()),
    "network-profiler what-changes": profiler(PRESETS["what-changes"]),
    "network-profiler as-published": profiler(PRESETS["as-published"]),
    "network-profiler before": profiler(Settings(**BEFORE)),
    "curves": Method(curves, ways.Curves(), adjusts=True),
    "curves shared": Method(partial(curves, form="shared"), ways.Curves(), adjusts=True),
    "correlation": Method(others.correlation, ways.Correlation()),
    "elastic net": Method(others.elastic_net),
    "elastic net linear in score": Method(others.elastic_net_slopes),
    "windowed lasso": Method(others.windowed_lasso),
    "LIONESS": Method(others.lioness),
    "LIONESS mean of neighbours": Method(others.lioness_nearby),
    "SSN": Method(others.single_sample_network),
    "contextualized-ml": Method(contextualized),
}


def made(design: str, seed: int, data: Path) -> SimulatedCohort:
    if design in DESIGNS:
        return simulate(DESIGNS[design], seed)
    return semisynthetic(REAL_DESIGNS[design], seed, data)


def without_groups(cohort: SimulatedCohort) -> SimulatedCohort:
    """The cohort with what given groups explain taken out, for methods that cannot be given any."""
    if cohort.groups is None:
        return cohort
    basis = basis_of((cohort.groups[:, None] == np.unique(cohort.groups)[1:]).astype(float))
    return replace(cohort, regulators=without(cohort.regulators, basis), targets=without(cohort.targets, basis))


def runs(
    designs: list[str], methods: dict[str, Method], seeds: range, data: Path
) -> Iterator[tuple[str, str, dict[str, float]]]:
    """(design, method, figures), cohort by cohort; every method sees the same cohorts."""
    for seed in seeds:
        for design in designs:
            cohort = made(design, seed, data)
            at = np.linspace(0, len(cohort.modulator) - 1, SAMPLES_SCORED).astype(int)
            for name, method in methods.items():
                begun = time.process_time()
                found = method.networks(cohort if method.adjusts else without_groups(cohort), at)
                said = found if isinstance(found, Reported) else Reported(found, 0.0)
                figures = scores(said.networks, cohort.truth[at], said.least)
                if said.spread is not None:
                    figures["in_band"] = in_band(said.networks, said.spread, cohort.truth[at], said.least)
                figures["seconds"] = time.process_time() - begun
                if method.way is not None:
                    figures |= false_among_sure(method.way, cohort, seed)
                print(f"{seed} {design}, {name}: {figures}", file=sys.stderr, flush=True)
                yield design, name, figures


def summary(results: list[tuple[str, str, dict[str, float]]]) -> dict[str, object]:
    """Mean and standard deviation per method over all cohorts, and under by_kind over the seeds of each kind."""
    out: dict[str, object] = {}
    for name in dict.fromkeys(name for _, name, _ in results):
        rows = [(design, figures) for design, method, figures in results if method == name]
        kinds = {design: _figures([row for of, row in rows if of == design]) for design, _ in rows}
        out[name] = _figures([row for _, row in rows]) | {"by_kind": kinds}
    return out


def _figures(rows: list[dict[str, float]]) -> dict[str, object]:
    return {"false_share_at_10": None} | mean_and_spread(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--designs", default="")
    parser.add_argument("--methods", default="", help="names separated by commas")
    parser.add_argument("--variants", action="store_true", help="settings of ours instead of methods")
    parser.add_argument("--reach", type=float)
    parser.add_argument("--no-confidence", action="store_true")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    known = METHODS
    if arguments.variants:
        reach = {} if arguments.reach is None else {"reach": (arguments.reach,)}
        known = {name: profiler(replace(settings, **reach)) for name, settings in VARIANTS.items()}
    if arguments.no_confidence:
        known = {name: replace(method, way=None) for name, method in known.items()}
    every = (*DESIGNS, *REAL_DESIGNS)
    designs = arguments.designs.split(",") if arguments.designs else list(QUICK_DESIGNS if arguments.quick else every)
    chosen = (
        arguments.methods.split(",") if arguments.methods else [n for n in known if not arguments.quick or n in QUICK]
    )
    unknown = [name for name in chosen if name not in known] + [name for name in designs if name not in every]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; methods: {', '.join(known)}; designs: {', '.join(every)}")
    if not arguments.data.is_dir():
        print(f"The reference data are not in {arguments.data}: no cohorts of real regulators.", file=sys.stderr)
        designs = [name for name in designs if name in DESIGNS]
    seeds = range(arguments.first_seed, arguments.first_seed + (1 if arguments.quick else arguments.seeds))
    found = list(runs(designs, {name: known[name] for name in chosen}, seeds, arguments.data))
    show(summary(found), arguments.json)


if __name__ == "__main__":
    main()
