"""The multifactorial challenge of DREAM4: 100 genes × 100 steady states, and the edges that made them.

The challenge renamed its genes, so that its gold standards are its own: those of the size-100 challenge have the same
topologies under other names. The package dreamtools carries them; a file of edges beside the data is used where it
belongs to the data, which a look at the correlations tells.
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
from sklearn.metrics import average_precision_score, roc_auc_score

from benchmarks.peers.environment import peers_python

PACKAGE = "dreamtools==1.3.0"
LEAST_AUROC = 0.6
"""Correlation finds true edges with about 0.7; with names that do not belong together, with 0.5."""


@dataclass(frozen=True)
class Challenge:
    """values (n, p) standardised; truth (p, p) whether the row's gene regulates the column's."""

    genes: list[str]
    values: NDArray[np.float64]
    truth: NDArray[np.bool_]

    def figures(self, confidence: NDArray[np.float64]) -> dict[str, float]:
        """Of a confidence (p, p) for every directed edge, self-edges left out."""
        other = ~np.eye(len(self.genes), dtype=bool)
        true, guess = self.truth[other], confidence[other]
        return {"aupr": float(average_precision_score(true, guess)), "auroc": float(roc_auc_score(true, guess))}


def challenge(folder: Path, number: int, cache: Path) -> Challenge:
    """Network ``number`` of the data in ``folder``, with the gold standard that belongs to it."""
    table = pd.read_csv(folder / f"dream4_multifactorial_{number}.csv", index_col=0)
    values = table.to_numpy(float)
    values = (values - values.mean(axis=0)) / values.std(axis=0)
    genes = list(table.columns)
    beside = pd.read_csv(folder / f"dream4_multifactorial_{number}_truth.csv")
    made = Challenge(genes, values, _matrix(genes, list(beside.itertuples(index=False, name=None))))
    if not _belongs(made):
        made = Challenge(genes, values, _matrix(genes, _gold_standard(number, cache)))
    if not _belongs(made):
        sys.exit(f"No known gold standard belongs to network {number} in {folder}; get the challenge's own.")
    return made


def _belongs(made: Challenge) -> bool:
    return made.figures(np.abs(np.corrcoef(made.values.T)))["auroc"] >= LEAST_AUROC


def _matrix(genes: list[str], edges: list[tuple[str, str]]) -> NDArray[np.bool_]:
    place = {gene: j for j, gene in enumerate(genes)}
    truth = np.zeros((len(genes), len(genes)), bool)
    for regulator, target in edges:
        truth[place[regulator], place[target]] = True
    return truth


def _gold_standard(number: int, cache: Path) -> list[tuple[str, str]]:
    """Out of the source package, fetched once: it is not installed, only unpacked."""
    found = sorted(cache.glob("dreamtools-*.tar.gz"))
    if not found:
        cache.mkdir(parents=True, exist_ok=True)
        python = peers_python("requirements-dreamtools.txt")
        order = ["-m", "pip", "download", "-q", "--no-deps", "--no-build-isolation", "-d", str(cache), PACKAGE]
        subprocess.run([python, *order], check=True, stdout=sys.stderr)
        found = sorted(cache.glob("dreamtools-*.tar.gz"))
    with tarfile.open(found[-1]) as archive:
        name = f"DREAM4_GoldStandard_InSilico_Size100_multifactorial_{number}.tsv"
        member = next(entry for entry in archive.getmembers() if entry.name.endswith(name))
        stream = archive.extractfile(member)
        assert stream is not None
        rows = [line.split("\t") for line in stream.read().decode().splitlines() if line]
    return [(regulator, target) for regulator, target, there in rows if there.strip() == "1"]
