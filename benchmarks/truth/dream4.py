"""The multifactorial challenge of DREAM4: 100 genes × 100 steady states, and the edges that made them.

The challenge renamed its genes, so that its gold standards are its own: those of the size-100 challenge have the same
topologies under other names. Whether a truth belongs to the data, a look at the correlations tells, and is said. The
package dreamtools carries the challenge's own; it is fetched where the folder of truths has none that belongs.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.peers.environment import peers_python
from benchmarks.truth.metrics import directed_figures

PACKAGE = "dreamtools==1.3.0"
GOLD_STANDARD = "DREAM4_GoldStandard_InSilico_Size100_multifactorial_{number}.tsv"
LEAST_AUROC = 0.6
"""Correlation finds true edges with about 0.7; with names that do not belong together, with 0.5."""

Edges = list[tuple[str, str]]


@dataclass(frozen=True)
class Challenge:
    """values (n, p) standardised; truth (p, p) whether the row's gene regulates the column's."""

    genes: list[str]
    values: NDArray[np.float64]
    truth: NDArray[np.bool_]

    def figures(self, confidence: NDArray[np.float64]) -> dict[str, float]:
        return directed_figures(confidence, self.truth)

    @property
    def fit(self) -> float:
        """AUROC of |Pearson| against the truth: about ½ where the truth is of other data."""
        return self.figures(np.abs(np.corrcoef(self.values.T)))["auroc"]


def challenge(folder: Path, number: int, truth: Path, cache: Path) -> Challenge:
    """Network ``number`` of the data in ``folder``, with the gold standard that belongs to it.

    truth: a folder of gold standards. What belongs and what does not is said on stderr; the program ends where none
    does.
    """
    table = pd.read_csv(folder / f"dream4_multifactorial_{number}.csv", index_col=0)
    values = table.to_numpy(float)
    values = (values - values.mean(axis=0)) / values.std(axis=0)
    genes = list(table.columns)
    for path, edges in _known(truth, number):
        made = Challenge(genes, values, _matrix(genes, edges))
        if _said(made, number, path.name):
            return made
    made = Challenge(genes, values, _matrix(genes, _gold_standard(number, cache)))
    if _said(made, number, PACKAGE):
        return made
    sys.exit(f"No known gold standard belongs to network {number} in {folder}; name a folder that has it with --truth.")


def _said(made: Challenge, number: int, source: str) -> bool:
    """Whether a truth belongs to its data; said either way."""
    belongs = made.fit >= LEAST_AUROC
    print(
        f"network {number}: the truth of {source} {'belongs' if belongs else 'does NOT belong'} to these data "
        f"(correlation finds its edges with AUROC {made.fit:.2f}; {LEAST_AUROC} or more is asked for)"
        f"{'' if belongs else ', and is not used'}",
        file=sys.stderr,
        flush=True,
    )
    return belongs


def _known(truth: Path, number: int) -> list[tuple[Path, Edges]]:
    """The gold standards of a network in a folder: the challenge's own form first."""
    own = truth / GOLD_STANDARD.format(number=number)
    listed = truth / f"dream4_multifactorial_{number}_truth.csv"
    found = [(own, _edges_of(own.read_text()))] if own.is_file() else []
    if listed.is_file():
        found.append((listed, list(pd.read_csv(listed).iloc[:, :2].itertuples(index=False, name=None))))
    return found


def _edges_of(text: str) -> Edges:
    """Of a gold standard: regulator, target, 1 or 0, separated by tabs."""
    rows = [line.split("\t") for line in text.splitlines() if line]
    return [(regulator, target) for regulator, target, there in rows if there.strip() == "1"]


def _matrix(genes: list[str], edges: Edges) -> NDArray[np.bool_]:
    place = {gene: j for j, gene in enumerate(genes)}
    truth = np.zeros((len(genes), len(genes)), bool)
    for regulator, target in edges:
        truth[place[regulator], place[target]] = True
    return truth


def _gold_standard(number: int, cache: Path) -> Edges:
    """Out of the source package, fetched once: it is not installed, only unpacked."""
    found = sorted(cache.glob("dreamtools-*.tar.gz"))
    if not found:
        cache.mkdir(parents=True, exist_ok=True)
        python = peers_python("requirements-dreamtools.txt")
        order = ["-m", "pip", "download", "-q", "--no-deps", "--no-build-isolation", "-d", str(cache), PACKAGE]
        subprocess.run([python, *order], check=True, stdout=sys.stderr)
        found = sorted(cache.glob("dreamtools-*.tar.gz"))
    with tarfile.open(found[-1]) as archive:
        name = GOLD_STANDARD.format(number=number)
        member = next(entry for entry in archive.getmembers() if entry.name.endswith(name))
        stream = archive.extractfile(member)
        assert stream is not None
        return _edges_of(stream.read().decode())
