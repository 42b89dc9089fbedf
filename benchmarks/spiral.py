"""A plane in which classes wind around each other, hidden among directions of noise: who finds it.

    python benchmarks/spiral.py [--dimensions 10,50,200] [--samples 10000] [--seeds 5] [--methods "TRIP;..."]
                                [--quick] [--json]

Two classes are the arms of a spiral in two dimensions; the others are noise of the same variance, and all are rotated
together, so that no direction is stronger than another. A sample's network is its vector, 1 × dimensions. Figures per
number of dimensions and method: the largest principal angle, in degrees, between the plane and what was found (of LDA,
which has one direction for two classes, that direction's), and the share of as many new samples that are told apart.
Whatever finds the directions, a perceptron of the same size tells the classes apart; "plane given" is that perceptron
in the true plane, the ceiling; "all dimensions" is it without a projection. The idea of the experiment is that of
Maruhashi et al. 2020; its numbers are ours. --quick: one seed, 10 dimensions, 1,000 samples. One thread.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import subspace_angles
from sklearn.decomposition import PCA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.report import by_design, methods_named, show
from compute.components import TRIPClassifier

Floats = NDArray[np.float64]

TURNS = 1.25
HIDDEN, EPOCHS = 128, 300
RHO, RIDGE = 1e-3, 1e-3
"""Keeping the vectors is worth nothing here, as the plane is no stronger than the rest, so ρ is small. A spiral needs
many units, and weights that are held back enough not to learn the noise before its second direction is found: with
32 units and a ridge of 1e-4 one in five planes is found among 200 dimensions, with the default ridge of 0.01 none."""


@dataclass(frozen=True)
class Spiral:
    """vectors (n, d), labels (n,) 0 and 1, plane (d, 2) with orthonormal columns."""

    vectors: Floats
    labels: NDArray[np.intp]
    plane: Floats


@dataclass(frozen=True)
class Found:
    """directions (d, k) that a method looks at, None where it looks at all; predicted (n,) classes of new samples."""

    directions: Floats | None
    predicted: NDArray[np.intp]


def spiral(samples: int, dimensions: int, seed: int) -> Spiral:
    """As many of either class; every direction has variance 1."""
    rng = np.random.default_rng(seed)
    labels = rng.permutation(np.arange(samples) % 2)
    radius = np.sqrt(rng.uniform(0.02, 1, samples))
    angle = 2 * np.pi * TURNS * radius + np.pi * labels
    arms = radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    arms = np.linalg.solve(np.linalg.cholesky(arms.T @ arms / samples), arms.T).T  # not even the plane's axes differ
    noise = rng.standard_normal((samples, dimensions - 2))
    rotation, _ = np.linalg.qr(rng.standard_normal((dimensions, dimensions)))
    return Spiral(np.hstack([arms, noise]) @ rotation.T, labels, rotation[:, :2])


def perceptron() -> Any:
    model = MLPClassifier(
        (HIDDEN,),
        activation="tanh",
        solver="lbfgs",
        alpha=RIDGE,
        max_iter=EPOCHS,
        max_fun=20 * EPOCHS,
        tol=1e-7,
        random_state=0,
    )
    return make_pipeline(StandardScaler(), model)


def trip(known: Spiral, new: Floats) -> Found:
    model = TRIPClassifier(rank=(1, 2), predictor="mlp", hidden=HIDDEN, rho=RHO, ridge=RIDGE, max_epochs=EPOCHS)
    model.fit(as_networks(known.vectors), known.labels)
    return Found(model.target_loadings_, model.predict(as_networks(new)))


def trip_defaults(known: Spiral, new: Floats) -> Found:
    model = TRIPClassifier(rank=(1, 2), predictor="mlp").fit(as_networks(known.vectors), known.labels)
    return Found(model.target_loadings_, model.predict(as_networks(new)))


def as_networks(vectors: Floats) -> list[Any]:
    return [sparse.csr_array(vector[None]) for vector in vectors]


def _along(directions: Floats | None, known: Spiral, new: Floats) -> Found:
    """The perceptron on vectors projected on these directions."""
    project = np.eye(known.vectors.shape[1]) if directions is None else directions
    fitted = perceptron().fit(known.vectors @ project, known.labels)
    return Found(directions, fitted.predict(new @ project))


def pca(known: Spiral, new: Floats) -> Found:
    return _along(PCA(2).fit(known.vectors).components_.T, known, new)


def lda(known: Spiral, new: Floats) -> Found:
    direction = LinearDiscriminantAnalysis(solver="eigen").fit(known.vectors, known.labels).scalings_[:, :1]
    return _along(direction / np.linalg.norm(direction), known, new)


METHODS: dict[str, Callable[[Spiral, Floats], Found]] = {
    "TRIP": trip,
    "TRIP, default settings": trip_defaults,
    "PCA": pca,
    "LDA": lda,
    "all dimensions": lambda known, new: _along(None, known, new),
    "plane given": lambda known, new: _along(known.plane, known, new),
}


def runs(
    dimensions: list[int], methods: list[str], samples: int, seeds: int
) -> Iterator[tuple[str, str, dict[str, float]]]:
    """(dimensions, method, figures), spiral by spiral; every method sees the same ones."""
    for seed in range(seeds):
        for size in dimensions:
            both = spiral(2 * samples, size, seed)
            known = Spiral(both.vectors[:samples], both.labels[:samples], both.plane)
            for name in methods:
                begun = time.perf_counter()
                found = METHODS[name](known, both.vectors[samples:])
                figures = {"accuracy": float(np.mean(found.predicted == both.labels[samples:]))}
                if found.directions is not None:
                    figures["angle"] = float(np.rad2deg(subspace_angles(found.directions, both.plane)[0]))
                figures["seconds"] = time.perf_counter() - begun
                told = ", ".join(f"{key} {value:.3f}" for key, value in figures.items())
                print(f"{seed} {size} dimensions, {name}: {told}", file=sys.stderr, flush=True)
                yield f"{size} dimensions", name, figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dimensions", default="10,50,200")
    parser.add_argument("--methods", default=";".join(METHODS), help="names separated by ;")
    parser.add_argument("--samples", type=int, default=10_000, help="to learn from; as many are held out")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    methods = methods_named(parser, arguments.methods, ";", METHODS)
    dimensions, samples, seeds = (
        [int(size) for size in arguments.dimensions.split(",")],
        arguments.samples,
        arguments.seeds,
    )
    if arguments.quick:
        dimensions, samples, seeds = [10], 1_000, 1
    if min(dimensions) < 3:
        parser.error("a plane is hidden among others from 3 dimensions on")
    warnings.simplefilter("ignore", ConvergenceWarning)
    show(by_design(runs(dimensions, methods, samples, seeds)), arguments.json)


if __name__ == "__main__":
    main()
