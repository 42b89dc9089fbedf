"""``silence``: every sample's prediction without an edge, a gene or a component, or without each regulator in turn."""

from __future__ import annotations

import argparse
import sys

from compute.cli.arguments import add_output
from compute.cli.components import add_model_arguments
from compute.components.explain.silence import (
    Silenced,
    silence_component,
    silence_each_regulator,
    silence_edge,
    silence_gene,
)
from compute.components.explain.tables import each_silenced_table, silenced_table
from compute.components.learn.predictor import Predictor
from compute.components.reading.rows import model_origin
from compute.components.reading.stored import SIDES, Components, read_components, stored_predictor
from compute.errors import UserError
from compute.files import require_place
from compute.study import StoredModel, Study, open_study
from compute.write import save_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_model_arguments(parser)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--edge", nargs=2, metavar=("REGULATOR", "TARGET"), help="one edge")
    which.add_argument("--regulator", metavar="GENE", help="all edges from this regulator")
    which.add_argument("--target", metavar="GENE", help="all edges to this target")
    which.add_argument("--component", nargs=2, metavar=("SIDE", "U"), help="SIDE is regulator or target, U from 1")
    which.add_argument("--each-regulator", action="store_true", help="each regulator in turn, one line for each")
    add_output(parser, "csv to write")


def run(arguments: argparse.Namespace) -> None:
    study = open_study(arguments.study)
    model = study.model(arguments.model)
    components = read_components(model, arguments.rotation, arguments.of_class)
    require_place(arguments.output)
    predictor = _predictor(study, model, components)
    origin = model_origin(study, model, components)
    if arguments.each_regulator:
        changes = silence_each_regulator(study, components, predictor)
        save_table(arguments.output, each_silenced_table(study, changes, origin))
        return
    found = _silenced(study, components, predictor, arguments)
    save_table(arguments.output, silenced_table(study, found, origin))


def _silenced(study: Study, components: Components, predictor: Predictor, arguments: argparse.Namespace) -> Silenced:
    if arguments.edge is not None:
        return silence_edge(study, components, predictor, *arguments.edge)
    if arguments.component is not None:
        name, number = arguments.component
        side = next((side for side in SIDES if side == name), None)
        if side is None or not number.isdecimal():
            raise UserError(
                "'{side} {number}' is no component; write regulator or target and a number from 1.",
                side=name,
                number=number,
            )
        return silence_component(components, predictor, side, int(number) - 1)
    if arguments.regulator is not None:
        return silence_gene(study, components, predictor, "regulator", arguments.regulator)
    return silence_gene(study, components, predictor, "target", arguments.target)


def _predictor(study: Study, model: StoredModel, components: Components) -> Predictor:
    known = stored_predictor(model, components)
    if known is not None:
        return known
    from compute.components.stability.refits import restored_predictor  # brings torch, which takes seconds

    print("The model was stored without its perceptron, which is learned again ...", file=sys.stderr, flush=True)
    return restored_predictor(study, model, components)
