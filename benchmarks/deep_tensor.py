"""Telling classes of networks apart whose genes do not correspond: Deep Tensor, its ablations, and others' ways.

    python benchmarks/deep_tensor.py [--designs arrangement,...] [--methods "TRIP;..."] [--seeds 3] [--samples 200]
                                     [--size 40 60] [--noise 0.3] [--folds 5] [--quick] [--json]

Networks of modules of regulators that act on modules of targets by a core pattern, one per class, with strengths of
each sample's own and edges of noise; unless the design says otherwise, the genes of every sample are in an order of its
own. Figures per design and method: area under the ROC curve and balanced accuracy, held out in stratified folds, mean
and standard deviation over the seeds, each seed another cohort. Chance is 0.5. One thread.

    arrangement   classes differ in which module a sign belongs to, regulators' or targets'; the networks' singular
                  values and their shares of activating edges are the same
    spectrum      classes differ in singular values: one module pair or two
    beneath       as "arrangement", beneath a third pair of modules, three times as strong, that knows nothing of the
                  class: what the networks have most in common is not what tells them apart
    either or     two pairs of modules: both activate or both repress in one class, only one of them in the other, so
                  that no weighted sum of the entries of a planted core tells the classes apart
    in order      as "arrangement", genes in the same order in all samples: the control
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score, roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.predicting.features import SharedCores
from benchmarks.report import by_design, show
from benchmarks.truth.weisfeiler_lehman import WeisfeilerLehman
from compute.components import DeepTensorClassifier, TRIPClassifier

RANK = (2, 2)
HIDDEN = 16

Core = NDArray[np.float64]
Cohort = tuple[list[Any], NDArray[np.intp]]


def arrangement(label: int, _: np.random.Generator) -> Core:
    return np.array([[[1.0, -1.0], [1.0, -1.0]], [[1.0, 1.0], [-1.0, -1.0]]][label])


def spectrum(label: int, _: np.random.Generator) -> Core:
    return np.array([[[1.0, -1.0], [-1.0, 1.0]], [[1.4, 0.0], [0.0, -1.4]]][label])


def beneath(label: int, rng: np.random.Generator) -> Core:
    core = np.zeros((3, 3))
    core[:2, :2] = arrangement(label, rng)
    core[2, 2] = 3 * rng.choice([-1.0, 1.0])
    return core


def either_or(label: int, rng: np.random.Generator) -> Core:
    first = rng.choice([-1.0, 1.0])
    return np.diag([first, first if label else -first])


DESIGNS: dict[str, tuple[Callable[[int, np.random.Generator], Core], bool]] = {
    "arrangement": (arrangement, True),
    "spectrum": (spectrum, True),
    "beneath": (beneath, True),
    "either or": (either_or, True),
    "in order": (arrangement, False),
}
"""A core pattern per class, regulator modules × target modules, and whether the genes of every sample are in an order
of its own. Over the samples of a class each pattern sums to zero: the sum over all edges is the same in any order of
the genes, and would give the class away to whoever projects all networks alike. (In "either or" its square still does.)
"""


def simulate(design: str, seed: int, samples: int, size: tuple[int, int], noise: float) -> Cohort:
    """Networks (regulators × targets, sparse) and their classes 0 and 1, as many of either."""
    pattern, shuffled = DESIGNS[design]
    rng = np.random.default_rng(seed)
    labels = rng.permutation(np.arange(samples) % 2)
    fixed = [rng.permutation(length) for length in size]
    networks = []
    for label in labels:
        order = [rng.permutation(length) for length in size] if shuffled else fixed
        core = pattern(label, rng)
        core = core * rng.uniform(0.6, 1.4, core.shape)
        left, right = (_membership(places, len(core)) for places in order)
        present = rng.random(size) < 0.5
        false = rng.random(size) < noise
        strength = (left @ core @ right.T) * present + false * rng.normal(0, 0.8, size)
        networks.append(sparse.csr_array(strength))
    return networks, labels


def _membership(places: NDArray[np.intp], modules: int) -> NDArray[np.float64]:
    """(genes, modules): 1 for the genes of each module, a quarter of all genes."""
    quarter = len(places) // 4
    member = np.zeros((len(places), modules))
    for module in range(modules):
        member[places[module * quarter : (module + 1) * quarter], module] = 1.0
    return member


class SingularValues(TransformerMixin, BaseEstimator):
    """The leading singular values of every network, which no order of its genes changes."""

    def fit(self, *_: object) -> SingularValues:
        return self

    def transform(self, X: list[Any]) -> NDArray[np.float64]:
        return np.stack([np.linalg.svd(network.toarray(), compute_uv=False)[: 2 * max(RANK)] for network in X])


def perceptron() -> Any:
    """The same kind of predictor as ours, after whatever features."""
    return make_pipeline(
        StandardScaler(),
        MLPClassifier((HIDDEN,), activation="tanh", solver="lbfgs", alpha=0.1, max_iter=1000, random_state=0),
    )


def line() -> Any:
    return make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))


def deep(**settings: Any) -> Any:
    return DeepTensorClassifier(**{"rank": RANK, "predictor": "mlp", "hidden": HIDDEN, "compression": 10, **settings})


METHODS: dict[str, Callable[[], Any]] = {
    "Deep Tensor": deep,
    "Deep Tensor, fixed core": lambda: deep(learn_core=False),
    "Deep Tensor, no hidden layer": lambda: deep(predictor="linear"),
    "Deep Tensor, neither": lambda: deep(predictor="linear", learn_core=False),
    "Deep Tensor, one channel": lambda: deep(channels="plain"),
    "TRIP": lambda: TRIPClassifier(rank=RANK, predictor="mlp", hidden=HIDDEN),
    "TRIP, no hidden layer": lambda: TRIPClassifier(rank=RANK),
    "HOSVD, perceptron": lambda: make_pipeline(SharedCores(RANK), perceptron()),
    "HOSVD, logistic": lambda: make_pipeline(SharedCores(RANK), line()),
    "singular values, perceptron": lambda: make_pipeline(SingularValues(), perceptron()),
    "Weisfeiler-Lehman kernel": WeisfeilerLehman,
}


def runs(
    designs: list[str], methods: list[str], seeds: int, samples: int, size: tuple[int, int], noise: float, folds: int
) -> Iterator[tuple[str, str, dict[str, float]]]:
    """(design, method, figures), cohort by cohort; every method sees the same cohorts and folds."""
    for seed in range(seeds):
        for design in designs:
            networks, labels = simulate(design, seed, samples, size, noise)
            splits = StratifiedKFold(folds, shuffle=True, random_state=seed)
            for name in methods:
                begun = time.process_time()
                shares = cross_val_predict(METHODS[name](), networks, labels, cv=splits, method="predict_proba")
                figures = {
                    "auc": float(roc_auc_score(labels, shares[:, 1])),
                    "balanced_accuracy": float(balanced_accuracy_score(labels, shares.argmax(axis=1))),
                    "seconds": time.process_time() - begun,
                }
                print(f"{seed} {design}, {name}: auc {figures['auc']:.3f}", file=sys.stderr)
                yield design, name, figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--designs", default=",".join(DESIGNS))
    parser.add_argument("--methods", default=";".join(METHODS), help="names separated by ;")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--samples", type=int, default=200)
    parser.add_argument("--size", type=int, nargs=2, default=(40, 60), metavar=("REGULATORS", "TARGETS"))
    parser.add_argument("--noise", type=float, default=0.3, help="share of regulator-target pairs with a false edge")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="one seed, 60 samples, 3 folds")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    designs, methods = arguments.designs.split(","), arguments.methods.split(";")
    unknown = [name for name in designs if name not in DESIGNS] + [name for name in methods if name not in METHODS]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; designs: {', '.join(DESIGNS)}; methods: {'; '.join(METHODS)}")
    seeds, samples, folds = (1, 60, 3) if arguments.quick else (arguments.seeds, arguments.samples, arguments.folds)
    found = runs(designs, methods, seeds, samples, tuple(arguments.size), arguments.noise, folds)
    show(by_design(found), arguments.json)


if __name__ == "__main__":
    main()
