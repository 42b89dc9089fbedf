"""The methods compared: each an estimator that chooses its own settings by cross-validation among what it learns from.

What they choose from is here too, in one place: a figure of benchmarks/accuracy.py is held out of all of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import Lasso, LogisticRegression, Ridge
from sklearn.model_selection import GridSearchCV, KFold, StratifiedKFold
from sklearn.multiclass import OneVsRestClassifier
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import SplineTransformer, StandardScaler

from benchmarks.predicting.features import Ranks, SharedCores, VariableEdges
from compute.components import TRIP, TRIPClassifier

View = Literal["networks", "edges", "effects", "effect_edges", "expression", "modulator"]

RANKS = ((3, 3), (8, 8))
EDGES = 1000
HIDDEN = 32
TREES = 300
EPOCHS = 100
"""Steps of TRIP's search at most; a fit to the score needs 20 to 50."""
WEIGHTS = {"scores": np.logspace(-2, 4, 7), "classes": np.logspace(-4, 1, 6)}
"""Ridge's penalties; the inverse penalties C of logistic regression."""
LASSO = np.logspace(-2.5, -0.5, 5)
"""The lasso's penalties, as shares of the score's standard deviation."""
SPLINE = 6


@dataclass(frozen=True)
class Method:
    """view: what it predicts from. make: (classes or not, inner folds, seed, folder for what is computed once)."""

    view: View
    make: Callable[[bool, int, int, str], Any]


def _search(model: Any, grid: Any, classes: bool, inner: int, seed: int) -> Any:
    splits = (StratifiedKFold if classes else KFold)(inner, shuffle=True, random_state=seed)
    return GridSearchCV(model, grid, scoring="roc_auc_ovr" if classes else "r2", cv=splits, error_score="raise")


def _trip(predictor: Literal["linear", "mlp"]) -> Callable[[bool, int, int, str], Any]:
    """Two ranks, and keeping the networks weighed like predicting or ten times as much (with smaller weights)."""
    grid = [
        {"rank": RANKS, "rho": [1.0], "ridge": [0.01]},
        {"rank": RANKS[:1], "rho": [10.0], "ridge": [0.1]},
    ]

    def make(classes: bool, inner: int, seed: int, _: str) -> Any:
        settings: dict[str, Any] = {"predictor": predictor, "hidden": HIDDEN, "max_epochs": EPOCHS, "seed": seed}
        model = TRIPClassifier(class_weight="balanced", **settings) if classes else TRIP(**settings)
        return _search(model, grid, classes, inner, seed)

    return make


def _linear(classes: bool) -> tuple[Any, dict[str, Any]]:
    if classes:
        model: Any = LogisticRegression(class_weight="balanced", max_iter=300)
        return model, {"logisticregression__C": WEIGHTS["classes"]}
    return Ridge(), {"ridge__alpha": WEIGHTS["scores"]}


def _perceptron(classes: bool, seed: int) -> tuple[Any, dict[str, Any]]:
    """One layer of tanh units, as TRIP's; scikit-learn's knows no class weights."""
    kind = MLPClassifier if classes else MLPRegressor
    model = kind(hidden_layer_sizes=(HIDDEN,), activation="tanh", solver="lbfgs", max_iter=300, random_state=seed)
    return model, {f"{kind.__name__.lower()}__alpha": [0.1, 10.0, 100.0]}


def _hosvd(perceptron: bool) -> Callable[[bool, int, int, str], Any]:
    def make(classes: bool, inner: int, seed: int, cache: str) -> Any:
        model, grid = _perceptron(classes, seed) if perceptron else _linear(classes)
        chain = make_pipeline(SharedCores(), StandardScaler(), model, memory=cache)
        return _search(chain, {"sharedcores__rank": RANKS, **grid}, classes, inner, seed)

    return make


def _edges_ridge(classes: bool, inner: int, seed: int, cache: str) -> Any:
    model, grid = _linear(classes)
    chain = make_pipeline(VariableEdges(EDGES), StandardScaler(), model, memory=cache)
    return _search(chain, grid, classes, inner, seed)


def _edges_lasso(classes: bool, inner: int, seed: int, cache: str) -> Any:
    if classes:
        one = LogisticRegression(
            solver="liblinear", l1_ratio=1.0, class_weight="balanced", max_iter=100, tol=1e-2, random_state=seed
        )
        model: Any = OneVsRestClassifier(one)
        grid: dict[str, Any] = {"onevsrestclassifier__estimator__C": [0.03, 0.1, 0.3]}
    else:
        model, grid = ScaledLasso(), {"scaledlasso__share": LASSO}
    chain = make_pipeline(VariableEdges(EDGES), StandardScaler(), model, memory=cache)
    return _search(chain, grid, classes, inner, seed)


class ScaledLasso(Lasso):
    """The lasso with its penalty as a share of the score's standard deviation, so that one grid serves every score."""

    def __init__(self, share: float = 0.1) -> None:
        super().__init__(max_iter=2000, tol=1e-3)
        self.share = share

    def fit(self, X: Any, y: Any, **_: Any) -> ScaledLasso:
        self.alpha = self.share * float(np.std(y))
        return super().fit(X, y)


def _edges_forest(classes: bool, inner: int, seed: int, cache: str) -> Any:
    settings: dict[str, Any] = {"n_estimators": TREES, "max_features": "sqrt", "random_state": seed, "n_jobs": 1}
    model = (
        RandomForestClassifier(class_weight="balanced", **settings) if classes else RandomForestRegressor(**settings)
    )
    chain = make_pipeline(VariableEdges(EDGES), model, memory=cache)
    return _search(chain, {f"{type(model).__name__.lower()}__min_samples_leaf": [1, 5]}, classes, inner, seed)


def _expression_ridge(classes: bool, inner: int, seed: int, _: str) -> Any:
    model, grid = _linear(classes)
    return _search(make_pipeline(StandardScaler(), model), grid, classes, inner, seed)


def _modulator_alone(classes: bool, inner: int, seed: int, _: str) -> Any:
    """A smooth curve over the modulator's ranks."""
    model, grid = _linear(classes)
    return _search(make_pipeline(Ranks(), SplineTransformer(SPLINE), model), grid, classes, inner, seed)


METHODS: dict[str, Method] = {
    "TRIP linear": Method("networks", _trip("linear")),
    "TRIP perceptron": Method("networks", _trip("mlp")),
    "HOSVD, linear": Method("networks", _hosvd(False)),
    "HOSVD, perceptron": Method("networks", _hosvd(True)),
    "ridge, edges": Method("edges", _edges_ridge),
    "lasso, edges": Method("edges", _edges_lasso),
    "random forest, edges": Method("edges", _edges_forest),
    "TRIP linear, effects": Method("effects", _trip("linear")),
    "ridge, effects": Method("effect_edges", _edges_ridge),
    "ridge, regulators' expression": Method("expression", _expression_ridge),
    "modulator alone": Method("modulator", _modulator_alone),
}
