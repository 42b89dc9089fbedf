"""Planted components in sparse networks: are they found again, and what does predicting cost of the networks.

    python benchmarks/planted.py [--seeds 5] [--noises 0.02,0.1,0.3] [--curve FILE.svg] [--ranks] [--quick] [--json]

Regulator-side components of a few regulators act on target-side components of a few targets, through a core of each
sample's own; half of the edges so made are missing in a sample at random, and a share of all pairs has a false edge. A
score depends on the core.

    recovery    three components a side, of which the score needs all; TRIP (linear, perceptron) and HOSVD at that rank,
                by the share of false edges: largest principal angle, in degrees, between planted and found subspaces;
                the planted components' correlation with their partner among the components found, in their fixed
                rotation and in varimax (the lowest of the three, either side); R² of as many new samples
    trade-off   five components a side, and the score needs only the weakest; rank 2, so that something has to be given
                up: R² of new samples against the energy kept, over ρ; HOSVD's energy is the ceiling

    ranks       only with --ranks, and then alone: the cohorts of "recovery", each sample of the class whose pair of the
                three on the core's diagonal is largest in it; TRIP for classes at ranks 1 to 5 by five folds: balanced
                accuracy and AUC held out, energy kept, components found again, and the rank that is suggested (three
                are planted)

--curve: draw the trade-off. --quick: one seed, one share of false edges, three values of ρ. One thread.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import subspace_angles
from sklearn.linear_model import RidgeCV
from sklearn.metrics import r2_score

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.drawing import Curve, Mark, tradeoff_picture
from benchmarks.predicting.features import SharedCores
from benchmarks.report import by_design, show
from compute.components import TRIP, TRIPClassifier
from compute.components.ranks.choice import suggest_rank
from compute.components.ranks.curve import rank_curve
from compute.components.reading.stored import sparse_rotation
from compute.components.stability.matching import match_components
from compute.components.trip.subspace import principal_rotation

Floats = NDArray[np.float64]
Predictor = Literal["linear", "mlp"]

SIZE, GENES = (120, 160), (12, 16)
"""Regulators and targets; of those, how many make a component."""
PRESENT = 0.5
STRENGTHS = {"recovery": (3.0, 2.0, 1.4), "trade-off": (3.0, 2.6, 2.2, 1.8, 1.0)}
"""Of the components, either side; a core's entry (u, v) varies with the geometric mean of theirs."""
SAMPLES = 300
RHOS = tuple(float(f"{rho:.3g}") for rho in np.logspace(-3, 2, 11))
TRADE_NOISE, TRADE_RANK = 0.05, (2, 2)
RANKS, FOLDS = (1, 2, 3, 4, 5), 5


@dataclass(frozen=True)
class Cohort:
    """networks: sparse; scores (n,); classes (n,), the pair on the core's diagonal that is largest; the planted
    orthonormal factors (q, r) and (p, r)."""

    networks: list[Any]
    scores: Floats
    classes: NDArray[np.str_]
    regulator_factor: Floats
    target_factor: Floats


def simulate(design: str, seed: int, samples: int, noise: float) -> Cohort:
    """``noise``: share of regulator-target pairs with a false edge, as strong as the strongest components' edges."""
    rng = np.random.default_rng(seed)
    strengths = np.array(STRENGTHS[design])
    left, right = (_loadings(rng, size, genes, len(strengths)) for size, genes in zip(SIZE, GENES, strict=True))
    spread = np.sqrt(np.outer(strengths, strengths))
    cores = rng.standard_normal((samples, *spread.shape)) * spread
    unit = cores / spread
    # "recovery": a bend in what the strongest pair does, and all the others on the diagonal; "trade-off": the last pair
    scores = np.tanh(unit[:, 0, 0]) + unit[:, 1, 1] + unit[:, 2, 2] if design == "recovery" else unit[:, -1, -1]
    strong = strengths[0] / np.sqrt(np.prod(GENES))
    networks = []
    for core in cores:
        planted = left @ core @ right.T * (rng.random(SIZE) < PRESENT)
        false = rng.normal(0, strong, SIZE) * (rng.random(SIZE) < noise)
        networks.append(sparse.csr_array(planted + false))
    scores = scores + 0.2 * rng.standard_normal(samples)
    diagonal = np.diagonal(unit, axis1=1, axis2=2) + 0.2 * rng.standard_normal((samples, len(strengths)))
    classes = np.array(list("ABCDE"))[diagonal.argmax(axis=1)]
    return Cohort(networks, scores, classes, left, right)


def _loadings(rng: np.random.Generator, size: int, genes: int, components: int) -> Floats:
    """(size, components), orthonormal: every component of genes of its own, of either sign."""
    places = rng.permutation(size)[: genes * components].reshape(components, genes)
    loadings = np.zeros((size, components))
    for component, own in enumerate(places):
        loadings[own, component] = rng.choice([-1.0, 1.0], genes) * rng.uniform(0.5, 1.5, genes)
    return loadings / np.linalg.norm(loadings, axis=0)


@dataclass(frozen=True)
class Fitted:
    """Loadings in principal order; predicted scores of new samples; the share of energy kept, and the ceiling."""

    regulator_loadings: Floats
    target_loadings: Floats
    predicted: Floats
    retained: float
    ceiling: float


def by_trip(known: Cohort, new: list[Any], rank: tuple[int, int], rho: float, predictor: Predictor) -> Fitted:
    model = TRIP(rank=rank, rho=rho, predictor=predictor).fit(known.networks, known.scores)
    return Fitted(
        model.regulator_loadings_,
        model.target_loadings_,
        model.predict(new),
        model.retained_energy_,
        model.hosvd_retained_energy_,
    )


def by_hosvd(known: Cohort, new: list[Any], rank: tuple[int, int]) -> Fitted:
    """Unsupervised components, then ridge regression on their cores."""
    shared = SharedCores(rank).fit(known.networks)
    left, right = shared.subspace_.regulator_factor, shared.subspace_.target_factor
    cores = shared.transform(known.networks)
    kept = float((cores**2).sum() / sum(float((network.data**2).sum()) for network in known.networks))
    turned = principal_rotation(cores.reshape(len(cores), *rank), left, right)
    ridge = RidgeCV(np.logspace(-3, 3, 13)).fit(cores, known.scores)
    return Fitted(left @ turned[0], right @ turned[1], ridge.predict(shared.transform(new)), kept, kept)


def recovered(found: Fitted, truth: Cohort) -> dict[str, float]:
    """Angles between subspaces, and the worst component's correlation, in principal order and in varimax."""
    sides = (
        ("regulators", truth.regulator_factor, found.regulator_loadings),
        ("targets", truth.target_factor, found.target_loadings),
    )
    figures = {f"angle_{side}": float(np.rad2deg(subspace_angles(*pair)[0])) for side, *pair in sides}
    for name, turned in (("principal", lambda loadings: loadings), ("varimax", sparse_rotation)):
        figures[f"loading_{name}"] = min(
            float(match_components(planted, turned(loadings)).cosine.min()) for _, planted, loadings in sides
        )
    return figures


def recovery(noises: Sequence[float], seeds: int) -> Iterator[tuple[str, str, dict[str, float]]]:
    rank = (3, 3)
    for seed in range(seeds):
        for noise in noises:
            both = simulate("recovery", seed, 2 * SAMPLES, noise)
            known = _first(both, SAMPLES)
            new, wanted = both.networks[SAMPLES:], both.scores[SAMPLES:]
            for name, found in (
                ("TRIP linear", by_trip(known, new, rank, 1.0, "linear")),
                ("TRIP perceptron", by_trip(known, new, rank, 1.0, "mlp")),
                ("HOSVD", by_hosvd(known, new, rank)),
            ):
                figures = {**recovered(found, both), "r2": float(r2_score(wanted, found.predicted))}
                yield _told(f"{noise:.0%} false edges", name, seed, figures)


def tradeoff(rhos: Sequence[float], seeds: int) -> Iterator[tuple[str, str, dict[str, float]]]:
    for seed in range(seeds):
        both = simulate("trade-off", seed, 2 * SAMPLES, TRADE_NOISE)
        known = _first(both, SAMPLES)
        new, wanted = both.networks[SAMPLES:], both.scores[SAMPLES:]
        predictors: tuple[Predictor, ...] = ("linear", "mlp")
        for predictor in predictors:
            for rho in rhos:
                found = by_trip(known, new, TRADE_RANK, rho, predictor)
                yield _told(f"trade-off, {predictor}", f"rho {rho:g}", seed, _traded(found, both, wanted))
        yield _told("trade-off", "HOSVD", seed, _traded(by_hosvd(known, new, TRADE_RANK), both, wanted))


def ranks_of_classes(noises: Sequence[float], seeds: int) -> Iterator[tuple[str, str, dict[str, float]]]:
    for seed in range(seeds):
        for noise in noises:
            made = simulate("recovery", seed, SAMPLES, noise)
            curve = rank_curve(TRIPClassifier(), made.networks, made.classes, RANKS, FOLDS)
            suggested = suggest_rank(curve).rank
            for point in curve:
                figures = {
                    "balanced_accuracy": point.balanced_accuracy_held_out,
                    "standard_error": point.balanced_accuracy_standard_error,
                    "auc": point.auc_held_out,
                    "retained": point.retained_energy,
                    "lowest_stability": point.lowest_stability,
                    "stable": float(np.mean(point.stable)),
                    "suggested": float(point.rank == suggested),
                }
                yield _told(f"{noise:.0%} false edges, classes", f"rank {point.rank}", seed, figures)


def _first(whole: Cohort, count: int) -> Cohort:
    left, right = whole.regulator_factor, whole.target_factor
    return Cohort(whole.networks[:count], whole.scores[:count], whole.classes[:count], left, right)


def _traded(found: Fitted, truth: Cohort, wanted: Floats) -> dict[str, float]:
    needed = truth.regulator_factor[:, -1:]
    return {
        "r2": float(r2_score(wanted, found.predicted)),
        "retained": found.retained,
        "retained_of_ceiling": found.retained / found.ceiling,
        "angle_to_needed": float(np.rad2deg(subspace_angles(found.regulator_loadings, needed)[0])),
    }


def _told(group: str, name: str, seed: int, figures: dict[str, float]) -> tuple[str, str, dict[str, float]]:
    measure = "r2" if "r2" in figures else "balanced_accuracy"
    print(f"{seed} {group}, {name}: {measure} {figures[measure]:.3f}", file=sys.stderr, flush=True)
    return group, name, figures


def picture(found: dict[str, dict[str, float]], rhos: Sequence[float]) -> str:
    """R² of new samples against the energy kept, by ρ, as SVG."""

    def mark(name: str, label: str) -> Mark:
        row = found[name]
        return Mark(row["retained"], row["r2"], row.get("r2_sd", 0.0), label)

    labels = {rho: f"ρ {rho:g}" if rho in (rhos[0], rhos[len(rhos) // 2], rhos[-1]) else "" for rho in rhos}
    curves = [
        Curve(words, [mark(f"trade-off, {kind}: rho {rho:g}", labels[rho] if kind == "linear" else "") for rho in rhos])
        for words, kind in (("TRIP, linear", "linear"), ("TRIP, perceptron", "mlp"))
    ]
    return tradeoff_picture(
        "What predicting costs of the networks (simulated)",
        ("share of the networks' energy kept", "R² of new samples"),
        curves,
        mark("trade-off: HOSVD", "HOSVD: as much as can be kept"),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--noises", default="0.02,0.1,0.3", help="shares of pairs with a false edge")
    parser.add_argument("--curve", type=Path, metavar="FILE.svg")
    parser.add_argument("--ranks", action="store_true", help="the curve over ranks of planted classes, nothing else")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    noises, seeds, rhos = [float(noise) for noise in arguments.noises.split(",")], arguments.seeds, RHOS
    if arguments.quick:
        noises, seeds, rhos = noises[:1], 1, (RHOS[0], RHOS[6], RHOS[-1])
    if arguments.ranks:
        show(by_design(ranks_of_classes(noises, seeds)), arguments.json)
        return
    found = by_design(recovery(noises, seeds)) | by_design(tradeoff(rhos, seeds))
    if arguments.curve:
        arguments.curve.write_text(picture(found, rhos), encoding="utf-8")
    show(found, arguments.json)


if __name__ == "__main__":
    main()
