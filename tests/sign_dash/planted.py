"""A study with known networks that follow the score, written by the real writer: what the browser tests look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from compute.messages import Message
from compute.methods.network_profiler.diagnostics import FITS
from compute.study import Coefficients, StudyContent, StudyScore, StudyWriter
from tests.made import made_with

FACTORS = ("ZEB1", "ZEB2", "SNAI1", "SNAI2", "TWIST1", "GRHL2", "OVOL2", "KLF5", "ELF3", "TFAP2A")
MARKERS = ("CDH1", "VIM", "ESRP1", "EPCAM", "FN1", "KRT19", "CDH2", "SPARC")
TISSUES = ("breast", "large intestine", "lung", "bone", "central nervous system")


@dataclass(frozen=True)
class Planted:
    """The study's folder and its networks, samples × regulators × targets."""

    path: Path
    networks: NDArray[np.float32]
    regulators: tuple[str, ...]
    targets: tuple[str, ...]


def plant(
    path: Path,
    samples: int = 90,
    regulators: int = 30,
    targets: int = 60,
    degree: float = 6.0,
    renamed: Mapping[str, str] | None = None,
    **changes: Any,
) -> Planted:
    """Write the study at `path`. `degree`: a target's mean number of regulators over the cohort.

    Each edge is a smooth bump along the score; a tenth of them change sign half way. ZEB1 ⊣ CDH1 grows steadily
    and is there in every sample; GRHL2 → CDH1 fades to nothing in the last third.
    """
    rng = np.random.default_rng(7)
    factors = (*FACTORS, *(f"TF{i}" for i in range(regulators - len(FACTORS))))
    genes = (*MARKERS, *(f"GENE{i}" for i in range(targets - len(MARKERS) - 3)), "ZEB1", "OVOL2", "KLF5")
    score = np.sort(
        np.concatenate([rng.normal(-0.5, 0.2, samples // 2), rng.normal(0.5, 0.25, samples - samples // 2)])
    )
    networks = _networks(rng, score, factors, genes, degree)
    factors, genes = (tuple((renamed or {}).get(gene, gene) for gene in group) for group in (factors, genes))
    names = (*factors, *(gene for gene in genes if gene not in factors))
    slopes = rng.normal(0, 1, len(names))
    expression = 6 + slopes[:, None] * score + rng.normal(0, 0.4, (len(names), samples))
    cells = tuple(f"LINE-{i:03d}" for i in rng.permutation(samples))
    tissue = [TISSUES[int(t)] for t in np.clip((np.arange(samples) / samples * 5 + rng.normal(0, 1, samples)), 0, 4)]
    annotation = pd.DataFrame({"tissue": tissue, "batch": [f"b{i % 3}" for i in range(samples)]},
                              index=pd.Index(cells, name="sample"))  # fmt: skip
    annotation.iloc[3, 0] = None
    settings: dict[str, Any] = {
        "title": "Planted cohort",
        "simulated": True,
        "score": StudyScore("eem", "eem", "epithelial", "mesenchymal"),
        "samples": cells,
        "modulator": score,
        "genes": names,
        "expression": expression.astype(np.float32),
        "regulators": factors,
        "targets": genes,
        "method": made_with({"seed": 7}),
        "versions": {},
        "inputs": [{"role": "expression", "source": "planted.csv", "sha256": "0" * 64}],
        "annotation": annotation,
        "notes": (Message("No value is missing."),),
    }
    writer = StudyWriter.create(path, StudyContent(**{**settings, **changes}))
    writer.keep({"bandwidth": np.full(len(genes), 0.5)})
    for number, block in enumerate(writer.blocks):
        part = networks[block.start : block.stop]
        sample, regulator, target = np.nonzero(part)
        fits = np.zeros((len(block), len(genes)), FITS)
        fits["converged"] = True
        writer.write_block(number, Coefficients(sample, target, regulator, part[sample, regulator, target]), fits)
    writer.finish({})
    return Planted(path, networks, factors, genes)


def _networks(
    rng: np.random.Generator,
    score: NDArray[np.float64],
    factors: tuple[str, ...],
    genes: tuple[str, ...],
    degree: float,
) -> NDArray[np.float32]:
    q, p = len(factors), len(genes)
    t = (score - score[0]) / (score[-1] - score[0])
    there = rng.random((q, p)) < degree / q
    centre, width = rng.random((q, p)), rng.uniform(0.2, 0.9, (q, p))
    size = rng.exponential(0.12, (q, p)) * rng.choice((-1, 1), (q, p), p=(0.4, 0.6))
    bump = np.exp(-(((t[:, None, None] - centre) / width) ** 2)) * size
    flips = rng.random((q, p)) < 0.1
    bump = np.where(flips, bump * np.sign(t[:, None, None] - 0.5 + 1e-9), bump)
    networks = np.where(there & (np.abs(bump) > 0.008), bump, 0.0)
    for j, factor in enumerate(factors):
        if factor in genes:
            networks[:, j, genes.index(factor)] = 0.0
    cdh1 = genes.index("CDH1")
    networks[:, factors.index("ZEB1"), cdh1] = -(0.05 + 0.4 * t)
    networks[:, factors.index("GRHL2"), cdh1] = np.where(t < 2 / 3, 0.3 * (1 - t), 0.0)
    return networks.astype(np.float32)
