"""``profile``: one network per sample, into a study."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from compute.cli.stop import Stop
from compute.data import (
    ORIENTATIONS,
    builtin_regulators,
    read_annotation,
    read_expression,
    read_gene_list,
    read_scores,
)
from compute.errors import UserError
from compute.profile.kernel import KERNELS
from compute.profile.settings import BANDWIDTH_FOR, CENTERS, DEVICES, SEARCHES
from compute.study import Pace

FLOAT_LIST = "list of numbers separated by commas"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("expression", metavar="EXPR", help="expression table: CSV, TSV (also .gz), Parquet or .h5ad")
    add(
        "--modulator",
        required=True,
        metavar="FILE[:COLUMN]",
        help="table of scores, one per sample; its first column of numbers unless a column is named; of a long table "
        "(one row per sample and drug) FILE:DRUG",
    )
    add("--regulators", metavar="FILE", help="gene list (default: the built-in human transcription regulators)")
    add("--targets", metavar="FILE", help="gene list (default: every gene of the table)")
    add("--annotation", metavar="FILE", help="what is known of the samples (tissue, ...), kept with the study")
    add("-o", "--output", required=True, metavar="STUDY", type=Path, help="folder to make")
    add("--title", default="", metavar="TEXT", help="name of the study (default: the file's name)")
    add("--orientation", choices=ORIENTATIONS, help="which axis holds the genes, where names cannot tell")
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
    add("--hold-out", default=40, type=int, metavar="N", help="samples held out to choose the bandwidth (40)")
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
    add("--resume", action="store_true", help="complete an unfinished study made with the same data and settings")


def run(arguments: argparse.Namespace) -> None:
    from compute.profile.fit import check_device
    from compute.profile.prepare import cohort
    from compute.profile.run import STOPPED_MESSAGE, profile
    from compute.profile.settings import Settings
    from compute.profile.stages import StoppedError

    workers = os.cpu_count() or 1 if arguments.workers is None else arguments.workers
    if workers < 1:
        raise UserError(f"The number of workers must be at least 1, not {workers}.")
    settings = Settings(
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
        center=arguments.center,
        kernel=arguments.kernel,
        neighbours=arguments.neighbours,
        robust=arguments.robust,
        seed=arguments.seed,
        search=arguments.search,
        score_grid=arguments.grid,
        device=arguments.device,
    )
    check_device(settings.device)
    if arguments.output.exists() and not arguments.resume:
        raise UserError(f"{arguments.output} exists already; choose another name, or --resume an unfinished study.")
    folder = arguments.output.resolve().parent
    if not folder.is_dir():
        raise UserError(f"The folder {folder} does not exist; make it or choose another place for the study.")
    expression, report = read_expression(arguments.expression, arguments.orientation)
    whole = cohort(
        expression,
        read_scores(arguments.modulator),
        builtin_regulators() if arguments.regulators is None else read_gene_list(arguments.regulators),
        None if arguments.targets is None else read_gene_list(arguments.targets),
        None if arguments.annotation is None else read_annotation(arguments.annotation),
        arguments.title or Path(arguments.expression).name.split(".")[0],
    )
    plan = (
        f"{len(whole.expression.samples):,} samples × {len(whole.targets):,} targets × "
        f"{len(whole.regulators):,} regulators, along {whole.modulator_name}."
    )
    for line in (*report.lines(), *whole.notes, plan):
        print(line, file=sys.stderr)
    with Stop() as stop:
        try:
            record = profile(whole, arguments.output, settings, workers, arguments.resume, progress_line(), stop.asked)
        except StoppedError:
            print(STOPPED_MESSAGE, file=sys.stderr)
            raise SystemExit(stop.exit_code) from None
        except KeyboardInterrupt:
            stop.leave_at_once(STOPPED_MESSAGE)
    print(
        f"{arguments.output}: {record.coefficients:,} coefficients of {record.edges:,} edges; "
        f"{record.fits_not_converged:,} of {record.fits:,} fits did not converge.",
        file=sys.stderr,
    )
    for note in record.notes[len(whole.notes) :]:
        print(note, file=sys.stderr)


def progress_line() -> Callable[[str, int, int], None]:
    """A line on the terminal with stage, share, rate and time left, renewed at most twice a second."""
    words = {"bandwidth": "choosing bandwidths", "networks": "networks", "audit": "audit"}
    pace = Pace()
    shown = 0.0

    def tell(stage: str, done: int, total: int) -> None:
        nonlocal shown
        rate, seconds = pace.of(stage, done, total)
        now = time.monotonic()
        if done < total and now - shown < (0.5 if sys.stderr.isatty() else 30):
            return
        shown = now
        left = "" if rate is None or seconds is None or done == total else f", {_pace(rate)}, {duration(seconds)} left"
        line = f"{words[stage]}: {done:,} of {total:,} samples{left}"
        if sys.stderr.isatty():
            print(f"\r{line:<78}", end="\n" if done == total else "", file=sys.stderr, flush=True)
        else:
            print(line, file=sys.stderr, flush=True)

    return tell


def _pace(rate: float) -> str:
    return f"{rate:.1f}/s" if rate >= 0.1 else f"{60 * rate:.1f}/min"


def duration(seconds: float) -> str:
    """Hours and minutes, or minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


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
