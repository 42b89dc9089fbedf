"""Make the demo study: simulate, then profile and explain with the code that real data go through."""

from __future__ import annotations

import os
import tempfile
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from compute.demo.cohort import SimulatedCohort, simulate, truth_csv
from compute.errors import UserError
from compute.messages import Message
from compute.methods import DEFAULT_METHOD, METHODS
from compute.study import open_study

if TYPE_CHECKING:
    from compute.estimate.stages import Tell
    from compute.methods.cohort import Cohort

TITLE = "Demo: simulated EMT cohort"
PAIRS, PARTS = 2, 5
"""Of the confidence: fewer than usual, since the demo is made at the first start."""
TARGETS = 150
"""Of a demo by another method than the default: it is to be there within minutes, whatever the method costs."""
TRUTH = "truth.csv"
"""The planted edges, kept in the study's folder."""

NOTE = Message(
    "Simulated: no sample, measurement or finding in this study is real. The named edges follow textbook knowledge "
    "of the epithelial-mesenchymal transition; {file} lists everything planted.",
    file=TRUTH,
    severity="note",
)


def make_demo(
    path: str | Path,
    seed: int = 0,
    workers: int | None = None,
    progress: Tell | None = None,
    method: str = DEFAULT_METHOD,
) -> None:
    """Make a study of a simulated cohort at ``path``, whole or not at all; the same study for the same seed.

    method: of the networks. By any but the default's they alone are estimated, of fewer targets and by the method's own
    defaults. workers: threads (default: one per core). progress: told how far each stage is. Raises :class:`UserError`
    where ``path`` is something other than an empty folder or nothing yet, or where its parent folder is missing or
    closed to writing.
    """
    if seed < 0:
        raise UserError("The seed must be zero or a positive whole number, not {seed}.", seed=seed)
    if workers is not None and workers < 1:
        raise UserError("The number of workers must be at least 1, not {workers}.", workers=workers)
    target = Path(path).resolve()
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise UserError("{path} exists already; choose another name for the demo study or remove it first.", path=path)
    if not target.parent.is_dir():
        raise UserError("The folder {folder} does not exist; make it or choose another place.", folder=target.parent)
    try:
        draft = tempfile.TemporaryDirectory(prefix=f".{target.name[:80]}.", dir=target.parent)
    except OSError as error:
        raise UserError(
            "Nothing can be written in {folder} ({error}); choose another place.", folder=target.parent, error=error
        ) from error
    with draft as folder:
        study = Path(folder) / "study"
        threads = workers or os.cpu_count() or 1
        if method == DEFAULT_METHOD:
            _profile(_cohort(simulate(seed)), study, seed, threads, progress)
            _confidence(study, seed, threads, progress)
            _explain(study, seed)
        else:
            _profile_by(method, _cohort(simulate(seed)), study, seed, threads, progress)
        if target.exists():
            target.rmdir()  # empty; Windows does not rename onto it
        study.replace(target)


def _cohort(cohort: SimulatedCohort) -> Cohort:
    from compute.estimate.prepare import study_score
    from compute.methods.cohort import Cohort

    expression = cohort.expression
    return Cohort(
        expression=expression,
        modulator=cohort.scores.values,
        score=study_score(cohort.scores),
        modulator_source=(cohort.scores.source, cohort.scores.checksum),
        regulators=cohort.regulators,
        targets=expression.genes,
        title=TITLE,
        simulated=True,
        annotation=cohort.annotation,
        notes=(NOTE,),
        extras={TRUTH: truth_csv(cohort.truth).encode()},
    )


def _profile_by(method: str, cohort: Cohort, study: Path, seed: int, workers: int, progress: Tell | None) -> None:
    # Loaded only when a demo is made: numba.
    from compute.estimate.run import profile

    chosen = METHODS.find(method)
    kind = chosen.settings
    settings = kind(**{"seed": seed} if "seed" in {field.name for field in fields(kind)} else {})
    whole = replace(cohort, targets=cohort.targets[:TARGETS], title=f"{TITLE}, {chosen.title}")
    profile(whole, study, settings, workers=workers, progress=progress, method=method)


def _profile(cohort: Cohort, study: Path, seed: int, workers: int, progress: Tell | None) -> None:
    # Loaded only when a demo is made: numba.
    from compute.estimate.run import profile
    from compute.methods.network_profiler.settings import Settings

    spread = cohort.modulator.var()
    # A coarser search than the default, which has to be there within a minute of the first start; and sparser settings:
    # what is planted is no module, and the default draws 3.5 times the edges at half the size (docs/evaluation.md).
    settings = Settings(
        bandwidth_grid=tuple(round(2 * share**2 * float(spread), 4) for share in (0.25, 0.4, 0.6)),
        l1_count=10,
        weighted_ratio=0.01,
        l2_grid=(0.02,),
        center="local",
        reweight=True,
        rounds=2,
        seed=seed,
    )
    profile(cohort, study, settings, workers=workers, progress=progress)


def _confidence(study: Path, seed: int, workers: int, progress: Tell | None) -> None:
    # Loaded only when a demo is made: numba.
    from compute.confidence import Resampling, confidence

    confidence(study, Resampling(PAIRS, PARTS, by="", seed=seed), workers, progress)


def _explain(study: Path, seed: int) -> None:
    # Loaded only when a demo is made: torch.
    from compute.components import fit_study

    fit_study(open_study(study), seed=seed)
