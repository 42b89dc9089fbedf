"""``trip``: learn the components of a study's networks and store them in the study."""

from __future__ import annotations

import argparse
from functools import partial

from compute.cli.fitting import add_fit_arguments, fit_line, fit_settings, tell_of
from compute.components.learn.settings import RHO
from compute.study import StoredModel, open_study


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_fit_arguments(parser, "trip")
    parser.add_argument(
        "--rho",
        type=float,
        default=RHO,
        metavar="X",
        help=f"weight of reconstructing the networks against predicting the score (default: {RHO:g})",
    )


def run(arguments: argparse.Namespace) -> None:
    study = open_study(arguments.study, needs=("per_sample",))
    from compute.components import fit_study  # brings torch, which takes seconds: only once the study is there

    tell_of(partial(fit_study, study, rho=arguments.rho, **fit_settings(arguments)), _lines)


def _lines(model: StoredModel) -> list[str]:
    info = model.info
    return [
        fit_line(model),
        f"The components capture {info['retained_energy']:.1%} of the squared edge weight, of at most "
        f"{info['hosvd_retained_energy']:.1%} at this rank.",
    ]
