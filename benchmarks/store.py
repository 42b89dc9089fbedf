"""A study of the paper's size: how fast it is written, how large it is, and how long each of the four reads takes.

    python benchmarks/store.py [--coefficients 200000000] [--keep FOLDER] [--json]

762 samples × 13,508 targets × 1,732 regulators with 200 million simulated coefficients, through the real writer and
reader. An edge present in a block of 32 neighbouring samples lasts for a random run of them (uniform length, so half
of them on average); real networks of neighbouring samples share more. Reads are of random samples, edges, targets and
regulators from one open study, files warm in the page cache after a first pass; medians and 95th percentiles.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.report import show
from compute.methods.network_profiler.diagnostics import FITS
from compute.study import Coefficients, MethodRecord, Study, StudyContent, StudyScore, StudyWriter, open_study

SAMPLES, TARGETS, REGULATORS = 762, 13_508, 1_732
READS = 60


def content() -> StudyContent:
    genes = tuple(f"SIMG{i:05d}" for i in range(TARGETS))
    return StudyContent(
        title="Simulated study of the paper's size",
        simulated=True,
        score=StudyScore("simulated score"),
        samples=tuple(f"SIM-{i:03d}" for i in range(SAMPLES)),
        modulator=np.linspace(-1, 1, SAMPLES),
        genes=genes,
        expression=np.zeros((TARGETS, SAMPLES), np.float32),
        regulators=genes[:REGULATORS],
        targets=genes,
        method=MethodRecord("network-profiler", "NetworkProfiler", "1", {}),
        versions={},
        inputs=[],
    )


def block(rng: np.random.Generator, samples: int, wanted: int) -> Coefficients:
    """About ``wanted`` coefficients of edges that each last for a run of samples."""
    edges = np.unique(rng.integers(0, TARGETS * REGULATORS, round(wanted / ((samples + 1) / 2))))
    length = rng.integers(1, samples + 1, edges.size)
    start = rng.integers(0, samples - length + 1)
    offset = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    target, regulator = np.divmod(np.repeat(edges, length), REGULATORS)
    value = rng.normal(size=offset.size).astype(np.float32)
    return Coefficients(np.repeat(start, length) + offset, target, regulator, value)


def write(path: Path, coefficients: int) -> tuple[int, float, float]:
    """Coefficients written, seconds in the writer, seconds to take the checksums."""
    rng = np.random.default_rng(0)
    writer = StudyWriter.create(path, content())
    written, seconds = 0, 0.0
    for number, samples in enumerate(writer.blocks):
        drawn = block(rng, len(samples), round(coefficients * len(samples) / SAMPLES))
        fits = np.zeros((len(samples), TARGETS), FITS)
        start = time.perf_counter()
        writer.write_block(number, drawn, fits)
        seconds += time.perf_counter() - start
        written += drawn.value.size
    writer.keep({"bandwidth": np.ones(TARGETS)})
    start = time.perf_counter()
    writer.finish({})
    return written, seconds, time.perf_counter() - start


def reads(study: Study) -> dict[str, Callable[[int], object]]:
    rng = np.random.default_rng(1)
    sample = rng.integers(0, SAMPLES, READS)
    regulator, target = rng.integers(0, REGULATORS, READS), rng.integers(0, TARGETS, READS)
    return {
        "sample": lambda i: study.network(int(sample[i])),
        "edge": lambda i: study.edge(study.regulators[regulator[i]], study.targets[target[i]]),
        "target": lambda i: study.target_coefficients(study.targets[target[i]]),
        "regulator": lambda i: study.regulator_coefficients(study.regulators[regulator[i]]),
    }


def measure(path: Path, coefficients: int) -> dict[str, float]:
    written, seconds, closing = write(path, coefficients)
    networks = sum(file.stat().st_size for file in (path / "networks").rglob("*.npy") if file.name != "fits.npy")
    start = time.perf_counter()
    study = open_study(path)
    figures = {
        "coefficients": written,
        "million_coefficients_per_second": written / seconds / 1e6,
        "closing_seconds": closing,
        "bytes_per_coefficient": networks / written,
        "open_ms": (time.perf_counter() - start) * 1e3,
    }
    for name, read in reads(study).items():
        times = []
        for warm in (False, True):
            for i in range(READS):
                start = time.perf_counter()
                read(i)
                if warm:
                    times.append((time.perf_counter() - start) * 1e3)
        figures[f"{name}_ms"] = float(np.median(times))
        figures[f"{name}_ms_p95"] = float(np.percentile(times, 95))
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--coefficients", type=int, default=200_000_000)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the study there")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(arguments.keep or Path(folder) / "study", arguments.coefficients)
    show(figures, arguments.json)


if __name__ == "__main__":
    main()
