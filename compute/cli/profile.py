"""``profile``: the networks of a cohort, into a study."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from compute.cli.files import EXPRESSION_HELP, add_table_options, part_of
from compute.cli.options import add_options, settings_of
from compute.cli.progress import duration, progress_line
from compute.cli.stop import Stop
from compute.errors import UserError
from compute.messages import Message
from compute.methods import DEFAULT_METHOD, METHODS
from compute.read import MATCHING, read_gene_list, split_column
from compute.read.names import NEAR
from compute.read.source import split_part
from compute.runs import GeneChoice, Inputs, RunPlan, RunRequest, ScoreChoice, make_study, plan_run
from compute.settings import plain_settings

if TYPE_CHECKING:
    from compute.confidence import ConfidencePlan
    from compute.estimate.workers import Workers
    from compute.study import StudyRecord


def add_arguments(parser: argparse.ArgumentParser, words: Sequence[str] = ()) -> None:
    """words: of the command line; what it names with ``--method`` decides which settings there are."""
    add = parser.add_argument
    add("expression", metavar="EXPR", help=EXPRESSION_HELP)
    modulator = add(
        "--modulator",
        required=True,
        metavar="FILE[:COLUMN]",
        help="table of scores, one per sample; its first column of numbers unless a column is named; of a long table "
        "(one row per sample and drug) FILE:DRUG",
    )
    add(
        "--ends",
        nargs=2,
        metavar=("LOW", "HIGH"),
        help="what low and high mean, where the table of scores does not say so, for example sensitive resistant",
    )
    regulators = add(
        "--regulators", metavar="FILE", help="gene list (default: the built-in human transcription regulators)"
    )
    add("--targets", metavar="FILE", help="gene list (default: every gene of the table)")
    add(
        "--most-variable",
        type=int,
        default=0,
        metavar="N",
        help="targets are the N genes of largest variance, and those of --targets",
    )
    add("--annotation", metavar="FILE", help="what is known of the samples (tissue, ...), kept with the study")
    add(
        "--adjust",
        default=(),
        type=lambda text: tuple(filter(None, (part.strip() for part in text.split(",")))),
        metavar="COLUMN,...",
        help="columns of the annotation to take out of the expression first, classes or numbers: tissue,batch",
    )
    add(
        "--only",
        default="",
        metavar="COLUMN=VALUE",
        help="take the samples of one class of the annotation alone: tissue=lung",
    )
    add(
        "--without-blood",
        action="store_true",
        help="leave out blood lines (by the annotation's tissue, else by their expression): an EMT score means little "
        "for them",
    )
    add(
        "--score-genes",
        metavar="FILE",
        help="genes that the score is made of (`score --used` writes them); targets among them are marked",
    )
    add(
        "--confidence",
        nargs="?",
        const=5,
        type=int,
        metavar="PAIRS",
        help="then find every edge again in so many pairs of halves of the samples (5); see `confidence`",
    )
    add(
        "--method",
        default=DEFAULT_METHOD,
        metavar="NAME",
        help=f"network method: {', '.join(METHODS)} (default {DEFAULT_METHOD}); its settings are the options below",
    )
    add("-o", "--output", required=True, metavar="STUDY", type=Path, help="folder to make")
    add("--title", default="", metavar="TEXT", help="name of the study (default: the file's name)")
    add_table_options(parser)
    add("--workers", default=None, type=int, metavar="N", help="threads (default: one per core)")
    add(
        "--cluster",
        metavar="ADDRESS",
        help="compute on a Dask cluster, not by threads: tcp://HOST:PORT of its scheduler, or local:N for N processes",
    )
    add(
        "--match",
        default=NEAR,
        choices=MATCHING,
        help="sample names of two tables: near (default): also without case and punctuation, by TCGA barcodes of "
        "different length, without R's X or CCLE's tissue, each said; exact: only as written",
    )
    add("--resume", action="store_true", help="complete an unfinished study made with the same data and settings")
    add(
        "--plan",
        action="store_true",
        help="write nothing; print fits, expected time, memory and disk. Method: real fits of these data at random "
        "scores and random targets are timed on this machine for some seconds, and scaled up",
    )
    chosen = METHODS.find(_method_in(words))
    if chosen.takes_evidence:
        add("--evidence", metavar="FILE", help="published pairs in the format of TRRUST, for a prior that knows them")
    if chosen.scope == "time":
        add(
            "--time",
            default="",
            metavar="COLUMN",
            help="column of the annotation, or of the table, that says when a sample was taken (default: time)",
        )
    if chosen.scope == "time" or chosen.closed:
        add(
            "--replicate",
            default="",
            metavar="COLUMN",
            help="column that tells courses of time apart (default: replicate, where there is one)",
        )
    group = parser.add_argument_group(f"settings of {chosen.title}")
    add_options(group, chosen.settings)
    if not chosen.needs_score:
        modulator.required = False
    if chosen.closed:
        regulators.help = "gene list (default: the targets, which may then regulate each other)"


def _method_in(words: Sequence[str]) -> str:
    """The method a command line names; the default one where it names none."""
    named = DEFAULT_METHOD
    for word, following in zip(words, (*words[1:], ""), strict=False):
        if word == "--method" and following:
            named = following
        elif word.startswith("--method="):
            named = word.partition("=")[2]
    return named


def run(arguments: argparse.Namespace) -> None:
    from compute.cli.confidence import compute_confidence
    from compute.runs.request import resampling_of

    request, inputs = asked(arguments)
    if arguments.output.exists() and not arguments.resume:
        raise UserError(
            "{path} exists already; choose another name, or --resume an unfinished study.", path=arguments.output
        )
    folder = arguments.output.resolve().parent
    if not folder.is_dir():
        raise UserError(
            "The folder {folder} does not exist; make it or choose another place for the study.", folder=folder
        )
    if arguments.plan:
        print("\n".join(plan_lines(plan_run(request, inputs, arguments.output, report=_say), folder)))
        return
    said: list[Message] = []
    record = _made(arguments, request, inputs, said)
    fits = f"; {record.fits_not_converged:,} of {record.fits:,} fits did not converge" if record.fits else ""
    found = f"{record.coefficients:,} coefficients of {record.edges:,} edges"
    scope = METHODS.find(request.method).scope
    print(
        f"{arguments.output}: {found if scope == 'sample' else f'{record.edges:,} edges'}{fits}.",
        file=sys.stderr,
    )
    for note in record.notes:
        if note not in said:
            _say(note)
    resampling = resampling_of(request)
    if resampling is not None:
        compute_confidence(arguments.output, resampling, request.workers)


def asked(arguments: argparse.Namespace) -> tuple[RunRequest, Inputs]:
    """The request that a command line stands for, as a page would make it, and where its files are."""
    method = METHODS.find(arguments.method)
    settings = settings_of(arguments, method.settings)
    method.check_machine(settings)  # before any file is looked for: nothing about the files can put it right
    names = InputNames()
    score = ScoreChoice()
    if arguments.modulator is not None:
        file, column = split_column(arguments.modulator)
        low, high = arguments.ends or ("", "")
        genes = names.of(arguments.score_genes) if arguments.score_genes else ""
        score = ScoreChoice(names.of(file), column or "", genes=genes, low=low, high=high)
    expression = names.of(arguments.expression)
    targets = _targets(arguments, names)
    evidence = getattr(arguments, "evidence", None)
    request = RunRequest(
        title=arguments.title or expression.split(".")[0],
        expression=expression,
        score=score,
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
    return request.check(), names.inputs


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
        """The name of a file; :class:`UserError` where there is none."""
        path = Path(given).expanduser()
        if not split_part(path)[0].exists():
            raise UserError("There is no file {path}; check the path.", path=path)
        stem, dot, ending = path.name.partition(".")
        number, name = 2, path.name
        while self.inputs.get(name, path) != path:
            name, number = f"{stem}-{number}{dot}{ending}", number + 1
        self.inputs[name] = path
        return name

    def genes(self, given: str | None, otherwise: GeneChoice) -> GeneChoice:
        """A list of genes, or the usual choice."""
        return otherwise if given is None else GeneChoice("file", file=self.of(given))


def _say(message: Message) -> None:
    print(message, file=sys.stderr)


def _made(arguments: argparse.Namespace, request: RunRequest, inputs: Inputs, said: list[Message]) -> StudyRecord:
    """Compute it with a line of progress. said: what was found on the way is added to it."""
    from compute.estimate.run import STOPPED_MESSAGE
    from compute.estimate.stages import StoppedError

    def report(message: Message) -> None:
        said.append(message)
        _say(message)

    with Stop() as stop, ExitStack() as at_the_end:
        try:
            workers: Workers | None = None
            if arguments.cluster is not None:
                from compute.estimate.cluster import cluster

                workers = at_the_end.enter_context(cluster(arguments.cluster, _say))
            method = METHODS.find(request.method)
            labels = {name: str(label) for name, label in method.stage_labels().items()}
            shown = progress_line(labels, "samples" if method.scope == "sample" else "pieces")
            return make_study(
                request, inputs, arguments.output, workers, arguments.resume, shown, stop.asked, report=report
            )
        except StoppedError:
            stop.leave(STOPPED_MESSAGE)
        except KeyboardInterrupt:
            stop.leave_at_once(STOPPED_MESSAGE)


def _threads(arguments: argparse.Namespace) -> int:
    if arguments.cluster is not None and arguments.workers is not None:
        raise UserError("--workers counts threads of this process, and --cluster computes elsewhere; give one of them.")
    if arguments.cluster is not None and arguments.plan:
        raise UserError("--plan measures the threads of this machine; leave out --cluster to plan.")
    threads: int = os.cpu_count() or 1 if arguments.workers is None else arguments.workers
    if threads < 1:
        raise UserError("The number of workers must be at least 1, not {threads}.", threads=threads)
    return threads


def plan_lines(run: RunPlan, folder: Path) -> list[str]:
    """A plan for people."""
    plan = run.networks
    listed = ", ".join(
        [f"reading {duration(run.reading)}", *(f"{part.label} {duration(part.seconds)}" for part in plan.parts)]
    )
    points = f"; networks at {plan.points:,} values of the score" if plan.points else ""
    fits = ", ".join(f"{part.fits:,} ({part.label})" for part in plan.parts)
    lines = [
        f"fits    {fits}{points}",
        f"time    about {duration(run.seconds)} with {plan.workers} worker{'s' * (plan.workers > 1)} ({listed})",
        f"        {duration(run.seconds_low)} where the machine has nothing else to do, up to "
        f"{duration(run.seconds_high)} where it is as busy as at its busiest just now",
        *_confidence_lines(run.confidence),
        f"memory  at most {_size(plan.memory)}",
        f"disk    at most {_size(plan.disk)}; {_size(plan.free)} free in {folder}",
        f"Measured on {plan.fits_timed:,} fits of these data in {duration(plan.seconds_timed)}; nothing was written.",
    ]
    if plan.disk > plan.free:
        lines.append("There may not be room for the study; free some, or choose another place.")
    return lines


def _confidence_lines(sure: ConfidencePlan | None) -> list[str]:
    if sure is None:
        return []
    disk = f", {_size(sure.disk)} of disk meanwhile" if sure.disk else ""
    return [f"        about {duration(sure.seconds)} more to find the edges again in {sure.parts:,} parts{disk}"]


def _size(number: int) -> str:
    return f"{number / 1e9:,.1f} GB" if number >= 1e9 else f"{number / 1e6:,.0f} MB"
