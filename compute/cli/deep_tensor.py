"""``deep-tensor``: learn components of each sample's own, and store them in the study."""

from __future__ import annotations

import argparse
from functools import partial

from compute.cli.fitting import add_fit_arguments, fit_line, fit_settings, tell_of
from compute.components.learn.settings import ALIGNMENT_TURNS, COMPRESSION
from compute.study import StoredModel, open_study


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_fit_arguments(parser, "deep-tensor")
    parser.add_argument(
        "--channels",
        choices=("signed", "plain"),
        default="signed",
        help="signed (default): activating and repressing edges apart; plain: together",
    )
    parser.add_argument(
        "--compression",
        type=int,
        default=COMPRESSION,
        metavar="R",
        help=f"dimensions each network is compressed to, per side (default: {COMPRESSION})",
    )
    parser.add_argument(
        "--alignment-turns",
        type=int,
        default=ALIGNMENT_TURNS,
        metavar="T",
        help=f"how often each network is turned towards the shared core (default: {ALIGNMENT_TURNS})",
    )


def run(arguments: argparse.Namespace) -> None:
    study = open_study(arguments.study, needs=("per_sample",))
    from compute.components import fit_deep_tensor  # brings torch, which takes seconds: only once the study is there

    fit = partial(
        fit_deep_tensor,
        study,
        channels=arguments.channels,
        compression=arguments.compression,
        alignment_turns=arguments.alignment_turns,
        **fit_settings(arguments),
    )
    tell_of(fit, _lines)


def _lines(model: StoredModel) -> list[str]:
    info = model.info
    return [
        fit_line(model),
        f"The samples' own components capture {info['retained_energy']:.1%} of the squared edge weight; their cores "
        f"have a cosine of {info['alignment']:.2f} with the shared one, on average.",
    ]
