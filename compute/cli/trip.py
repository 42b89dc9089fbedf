"""``trip``: learn the components of a study's networks and store them in the study."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from compute.study import StoredModel, open_study
from compute.tensor.settings import FOLDS, MAX_EPOCHS, PREDICTORS, RANK, RHO

EPOCHS_PER_LINE = 20
"""How often progress is written where the output is a file and no line can be written over."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("study", metavar="STUDY", type=Path, help="folder of the study")
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
        help="linear (default), or mlp: a multilayer perceptron, where the score bends",
    )
    parser.add_argument(
        "--rho",
        type=float,
        default=RHO,
        metavar="X",
        help=f"how much keeping the networks weighs against predicting the score (default: {RHO:g})",
    )
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="of the folds and the mlp (default: 0)")
    parser.add_argument(
        "--folds", type=int, default=FOLDS, metavar="K", help=f"to predict every sample held out (default: {FOLDS})"
    )
    parser.add_argument(
        "--column", metavar="COLUMN", help="numeric annotation column to predict (default: the study's modulator)"
    )
    parser.add_argument(
        "--name", default="trip", help="to store the model under, in place of one of that name (default: trip)"
    )
    parser.add_argument(
        "--max-epochs", type=int, default=MAX_EPOCHS, metavar="M", help=f"steps at most (default: {MAX_EPOCHS})"
    )


def run(arguments: argparse.Namespace) -> None:
    study = open_study(arguments.study)
    from compute.tensor import fit_study  # brings torch, which takes seconds: only once the study is there

    line = _ProgressLine()
    model = fit_study(
        study,
        rank=tuple(arguments.rank),
        predictor=arguments.predictor,
        rho=arguments.rho,
        seed=arguments.seed,
        max_epochs=arguments.max_epochs,
        folds=arguments.folds,
        name=arguments.name,
        column=arguments.column,
        progress=line.epoch,
        announce_fold=lambda fold: line.say(f"held out: fold {fold} of {arguments.folds}"),
    )
    line.end()
    for sentence in _summary(model):
        print(sentence, file=sys.stderr)


def _summary(model: StoredModel) -> list[str]:
    info = model.info
    stop = "converged" if info["converged"] else "not converged: raise --max-epochs"
    rank = " × ".join(map(str, info["rank"]))
    return [
        f"{model.folder}: rank {rank}, {info['predictor']}, {info['epochs']} epochs ({stop}), {info['seconds']:.0f} s.",
        f"The components keep {info['retained_energy']:.1%} of the networks' energy; "
        f"at this rank {info['hosvd_retained_energy']:.1%} can be kept.",
        f"{info['target']} predicted: R² {info['r2_fitted']:.3f} fitted, {info['r2_held_out']:.3f} held out "
        f"({info['folds']} folds); Spearman {_number(info['spearman_fitted'])} fitted, "
        f"{_number(info['spearman_held_out'])} held out.",
        info["caution"],
    ]


def _number(value: float | None) -> str:
    return "not defined" if value is None else f"{value:.3f}"


class _ProgressLine:
    """One line on stderr, written over on a terminal; now and then a line of its own in a file."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()

    def epoch(self, number: int, loss: float) -> None:
        if self._terminal or number == 1 or number % EPOCHS_PER_LINE == 0:
            self.say(f"epoch {number}: loss {loss:.6f}")

    def say(self, text: str) -> None:
        if self._terminal:
            print(f"\r{text:<60}", end="", file=sys.stderr, flush=True)
        else:
            print(text, file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._terminal:
            print(file=sys.stderr)
