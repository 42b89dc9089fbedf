"""From expression and modulator to a study: bandwidths, then every sample's network, block by block."""

from __future__ import annotations

import hashlib
import platform
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

import compute
from compute.data.expression import Expression
from compute.data.report import named
from compute.errors import UserError
from compute.profile.bandwidth import choose_bandwidths, hold_out_set
from compute.profile.fit import Data, fit_targets, in_order
from compute.profile.kernel import Kernel, robust_weights
from compute.profile.settings import Settings
from compute.study import FITS, Coefficients, StudyContent, StudyRecord, StudyWriter

if TYPE_CHECKING:
    import pandas as pd

FEWEST_SAMPLES = 10


class Progress(Protocol):
    """Told how far a stage ("bandwidth" or "networks") is: ``done`` of ``total``."""

    def __call__(self, stage: str, done: int, total: int, /) -> None: ...


@dataclass(frozen=True)
class Cohort:
    """What is profiled. modulator: (n,) finite values, one per sample of ``expression``, in its order.

    modulator_source: (name, SHA-256) of the table of scores. annotation: indexed by sample. notes: what was left
    out on the way here, one sentence each, kept with the study. extras: further files to keep in the study.
    """

    expression: Expression
    modulator: NDArray[np.float64]
    modulator_name: str
    modulator_source: tuple[str, str]
    regulators: Sequence[str]
    targets: Sequence[str]
    title: str
    simulated: bool = False
    annotation: pd.DataFrame | None = None
    notes: Sequence[str] = ()
    extras: Mapping[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        samples = len(self.expression.samples)
        if samples < FEWEST_SAMPLES:
            raise UserError(
                f"{self.expression.source} has {samples} usable sample{'s' * (samples != 1)}; "
                f"at least {FEWEST_SAMPLES} are needed to profile networks."
            )
        if not np.isfinite(self.modulator).all():
            first = self.expression.samples[int(np.argmin(np.isfinite(self.modulator)))]
            raise UserError(f"{self.modulator_source[0]} has no finite score for {first}; correct it or drop the row.")
        if np.ptp(self.modulator) == 0:
            raise UserError(
                f"The score {self.modulator_name!r} in {self.modulator_source[0]} is the same for every sample; "
                "choose one that varies."
            )
        for kind, genes in (("regulators", self.regulators), ("targets", self.targets)):
            if not genes:
                raise UserError(f"None of the {kind} is in {self.expression.source}; check the gene symbols.")


class SampleNetwork(NamedTuple):
    """Edges of one sample in any order (positions of targets and regulators) and one fit record per target."""

    target: NDArray[np.int64]
    regulator: NDArray[np.int64]
    value: NDArray[np.float32]
    fits: NDArray[np.void]


def profile(
    cohort: Cohort,
    path: str | Path,
    settings: Settings,
    workers: int = 1,
    resume: bool = False,
    progress: Progress | None = None,
) -> StudyRecord:
    """Estimate one network per sample and write the study at ``path``.

    The result is the same to the bit for any number of workers and after any number of interruptions. With
    ``resume`` an unfinished study made with the same data and settings is completed; :class:`UserError` names what
    differs. Source: Shimamura et al. 2011, NetworkProfiler.
    """
    started = time.monotonic()
    order = np.lexsort((np.array(cohort.expression.samples), cohort.modulator))
    modulator = cohort.modulator[order]
    data = _data(cohort, order, settings)
    kernel = _kernel(cohort, order, settings)
    content = _content(cohort, order, settings, kernel)
    folder = Path(path)
    start = StudyWriter.resume if resume and folder.exists() else StudyWriter.create
    writer = start(folder, content)
    bandwidth = writer.stored_bandwidth()
    if bandwidth is None:
        bandwidth = _bandwidths(data, modulator, kernel, settings, workers, progress)
        writer.write_bandwidth(bandwidth)
    todo = writer.missing_blocks()
    samples = [i for number in todo for i in writer.blocks[number]]
    networks = _networks(data, modulator, kernel, bandwidth, settings, samples, workers)
    done = 0
    for number in todo:
        collected = []
        for _ in writer.blocks[number]:
            collected.append(next(networks))
            done += 1
            if progress is not None:
                progress("networks", done, len(samples))
        writer.write_block(number, _coefficients(collected), np.stack([network.fits for network in collected]))
    if writer.record.state == "complete" and not todo:
        return writer.record
    return writer.finish(
        {
            "seconds": round(time.monotonic() - started, 1),
            "workers": workers,
            "samples_computed": len(samples),
            "peak_rss_mb": _peak_memory(),
        }
    )


def _data(cohort: Cohort, order: NDArray[np.intp], settings: Settings) -> Data:
    values = cohort.expression.values[order]
    if settings.center:
        values = values - values.mean(axis=0)
    column = cohort.expression.gene_index
    place = {gene: j for j, gene in enumerate(cohort.regulators)}
    return Data(
        np.ascontiguousarray(values[:, [column[gene] for gene in cohort.regulators]]),
        np.ascontiguousarray(values[:, [column[gene] for gene in cohort.targets]]),
        np.array([place.get(gene, -1) for gene in cohort.targets], np.int64),
    )


def _kernel(cohort: Cohort, order: NDArray[np.intp], settings: Settings) -> Kernel:
    weight = robust_weights(cohort.expression.values[order], settings.seed) if settings.robust else None
    return Kernel(settings.neighbours if settings.kernel == "adaptive" else 0, weight)


def _bandwidths(
    data: Data,
    modulator: NDArray[np.float64],
    kernel: Kernel,
    settings: Settings,
    workers: int,
    progress: Progress | None,
) -> NDArray[np.float64]:
    candidates = settings.bandwidths(modulator)
    if candidates.size == 1:
        return np.full(data.targets.shape[1], candidates[0])
    held_out = hold_out_set(modulator.size, settings.hold_out, settings.seed)

    def tell(done: int, total: int) -> None:
        if progress is not None:
            progress("bandwidth", done, total)

    return choose_bandwidths(data, modulator, candidates, held_out, settings.grid, kernel, workers, tell).chosen


def _networks(
    data: Data,
    modulator: NDArray[np.float64],
    kernel: Kernel,
    bandwidth: NDArray[np.float64],
    settings: Settings,
    samples: list[int],
    workers: int,
) -> Iterator[SampleNetwork]:
    """The network of each sample, in the order asked for (ascending): samples of equal score share one fit."""
    grid = settings.grid(modulator.size)
    groups = [(h, np.flatnonzero(bandwidth == h)) for h in np.unique(bandwidth)]

    def network(sample: int) -> SampleNetwork:
        fits = np.zeros(bandwidth.size, FITS)
        target, regulator, value = [], [], []
        for h, chosen in groups:
            fit = fit_targets(data, chosen, kernel.root_weights(modulator, modulator[sample], h), grid)
            fits[chosen] = fit.fits
            target.append(chosen[fit.target])
            regulator.append(fit.regulator)
            value.append(fit.value.astype(np.float32))
        return SampleNetwork(np.concatenate(target), np.concatenate(regulator), np.concatenate(value), fits)

    alike = [list(run) for _, run in groupby(samples, key=lambda sample: modulator[sample])]
    for run, done in zip(alike, in_order(workers, network, (run[0] for run in alike)), strict=True):
        yield from (done for _ in run)


def _coefficients(networks: list[SampleNetwork]) -> Coefficients:
    sample = np.repeat(np.arange(len(networks)), [network.value.size for network in networks])
    target, regulator, value = (
        np.concatenate([getattr(network, name) for network in networks]) for name in ("target", "regulator", "value")
    )
    stored = value != 0  # what float32 cannot hold is no edge
    return Coefficients(sample[stored], target[stored], regulator[stored], value[stored])


def _content(cohort: Cohort, order: NDArray[np.intp], settings: Settings, kernel: Kernel) -> StudyContent:
    samples = tuple(cohort.expression.samples[i] for i in order)
    parameters: dict[str, Any] = {"method": "NetworkProfiler", **asdict(settings)}
    parameters["bandwidth_candidates"] = settings.bandwidths(cohort.modulator[order]).tolist()
    parameters |= {key: list(value) for key, value in parameters.items() if isinstance(value, tuple)}
    annotation = None if cohort.annotation is None else cohort.annotation.reindex(list(samples))
    return StudyContent(
        title=cohort.title,
        simulated=cohort.simulated,
        modulator_name=cohort.modulator_name,
        samples=samples,
        modulator=cohort.modulator[order],
        genes=cohort.expression.genes,
        expression=cohort.expression.values[order].T.astype(np.float32),
        regulators=tuple(cohort.regulators),
        targets=tuple(cohort.targets),
        parameters=parameters,
        versions={
            "sign-dash": compute.__version__,
            "python": platform.python_version(),
            **{name: version(name) for name in ("numpy", "scipy", "numba")},
        },
        inputs=[
            {"role": "expression", "source": Path(cohort.expression.source).name, "sha256": cohort.expression.checksum},
            {
                "role": "modulator",
                "source": Path(cohort.modulator_source[0]).name,
                "sha256": cohort.modulator_source[1],
            },
            *(
                {"role": role, "source": f"{len(genes)} genes", "sha256": _checksum(genes)}
                for role, genes in (("regulators", cohort.regulators), ("targets", cohort.targets))
            ),
        ],
        annotation=annotation,
        notes=(*cohort.notes, *_told(kernel, samples)),
        extras=cohort.extras,
    )


def _told(kernel: Kernel, samples: Sequence[str]) -> list[str]:
    if kernel.sample_weight is None:
        return []
    light = [samples[i] for i in np.argsort(kernel.sample_weight) if kernel.sample_weight[i] < 0.5]
    return [f"Robust weights: {len(light):,} outlying samples count less than half: {named(light)}."] if light else []


def _checksum(names: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def _peak_memory() -> int | None:
    """Largest resident memory of this process so far, in MB; None where the system does not tell (Windows)."""
    try:
        import resource
    except ImportError:
        return None
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit
