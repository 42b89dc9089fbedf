"""``profile``: one network per sample, into a study."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from compute.cli.files import EXPRESSION_HELP, add_table_options, expression_of, found_before
from compute.cli.progress import duration, progress_line
from compute.cli.stop import Stop
from compute.errors import UserError
from compute.methods.network_profiler.kernel import KERNELS
from compute.methods.network_profiler.settings import BANDWIDTH_FOR, CENTERS, CRITERIA, DEVICES, SEARCHES
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
    from compute.methods.cohort import Cohort
    from compute.methods.network_profiler.settings import Settings
    from compute.read import Scores
    from compute.study import StudyRecord

FLOAT_LIST = "list of numbers separated by commas"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("expression", metavar="EXPR", help=EXPRESSION_HELP)
    add(
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
    add("-o", "--output", required=True, metavar="STUDY", type=Path, help="folder to make")
    add("--title", default="", metavar="TEXT", help="name of the study (default: the file's name)")
    add_table_options(parser)
    add(
        "--bandwidth",
        default=None,
        type=_number_or_auto,
        metavar="auto|H",
        help="h of the kernel exp(-u^2/h), in squared units of the score; auto: by cross-validation",
    )
    add(
        "--bandwidth-for",
        default="study",
        choices=BANDWIDTH_FOR,
        help="auto chooses one h for the study, or one for each target, as published",
    )
    add("--bandwidth-grid", default=(), type=_numbers, metavar="H,H,...", help="candidates for auto")
    add("--hold-out", default=80, type=int, metavar="N", help="samples held out to choose the bandwidth (80)")
    add(
        "--l1",
        default=None,
        type=_number_or_auto,
        metavar="auto|X",
        help="lambda, on the scale of the standardised problem where t't = number of samples; auto: by criterion",
    )
    add("--l1-count", default=20, type=int, metavar="N", help="values of lambda on a path (20)")
    add("--l1-ratio", default=0.05, type=float, metavar="X", help="end of the first path, as a share of its start")
    add(
        "--weighted-ratio",
        default=0.05,
        type=float,
        metavar="X",
        help="end of the paths with recursive weights, as a share of their start (0.05)",
    )
    add("--l2", default=None, type=_number_or_auto, metavar="auto|X", help="gamma, same scale; auto: by criterion")
    add("--l2-grid", default=(0.1,), type=_numbers, metavar="G,G,...", help="candidates, as shares of n (0.1)")
    add("--no-reweight", action="store_true", help="no recursive weights: w = 1 throughout")
    add("--rounds", default=3, type=int, metavar="M", help="at most so many passes of recursive weights (3)")
    add("--xi", default=0.1, type=float, metavar="X", help="xi in the weights 1/(|beta| + xi) (0.1)")
    add(
        "--criterion",
        default="aicc",
        choices=CRITERIA,
        help="chooses lambda and gamma: the corrected AIC, as published, or the Bayesian one: a quarter of the edges",
    )
    add(
        "--center",
        default="local",
        choices=CENTERS,
        help="what is subtracted from each gene before the weighting: its mean near the sample (local), its mean over "
        "the cohort, or nothing, as published (none); docs/evaluation.md says what that costs",
    )
    add(
        "--kernel",
        default="constant",
        choices=KERNELS,
        help="constant: one bandwidth throughout; adaptive: wider where fewer than --neighbours samples are near",
    )
    add("--neighbours", default=30, type=int, metavar="K", help="for the adaptive kernel (30)")
    add("--robust", action="store_true", help="outlying samples count less")
    add(
        "--search",
        default="full",
        choices=SEARCHES,
        help="full: the published search for every network; track: begin where the neighbouring network's search came "
        "out, in half the time; the deviation is measured on a random hundredth of the fits and kept with the study",
    )
    add(
        "--grid",
        default=None,
        type=int,
        metavar="G",
        help="for a first look: networks at G values of the score only, each sample takes the nearest; the error "
        "against each sample's own network is measured on a random hundredth of the fits and kept with the study",
    )
    add(
        "--device",
        default="cpu",
        choices=DEVICES,
        help="where networks are searched: cpu, or cuda for all targets at once on an NVIDIA GPU",
    )
    add("--workers", default=None, type=int, metavar="N", help="threads (default: one per core)")
    add("--seed", default=0, type=int, metavar="S", help="for the held-out samples (0)")
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


def run(arguments: argparse.Namespace) -> None:
    from compute.cli.confidence import compute_confidence
    from compute.confidence import Resampling
    from compute.estimate.plan import plan
    from compute.methods.network_profiler.fit import check_device

    threads = _threads(arguments)
    resampling = None if arguments.confidence is None else Resampling(pairs=arguments.confidence, seed=arguments.seed)
    settings = _settings(arguments)
    check_device(settings.device)
    if arguments.output.exists() and not arguments.resume:
        raise UserError(
            "{path} exists already; choose another name, or --resume an unfinished study.", path=arguments.output
        )
    folder = arguments.output.resolve().parent
    if not folder.is_dir():
        raise UserError(
            "The folder {folder} does not exist; make it or choose another place for the study.", folder=folder
        )
    whole = _cohort(arguments)
    if arguments.plan:
        print("\n".join(plan_lines(plan(whole, arguments.output, settings, threads), folder)))
        return
    record = _profile(arguments, whole, settings, threads)
    print(
        f"{arguments.output}: {record.coefficients:,} coefficients of {record.edges:,} edges; "
        f"{record.fits_not_converged:,} of {record.fits:,} fits did not converge.",
        file=sys.stderr,
    )
    for note in record.notes[len(whole.notes) :]:
        print(note, file=sys.stderr)
    if resampling is not None:
        compute_confidence(arguments.output, resampling, threads)


def _profile(arguments: argparse.Namespace, whole: Cohort, settings: Settings, threads: int) -> StudyRecord:
    from compute.estimate.run import STOPPED_MESSAGE, profile
    from compute.estimate.stages import StoppedError
    from compute.estimate.workers import Threads

    with Stop() as stop, ExitStack() as at_the_end:
        try:
            workers: Workers = Threads(threads)
            if arguments.cluster is not None:
                from compute.estimate.cluster import cluster

                workers = at_the_end.enter_context(cluster(arguments.cluster))
            return profile(whole, arguments.output, settings, workers, arguments.resume, progress_line(), stop.asked)
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


def _settings(arguments: argparse.Namespace) -> Settings:
    from compute.methods.network_profiler.settings import Settings

    return Settings(
        bandwidth=arguments.bandwidth,
        bandwidth_grid=arguments.bandwidth_grid,
        bandwidth_for=arguments.bandwidth_for,
        hold_out=arguments.hold_out,
        l1=arguments.l1,
        l1_count=arguments.l1_count,
        l1_ratio=arguments.l1_ratio,
        weighted_ratio=arguments.weighted_ratio,
        l2=arguments.l2,
        l2_grid=arguments.l2_grid,
        reweight=not arguments.no_reweight,
        rounds=arguments.rounds,
        xi=arguments.xi,
        criterion=arguments.criterion,
        center=arguments.center,
        kernel=arguments.kernel,
        neighbours=arguments.neighbours,
        robust=arguments.robust,
        seed=arguments.seed,
        search=arguments.search,
        score_grid=arguments.grid,
        device=arguments.device,
    )


def _cohort(arguments: argparse.Namespace) -> Cohort:
    """Read what is to be profiled and say what was found."""
    from compute.estimate.prepare import cohort

    expression, found = expression_of(arguments)
    with found_before(found):
        whole = cohort(
            expression,
            _scores(arguments),
            builtin_regulators() if arguments.regulators is None else read_gene_list(arguments.regulators),
            None if arguments.targets is None else read_gene_list(arguments.targets),
            None if arguments.annotation is None else read_annotation(arguments.annotation),
            arguments.title or Path(arguments.expression).name.split(".")[0],
            adjust=arguments.adjust,
        )
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
    points = f" (at {plan.points:,} values of the score)" if plan.points else ""
    lines = [
        f"fits    {' + '.join(f'{part.fits:,} for {part.label}' for part in plan.parts)}{points}",
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


def _number_or_auto(text: str) -> float | None:
    if text == "auto":
        return None
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is neither auto nor a number") from None


def _numbers(text: str) -> tuple[float, ...]:
    try:
        return tuple(float(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a {FLOAT_LIST}") from None
