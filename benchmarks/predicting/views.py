"""What there is to predict from in a study, and what to predict; one row per sample, in the study's order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from compute.components.learn.study_outcome import study_outcome
from compute.read.names import match_names
from compute.read.scores import read_scores
from compute.study import Study

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Views:
    """Of the same n samples. networks: n sparse matrices, regulators × targets. edges: (n, q·p) sparse, the networks
    row by row in one row each. effects: n sparse matrices, the networks with every coefficient times its regulator's
    expression in that sample, from the cohort's mean, in standard deviations; effect_edges: those in one row each.
    expression: (n, q) of the regulators. modulator: (n, 1), what networks were profiled along."""

    networks: list[Any]
    edges: Any
    effects: list[Any]
    effect_edges: Any
    expression: Floats
    modulator: Floats


@dataclass(frozen=True)
class Question:
    """name: of what is predicted. values: (n,) scores, or positions of classes. samples: (n,) their positions in the
    study. classes: sorted, None for scores."""

    name: str
    values: NDArray[Any]
    samples: NDArray[np.intp]
    classes: tuple[str, ...] | None


def asked(study: Study, column: str | None, scores: str | None, as_classes: bool, folds: int) -> Question:
    """The modulator, a column of the annotation, or scores in a file of their own (``FILE:NAME``); samples without an
    answer, or in a class of fewer than ``folds`` samples, are left out."""
    if scores is not None:
        found = read_scores(scores)
        positions = match_names(study.samples, found.samples).positions
        values = np.where(positions >= 0, found.values[positions], np.nan)
        samples = np.flatnonzero(np.isfinite(values))
        return Question(found.name, values[samples], samples, None)
    outcome = study_outcome(study, column, folds, as_classes)
    answers = outcome.values if outcome.classes is None else outcome.labels
    return Question(outcome.name, answers[outcome.learned], outcome.learned, outcome.classes)


def views(study: Study, samples: Sequence[int] | NDArray[np.intp]) -> Views:
    """Everything a study knows of these samples."""
    positions = [int(sample) for sample in samples]
    networks = [study.network(sample) for sample in positions]
    expression = np.stack([study.expression(gene)[positions] for gene in study.regulators], axis=1).astype(np.float64)
    levels = (expression - expression.mean(axis=0)) / expression.std(axis=0)
    effects = [
        sparse.csr_array(sparse.diags_array(level) @ network) for level, network in zip(levels, networks, strict=True)
    ]
    return Views(networks, flat(networks), effects, flat(effects), expression, study.modulator[positions][:, None])


def flat(networks: Sequence[Any]) -> Any:
    """(n, q·p) sparse: the rows of each network one after another."""
    size = networks[0].shape[0] * networks[0].shape[1]
    return sparse.csr_array(sparse.vstack([network.reshape((1, size)) for network in networks], format="csr"))
