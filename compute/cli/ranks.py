"""``ranks``: accuracy, captured edge weight and stability over ranks, with a suggestion; kept and written."""

from __future__ import annotations

import argparse
import sys

from compute.cli.arguments import add_output, add_study
from compute.cli.fitting import add_outcome_arguments, outcome_settings
from compute.components.learn.settings import FOLDS, MAX_EPOCHS, PREDICTORS, RANKS, RHO
from compute.components.ranks.stored import StoredRanks
from compute.files import require_place
from compute.study import open_study
from compute.write import save_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_study(parser)
    parser.add_argument(
        "--ranks", type=int, nargs="+", default=RANKS, metavar="R",
        help=f"components of either side (those of {' '.join(map(str, RANKS))} that fit)"
    )  # fmt: skip
    add_outcome_arguments(parser)
    parser.add_argument("--predictor", choices=PREDICTORS, default="linear", help="linear (default), or mlp")
    parser.add_argument("--rho", type=float, default=RHO, metavar="X", help=f"as for trip ({RHO:g})")
    parser.add_argument(
        "--folds", type=int, default=FOLDS, metavar="K", help=f"folds of the cross-validation ({FOLDS})"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="for folds and the mlp (0)")
    parser.add_argument(
        "--max-epochs", type=int, default=MAX_EPOCHS, metavar="M", help=f"maximum number of epochs ({MAX_EPOCHS})"
    )
    parser.add_argument(
        "--confidence",
        type=float,
        default=0.0,
        metavar="P",
        help="learn only from edges of at least this confidence (0)",
    )
    add_output(parser, "csv to write: rank,...")


def run(arguments: argparse.Namespace) -> None:
    study = open_study(arguments.study, needs=("per_sample",))
    require_place(arguments.output)
    from compute.components.ranks.of_study import compare_ranks  # these bring torch, which takes seconds
    from compute.components.ranks.table import rank_table

    def say(rank: int, number: int, total: int) -> None:
        print(f"rank {rank}: fit {number} of {total}", file=sys.stderr, flush=True)

    stored = compare_ranks(
        study,
        None if arguments.ranks is RANKS else arguments.ranks,
        **outcome_settings(arguments),
        predictor=arguments.predictor,
        rho=arguments.rho,
        folds=arguments.folds,
        seed=arguments.seed,
        max_epochs=arguments.max_epochs,
        confidence=arguments.confidence,
        announce=say,
    )
    save_table(arguments.output, rank_table(study, stored))
    for sentence in (*stored.left_out, *_not_converged(stored), stored.suggestion.reason):
        print(sentence, file=sys.stderr)


def _not_converged(stored: StoredRanks) -> list[str]:
    if not stored.not_converged:
        return []
    fits = len(stored.points) * (stored.folds + 1)
    return [f"{stored.not_converged} of {fits} fits stopped before they had converged; raise --max-epochs."]
