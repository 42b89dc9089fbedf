"""``profile``: one network per sample, into a study."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compute.cli.files import EXPRESSION_HELP, add_table_options, expression_of, found_before
from compute.cli.options import add_options, settings_of
from compute.cli.progress import duration, progress_line
from compute.cli.stop import Stop
from compute.errors import UserError
from compute.methods import DEFAULT_METHOD, METHODS
from compute.read import (
    builtin_regulators,
    read_annotation,
    read_gene_list,
    read_scores,
)
from compute.study import check_ends

if TYPE_CHECKING:
    from compute.estimate.plan import Plan
    from compute.estimate.workers import Workers
    from compute.methods import Method
    from compute.methods.cohort import Cohort
    from compute.read import Scores
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
    add("--regulators", metavar="FILE", help="gene list (default: the built-in human transcription regulators)")
    add("--targets", metavar="FILE", help="gene list (default: every gene of the table)")
    add("--annotation", metavar="FILE", help="what is known of the samples (tissue, ...), kept with the study")
    add(
        "--adjust",
        default=(),
        type=lambda text: tuple(filter(None, (part.strip() for part in text.split(",")))),
        metavar="COLUMN,...",
        help="columns of the annotation to take out of the expression first, classes or numbers: tissue,batch",
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
    add("--resume", action="store_true", help="complete an unfinished study made with the same data and settings")
    add(
        "--plan",
        action="store_true",
        help="write nothing; print fits, expected time, memory and disk. Method: real fits of these data at random "
        "scores and random targets are timed on this machine for some seconds, and scaled up",
    )
    chosen = METHODS.find(_method_in(words))
    group = parser.add_argument_group(f"settings of {chosen.title}")
    add_options(group, chosen.settings)
    if not chosen.needs_score:
        modulator.required = False


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
    from compute.confidence import Resampling
    from compute.estimate.plan import plan

    method = METHODS.find(arguments.method)
    threads = _threads(arguments)
    seed = vars(arguments).get("seed", 0)
    resampling = None if arguments.confidence is None else Resampling(pairs=arguments.confidence, seed=seed)
    settings = settings_of(arguments, method.settings)
    method.check_machine(settings)
    if arguments.output.exists() and not arguments.resume:
        raise UserError(
            "{path} exists already; choose another name, or --resume an unfinished study.", path=arguments.output
        )
    folder = arguments.output.resolve().parent
    if not folder.is_dir():
        raise UserError(
            "The folder {folder} does not exist; make it or choose another place for the study.", folder=folder
        )
    whole = _cohort(arguments, method.fewest_samples)
    if arguments.plan:
        print("\n".join(plan_lines(plan(whole, arguments.output, settings, threads, method), folder)))
        return
    record = _profile(arguments, whole, method, settings, threads)
    fits = f"; {record.fits_not_converged:,} of {record.fits:,} fits did not converge" if record.fits else ""
    found = f"{record.coefficients:,} coefficients of {record.edges:,} edges"
    print(
        f"{arguments.output}: {found if method.scope == 'sample' else f'{record.edges:,} edges'}{fits}.",
        file=sys.stderr,
    )
    for note in record.notes[len(whole.notes) :]:
        print(note, file=sys.stderr)
    if resampling is not None:
        compute_confidence(arguments.output, resampling, threads)


def _profile(
    arguments: argparse.Namespace, whole: Cohort, method: Method[Any, Any], settings: Any, threads: int
) -> StudyRecord:
    from compute.estimate.run import STOPPED_MESSAGE, profile
    from compute.estimate.stages import StoppedError
    from compute.estimate.workers import Threads

    with Stop() as stop, ExitStack() as at_the_end:
        try:
            workers: Workers = Threads(threads)
            if arguments.cluster is not None:
                from compute.estimate.cluster import cluster

                workers = at_the_end.enter_context(cluster(arguments.cluster))
            shown = progress_line({name: str(label) for name, label in method.stage_labels().items()})
            return profile(whole, arguments.output, settings, workers, arguments.resume, shown, stop.asked, method)
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


def _cohort(arguments: argparse.Namespace, fewest: int) -> Cohort:
    """Read what is to be profiled and say what was found."""
    from compute.estimate.prepare import cohort, table_order

    expression, found = expression_of(arguments)
    with found_before(found):
        whole = cohort(
            expression,
            table_order(expression) if arguments.modulator is None else _scores(arguments),
            builtin_regulators() if arguments.regulators is None else read_gene_list(arguments.regulators),
            None if arguments.targets is None else read_gene_list(arguments.targets),
            None if arguments.annotation is None else read_annotation(arguments.annotation),
            arguments.title or Path(arguments.expression).name.split(".")[0],
            adjust=arguments.adjust,
        )
        whole.check_size(fewest)
    size = (
        f"{len(whole.expression.samples):,} samples × {len(whole.targets):,} targets × "
        f"{len(whole.regulators):,} regulators, along {whole.score.column}."
    )
    for line in (*found, *whole.notes[len(expression.notes) :], size):
        print(line, file=sys.stderr)
    return whole


def _scores(arguments: argparse.Namespace) -> Scores:
    """The scores, their ends as the table or the user names them."""
    scores = read_scores(arguments.modulator)
    if arguments.ends is None:
        return scores
    low, high = arguments.ends
    check_ends(low, high)
    return replace(scores, low=low, high=high)


def plan_lines(plan: Plan, folder: Path) -> list[str]:
    """A plan for people."""
    listed = ", ".join(f"{part.label} {duration(part.seconds)}" for part in plan.parts)
    points = f"; networks at {plan.points:,} values of the score" if plan.points else ""
    fits = ", ".join(f"{part.fits:,} ({part.label})" for part in plan.parts)
    lines = [
        f"fits    {fits}{points}",
        f"time    about {duration(plan.seconds)} with {plan.workers} worker{'s' * (plan.workers > 1)} ({listed})",
        f"        {duration(plan.seconds_low)} where the machine has nothing else to do, up to "
        f"{duration(plan.seconds_high)} where it is as busy as at its busiest just now",
        f"memory  at most {_size(plan.memory)}",
        f"disk    at most {_size(plan.disk)}; {_size(plan.free)} free in {folder}",
        f"Measured on {plan.fits_timed:,} fits of these data in {duration(plan.seconds_timed)}; nothing was written.",
    ]
    if plan.disk > plan.free:
        lines.append("There may not be room for the study; free some, or choose another place.")
    return lines


def _size(number: int) -> str:
    return f"{number / 1e9:,.1f} GB" if number >= 1e9 else f"{number / 1e6:,.0f} MB"
