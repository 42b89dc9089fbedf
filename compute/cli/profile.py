"""``profile``: the networks of a cohort, into a study."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from compute.cli.arguments import add_workers
from compute.cli.files import EXPRESSION_HELP, add_table_options
from compute.cli.options import add_options
from compute.cli.plan_lines import plan_lines
from compute.cli.profile_request import asked_each
from compute.cli.progress import progress_line
from compute.cli.stop import Stop
from compute.errors import UserError
from compute.messages import Message
from compute.methods import DEFAULT_METHOD, METHODS
from compute.read import MATCHING
from compute.read.names import NEAR
from compute.runs import Inputs, RunRequest, make_study, plan_run
from compute.runs.several import score_name
from compute.study import slug_of

if TYPE_CHECKING:
    from compute.estimate.workers import Workers
    from compute.study import StudyRecord


def add_arguments(parser: argparse.ArgumentParser, words: Sequence[str] = ()) -> None:
    """words: of the command line; what it names with ``--method`` decides which settings there are."""
    add = parser.add_argument
    add("expression", metavar="EXPR", help=EXPRESSION_HELP)
    modulator = _add_score(parser)
    regulators = _add_genes(parser)
    _add_samples(parser)
    add(
        "--method",
        default=DEFAULT_METHOD,
        metavar="NAME",
        help=f"network method: {', '.join(METHODS)} (default {DEFAULT_METHOD}); its settings are the options below",
    )
    add("-o", "--output", required=True, metavar="STUDY", type=Path, help="folder to make")
    add("--title", default="", metavar="TEXT", help="name of the study (default: the file's name)")
    add_table_options(parser)
    _add_computing(parser)
    chosen = METHODS.find(_method_in(words))
    if chosen.takes_evidence:
        add("--evidence", metavar="FILE", help="published pairs in the format of TRRUST, for a prior that uses them")
    if chosen.scope == "time":
        add(
            "--time",
            default="",
            metavar="COLUMN",
            help="time column of the annotation or of the table (default: time)",
        )
    if chosen.scope == "time" or chosen.closed:
        add(
            "--replicate",
            default="",
            metavar="COLUMN",
            help="replicate column (default: replicate, if there is one)",
        )
    group = parser.add_argument_group(f"settings of {chosen.title}")
    add_options(group, chosen.settings)
    if not chosen.needs_score:
        modulator.required = False
    if chosen.closed:
        regulators.help = "gene list (default: the targets, which may then regulate each other)"


def _add_score(parser: argparse.ArgumentParser) -> argparse.Action:
    """Returns the score itself, which some methods need not have."""
    add = parser.add_argument
    modulator = add(
        "--modulator",
        action="append",
        required=True,
        metavar="FILE[:COLUMN]",
        help="table of scores, one per sample; its first column of numbers unless a column is named; of a long table "
        "(one row per sample and drug) FILE:DRUG. Given several times, or FILE:* for all its columns of numbers: a "
        "study along each, in STUDY-COLUMN, which the dashboard switches between",
    )
    add(
        "--ends",
        nargs=2,
        metavar=("LOW", "HIGH"),
        help="what low and high mean, where the table of scores does not say so, for example sensitive resistant",
    )
    add(
        "--score-genes",
        metavar="FILE",
        help="genes that the score is made of (`score --used` writes them); targets among them are marked",
    )
    return modulator


def _add_genes(parser: argparse.ArgumentParser) -> argparse.Action:
    """Returns the regulators, whose default depends on the method."""
    add = parser.add_argument
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
    return regulators


def _add_samples(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--annotation", metavar="FILE", help="annotation of the samples (tissue, ...), stored with the study")
    add(
        "--adjust",
        default=(),
        type=lambda text: tuple(filter(None, (part.strip() for part in text.split(",")))),
        metavar="COLUMN,...",
        help="annotation columns to regress out of the expression first, classes or numbers: tissue,batch",
    )
    add(
        "--only",
        default="",
        metavar="COLUMN=VALUE",
        help="only the samples of one class of the annotation: tissue=lung",
    )
    add(
        "--without-blood",
        action="store_true",
        help="leave out blood lines (by the annotation's tissue, else by their expression): an EMT score means little "
        "for them",
    )
    add(
        "--match",
        default=NEAR,
        choices=MATCHING,
        help="sample names of two tables: near (default): also without case and punctuation, by TCGA barcodes of "
        "different length, without R's X or CCLE's tissue, each said; exact: only as written",
    )


def _add_computing(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add_workers(parser)
    add(
        "--cluster",
        metavar="ADDRESS",
        help="compute on a Dask cluster, not by threads: tcp://HOST:PORT of its scheduler, or local:N for N processes",
    )
    add("--resume", action="store_true", help="complete an unfinished study made with the same data and settings")
    add(
        "--plan",
        action="store_true",
        help="write nothing; print fits, expected time, memory and disk. Method: real fits of these data at random "
        "scores and random targets are timed on this machine for some seconds, and scaled up",
    )
    add(
        "--confidence",
        nargs="?",
        const=5,
        type=int,
        metavar="PAIRS",
        help="then compute confidence from this many pairs of halves of the samples (5); see `confidence`",
    )


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
    requests, inputs = asked_each(arguments)
    outputs = [arguments.output] if len(requests) == 1 else [_beside(arguments.output, one) for one in requests]
    for output in outputs:
        if output.exists() and not arguments.resume:
            raise UserError("{path} exists already; choose another name, or --resume an unfinished study.", path=output)
    folder = arguments.output.resolve().parent
    if not folder.is_dir():
        raise UserError(
            "The folder {folder} does not exist; make it or choose another place for the study.", folder=folder
        )
    for request, output in zip(requests, outputs, strict=True):
        if len(requests) > 1:
            print(f"{output}:", file=sys.stderr)
        if arguments.plan:
            print("\n".join(plan_lines(plan_run(request, inputs, output, report=_say), folder)))
        else:
            _one(arguments, request, inputs, output)


def _one(arguments: argparse.Namespace, request: RunRequest, inputs: Inputs, output: Path) -> None:
    """Make one study."""
    from compute.cli.confidence import compute_confidence
    from compute.runs.request import resampling_of

    said: list[Message] = []
    record = _made(arguments, request, inputs, output, said)
    fits = f"; {record.fits_not_converged:,} of {record.fits:,} fits did not converge" if record.fits else ""
    found = f"{record.coefficients:,} coefficients of {record.edges:,} edges"
    scope = METHODS.find(request.method).scope
    print(
        f"{output}: {found if scope == 'sample' else f'{record.edges:,} edges'}{fits}.",
        file=sys.stderr,
    )
    for note in record.notes:
        if note not in said:
            _say(note)
    resampling = resampling_of(request)
    if resampling is not None:
        compute_confidence(output, resampling, request.workers)


def _beside(output: Path, request: RunRequest) -> Path:
    """Where the study of one of several scores goes."""
    return output.with_name(f"{output.name}-{slug_of(score_name(request.score))}")


def _say(message: Message) -> None:
    print(message, file=sys.stderr)


def _made(
    arguments: argparse.Namespace, request: RunRequest, inputs: Inputs, output: Path, said: list[Message]
) -> StudyRecord:
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
            return make_study(request, inputs, output, workers, arguments.resume, shown, stop.asked, report=report)
        except StoppedError:
            stop.leave(STOPPED_MESSAGE)
        except KeyboardInterrupt:
            stop.leave_at_once(STOPPED_MESSAGE)
