"""What a command line of ``profile`` asks for, as the request that a page would make."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from compute.cli.arguments import threads_of
from compute.cli.files import part_of
from compute.cli.options import settings_of
from compute.errors import UserError
from compute.methods import METHODS
from compute.read import read_gene_list, score_columns, split_column
from compute.read.source import require_file, split_part
from compute.runs import GeneChoice, Inputs, RunRequest, ScoreChoice, along_each
from compute.settings import plain_settings

ALL_COLUMNS = "*"
"""In place of a column's name."""


def asked(arguments: argparse.Namespace) -> tuple[RunRequest, Inputs]:
    """The request that a command line stands for, as a page would make it, and where its files are.

    Of several scores the first.
    """
    requests, inputs = asked_each(arguments)
    return requests[0], inputs


def asked_each(arguments: argparse.Namespace) -> tuple[list[RunRequest], Inputs]:
    """The same along each score that is asked for."""
    method = METHODS.find(arguments.method)
    settings = settings_of(arguments, method.settings)
    method.check_machine(settings)  # before any file is looked for: nothing about the files can put it right
    names = InputNames()
    scores = _scores(arguments, names)
    expression = names.of(arguments.expression)
    targets = _targets(arguments, names)
    evidence = getattr(arguments, "evidence", None)
    request = RunRequest(
        title=arguments.title or expression.split(".")[0],
        expression=expression,
        score=scores[0],
        regulators=names.genes(arguments.regulators, targets if method.closed else GeneChoice("builtin")),
        targets=targets,
        annotation=names.of(arguments.annotation) if arguments.annotation else "",
        orientation=arguments.orientation or "",
        part=part_of(arguments),
        transform=arguments.transform,
        matching=arguments.match,
        adjust=arguments.adjust,
        only=arguments.only,
        without_blood=arguments.without_blood,
        time=getattr(arguments, "time", ""),
        replicate=getattr(arguments, "replicate", ""),
        evidence=names.of(evidence) if evidence else "",
        method=method.name,
        settings=plain_settings(settings),
        confidence=arguments.confidence or 0,
        components=None,
        workers=_threads(arguments),
    )
    return along_each(request.check(), scores, arguments.output.name), names.inputs


def _scores(arguments: argparse.Namespace, names: InputNames) -> list[ScoreChoice]:
    """One for each ``--modulator``, several for all columns of a table."""
    chosen: list[ScoreChoice] = []
    for given in arguments.modulator or ():
        file, column = split_column(given)
        columns = score_columns(file) if column == ALL_COLUMNS else (column or "",)
        chosen += [ScoreChoice(names.of(file), one) for one in columns]
    if not chosen:
        return [ScoreChoice()]
    if len(chosen) > 1 and (arguments.ends or arguments.score_genes):
        raise UserError("--ends and --score-genes are of one score; give one --modulator beside them.")
    low, high = arguments.ends or ("", "")
    genes = names.of(arguments.score_genes) if arguments.score_genes else ""
    return [replace(chosen[0], genes=genes, low=low, high=high), *chosen[1:]]


def _targets(arguments: argparse.Namespace, names: InputNames) -> GeneChoice:
    if not arguments.most_variable:
        return names.genes(arguments.targets, GeneChoice("all"))
    mine = read_gene_list(arguments.targets) if arguments.targets else ()
    return GeneChoice("variable", names=mine, count=arguments.most_variable)


class InputNames:
    """The files of a command line by the names a request has for them: their own; the second of a name is numbered."""

    def __init__(self) -> None:
        self.inputs: dict[str, Path] = {}

    def of(self, given: str) -> str:
        """The name of a file; :class:`UserError` where there is none, or a folder."""
        path = Path(given).expanduser()
        require_file(split_part(path)[0], path)
        stem, dot, ending = path.name.partition(".")
        number, name = 2, path.name
        while self.inputs.get(name, path) != path:
            name, number = f"{stem}-{number}{dot}{ending}", number + 1
        self.inputs[name] = path
        return name

    def genes(self, given: str | None, otherwise: GeneChoice) -> GeneChoice:
        """A list of genes, or the usual choice."""
        return otherwise if given is None else GeneChoice("file", file=self.of(given))


def _threads(arguments: argparse.Namespace) -> int:
    if arguments.cluster is not None and arguments.workers is not None:
        raise UserError("--workers counts threads of this process, and --cluster computes elsewhere; give one of them.")
    if arguments.cluster is not None and arguments.plan:
        raise UserError("--plan measures the threads of this machine; leave out --cluster to plan.")
    return threads_of(arguments)
