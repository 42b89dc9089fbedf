"""What the commands that learn a model (``trip``, ``deep-tensor``) share: options, progress, stopping, the summary."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from typing import Any

from compute.cli.arguments import add_study
from compute.cli.progress import duration
from compute.components.learn.search_end import not_converged, stop_words
from compute.components.learn.settings import (
    FOLDS,
    MAX_EPOCHS,
    PATIENCE,
    PREDICTORS,
    RANK,
    VALIDATION_FRACTION,
    FitStep,
)
from compute.messages import Message
from compute.study import StoredModel

SECONDS_PER_LINE = 10
"""How often progress is written where the output is a file and no line can be written over."""


def add_fit_arguments(parser: argparse.ArgumentParser, name: str) -> None:
    """Options of every command that learns a model; ``name``: what it is stored under unless told otherwise."""
    add_study(parser)
    parser.add_argument(
        "--rank",
        nargs=2,
        type=int,
        default=RANK,
        metavar=("A", "B"),
        help=f"numbers of regulator-side and target-side components (default: {RANK[0]} {RANK[1]})",
    )
    parser.add_argument(
        "--predictor",
        choices=PREDICTORS,
        default="linear",
        help="linear (default), or mlp: a neural network (multilayer perceptron), for nonlinear relations",
    )
    add_outcome_arguments(parser)
    parser.add_argument(
        "--folds", type=int, default=FOLDS, metavar="K", help=f"folds of the cross-validation (default: {FOLDS})"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="for folds and random starts (default: 0)")
    parser.add_argument(
        "--max-epochs",
        type=int,
        default=MAX_EPOCHS,
        metavar="M",
        help=f"maximum number of epochs (default: {MAX_EPOCHS})",
    )
    parser.add_argument(
        "--early-stopping",
        action="store_true",
        help=f"hold {100 * VALIDATION_FRACTION:.0f} in a hundred samples aside and stop once they have not been "
        f"predicted better for {PATIENCE} steps",
    )
    parser.add_argument(
        "--confidence",
        type=float,
        default=0.0,
        metavar="P",
        help="learn only from edges of at least this confidence, of a study with `confidence` (default: from all)",
    )
    parser.add_argument(
        "--name", default=name, help=f"name of the model; an existing one of that name is replaced (default: {name})"
    )
    parser.add_argument(
        "--resume",
        action="store_true",
        help="continue from the fits that a stopped run of the same command has finished",
    )


def add_outcome_arguments(parser: argparse.ArgumentParser) -> None:
    """What is predicted: the modulator, a column as scores, or as classes."""
    parser.add_argument(
        "--column",
        metavar="COLUMN",
        help="annotation column to predict: numbers as a score, text as classes (default: the study's modulator)",
    )
    parser.add_argument("--classes", action="store_true", help="treat the column's numbers as classes")
    parser.add_argument(
        "--class-weight",
        choices=("equal", "balanced"),
        default="equal",
        help="equal weight for every sample (equal, default) or for every class (balanced)",
    )


def outcome_settings(arguments: argparse.Namespace) -> dict[str, Any]:
    """The options of :func:`add_outcome_arguments` as the study-fitting functions take them."""
    return {
        "column": arguments.column,
        "as_classes": arguments.classes,
        "class_weight": "balanced" if arguments.class_weight == "balanced" else None,
    }


def fit_settings(arguments: argparse.Namespace) -> dict[str, Any]:
    """The shared options as the study-fitting functions take them."""
    return {
        "rank": tuple(arguments.rank),
        "predictor": arguments.predictor,
        **outcome_settings(arguments),
        "folds": arguments.folds,
        "seed": arguments.seed,
        "max_epochs": arguments.max_epochs,
        "early_stopping": arguments.early_stopping,
        "confidence": arguments.confidence,
        "name": arguments.name,
        "resume": arguments.resume,
    }


def tell_of(fit: Callable[..., StoredModel], lines: Callable[[StoredModel], list[str]]) -> None:
    """Run ``fit`` with progress on stderr, then print what came out. Ctrl-C ends it at once, between two steps."""
    line = _ProgressLine()
    try:
        model = fit(progress=line.step)
    except KeyboardInterrupt:
        line.end()
        raise KeyboardInterrupt(
            "Stopped; no model was stored. Run the same command with --resume to keep the fits that were finished."
        ) from None
    line.end()
    for sentence in [*lines(model), *not_converged(model.info), *accuracy_lines(model.info)]:
        print(sentence, file=sys.stderr)


def fit_line(model: StoredModel) -> str:
    """What was learned, how long it took, and why the search ended."""
    info = model.info
    rank = " × ".join(map(str, info["rank"]))
    return (
        f"{model.folder}: rank {rank}, {info['predictor']}, {info['epochs']} epochs ({stop_words(info)}), "
        f"{info['seconds']:.0f} s."
    )


def accuracy_lines(info: dict[str, Any]) -> list[str]:
    """What is predicted and how well, what was left out, and the caution."""
    kinds = {"r2": "R²", "spearman": "Spearman", "auc": "AUC", "balanced_accuracy": "balanced accuracy"}
    told = []
    for key, word in kinds.items():
        if f"{key}_fitted" in info:
            figures = (
                f"{word} {_number(info[f'{key}_fitted'])} fitted, {_number(info[f'{key}_held_out'])} cross-validated"
            )
            if f"{key}_modulator_alone" in info:
                figures += f", {_number(info[f'{key}_modulator_alone'])} from the study's score alone"
            told.append(figures)
    what = info["target"] + (f" ({len(info['classes'])} classes)" if "classes" in info else "")
    sure = info.get("confidence")
    return [
        *([f"Learned from edges of confidence {sure['least']:g} or more."] if sure else []),
        *(str(Message.from_record(record)) for record in info.get("left_out", ())),
        f"{what} predicted: {'; '.join(told)} ({info['folds']} folds).",
        str(Message.from_record(info["caution"])),
    ]


def _number(value: float | None) -> str:
    return "not defined" if value is None else f"{value:.3f}"


class _ProgressLine:
    """One line on stderr, written over on a terminal; now and then a line of its own in a file."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._fit = 0
        self._began_fit = self._began = self._shown = time.monotonic()
        self._finished: list[float] = []

    def step(self, step: FitStep) -> None:
        now = time.monotonic()
        if step.fit != self._fit:
            if self._fit:
                self._finished.append(now - self._began_fit)
            self._fit, self._began_fit = step.fit, now
        elif now - self._shown < (0.2 if self._terminal else SECONDS_PER_LINE):
            return
        self._shown = now
        self._say(f"{self._name(step)}, epoch {step.epoch}: loss {step.loss:.6f}{self._left(step, now)}")

    def _name(self, step: FitStep) -> str:
        return "all samples" if step.fit == 1 else f"cross-validation: fold {step.fit - 1} of {step.fits - 1}"

    def _left(self, step: FitStep, now: float) -> str:
        """Fits end when they converge, so until one has ended there is a bound only."""
        after = step.fits - step.fit
        if self._finished:
            usual = sum(self._finished) / len(self._finished)
            seconds = max(usual - (now - self._began_fit), 0) + after * usual
            return f", about {duration(seconds)} left"
        if step.epoch < 2:
            return ""
        per_epoch = (now - self._began_fit) / (step.epoch - 1)
        seconds = per_epoch * (max(step.max_epochs - step.epoch, 0) + after * step.max_epochs)
        return f", at most {duration(seconds)} left"

    def _say(self, text: str) -> None:
        if self._terminal:
            print(f"\r{text:<78}", end="", file=sys.stderr, flush=True)
        else:
            print(text, file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._terminal and self._fit:
            print(file=sys.stderr)
