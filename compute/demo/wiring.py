"""The wiring planted in the simulated cohort.

The named edges are the textbook core of the epithelial-mesenchymal transition; their strengths, and where along the
score they act, are invented for the demo. Genes called SIM... do not exist.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Shape = Literal["constant", "appears", "fades", "flips"]
SHAPES: tuple[Shape, ...] = ("constant", "appears", "fades", "flips")
BACKGROUND: tuple[Shape, ...] = SHAPES[:3]
"""Shapes of the invented genes' edges: none of them flips, which is the largest change there is."""


@dataclass(frozen=True)
class PlantedEdge:
    """One true edge. effect: its strength at full action, in standard deviations of the target per one of the
    regulator; negative represses. A flipping edge has this sign at the epithelial end and the opposite one at the
    mesenchymal end.
    """

    regulator: str
    target: str
    effect: float
    shape: Shape


def course(shape: Shape, position: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much of an edge's effect acts at ``position`` along the score (0 epithelial .. 1 mesenchymal).

    Same shape as ``position``; 0..1, for ``flips`` from 1 to −1.
    """
    rise = 1.0 / (1.0 + np.exp(-(position - 0.5) / 0.06))
    courses = {"constant": np.ones_like(position), "appears": rise, "fades": 1.0 - rise, "flips": 1.0 - 2.0 * rise}
    return courses[shape]


# regulator: its own trend along the score (positive = rises towards mesenchymal), before its regulators act.
# The order matters: a regulator stands after those that regulate it.
REGULATOR_TRENDS: dict[str, float] = {
    "GRHL2": -1.0, "OVOL2": -0.9, "OVOL1": -0.7, "KLF5": -0.7, "KLF4": -0.4, "ELF3": -0.8, "EHF": -0.7,
    "FOXA1": -0.6, "GATA3": -0.4, "CDX2": -0.3, "TP63": -0.3, "IRF6": -0.6, "SMAD3": 0.0, "ETS1": 0.5,
    "RUNX2": 0.3, "SOX9": 0.0, "TCF4": 0.5, "PRRX1": 0.7, "FOXC2": 0.4, "SNAI1": 0.6, "TWIST1": 0.8, "TWIST2": 0.5,
    "SNAI2": 0.4, "ZEB2": 0.6, "ZEB1": 0.5,
}  # fmt: skip

EMT_EDGES: tuple[PlantedEdge, ...] = tuple(
    PlantedEdge(*edge)
    for edge in (
        ("OVOL2", "ZEB1", -0.7, "constant"),
        ("SNAI1", "ZEB1", 0.5, "appears"),
        ("OVOL1", "ZEB2", -0.5, "constant"),
        ("TWIST1", "SNAI2", 0.7, "appears"),
        ("FOXA1", "SNAI2", -0.5, "fades"),
        ("ZEB1", "CDH1", -1.2, "appears"),
        ("SNAI1", "CDH1", -0.5, "constant"),
        ("GRHL2", "CDH1", 0.8, "fades"),
        ("KLF5", "CDH1", 0.4, "fades"),
        ("ZEB1", "ESRP1", -0.7, "constant"),
        ("GRHL2", "ESRP1", 0.6, "fades"),
        ("ZEB1", "EPCAM", -0.7, "constant"),
        ("ELF3", "EPCAM", 0.4, "constant"),
        ("ZEB2", "CLDN4", -0.7, "constant"),
        ("EHF", "CLDN4", 0.5, "constant"),
        ("GRHL2", "CLDN4", 0.5, "fades"),
        ("SNAI1", "CLDN3", -0.7, "constant"),
        ("SNAI1", "OCLN", -0.8, "constant"),
        ("SNAI2", "CLDN7", -0.7, "constant"),
        ("GRHL2", "CLDN7", 0.5, "constant"),
        ("KLF4", "KRT18", 0.7, "constant"),
        ("KLF5", "KRT19", 0.8, "constant"),
        ("CDX2", "CDH17", 0.9, "constant"),
        ("TP63", "KRT5", 0.9, "constant"),
        ("TP63", "CDH3", 0.7, "fades"),
        ("FOXA1", "KRT8", 0.7, "fades"),
        ("GATA3", "TFF1", 0.7, "constant"),
        ("IRF6", "ST14", 0.7, "fades"),
        ("OVOL2", "RAB25", 0.8, "constant"),
        ("ELF3", "SPINT1", 0.8, "constant"),
        ("ZEB1", "VIM", 1.2, "appears"),
        ("SNAI2", "VIM", 0.6, "appears"),
        ("ZEB2", "VIM", 0.6, "constant"),
        ("TWIST1", "CDH2", 1.1, "appears"),
        ("FOXC2", "CDH2", 0.5, "constant"),
        ("TWIST1", "FN1", 0.8, "appears"),
        ("ZEB2", "FN1", 0.5, "constant"),
        ("ETS1", "MMP9", 0.8, "constant"),
        ("SNAI2", "MMP2", 0.7, "appears"),
        ("RUNX2", "SPP1", 0.9, "constant"),
        ("PRRX1", "POSTN", 0.8, "appears"),
        ("PRRX1", "COL5A2", 0.8, "constant"),
        ("TCF4", "CDH11", 0.7, "appears"),
        ("TWIST2", "TAGLN", 0.7, "appears"),
        ("SOX9", "COL2A1", 0.9, "constant"),
        ("ZEB1", "CRB3", -1.0, "appears"),
        ("ZEB1", "LLGL2", -0.9, "appears"),
        ("ZEB1", "PATJ", -0.9, "appears"),
        ("ZEB1", "MAL2", -0.7, "constant"),
        ("GRHL2", "MAL2", 0.5, "fades"),
        ("ZEB2", "TJP3", -0.7, "constant"),
        ("ZEB2", "DSP", -0.7, "appears"),
        ("ZEB2", "ITGA5", 0.7, "appears"),
        ("SNAI1", "CLDN1", -0.7, "constant"),
        ("SNAI1", "MUC1", -0.7, "constant"),
        ("SNAI1", "LEF1", 0.7, "appears"),
        ("SNAI2", "DSC2", -0.7, "constant"),
        ("SNAI2", "DSG2", -0.6, "constant"),
        ("SNAI2", "MMP14", 0.6, "appears"),
        ("TWIST1", "PDGFRA", 0.8, "constant"),
        ("TWIST1", "BMI1", 0.5, "constant"),
        ("TWIST1", "LOX", 0.8, "constant"),
        ("TWIST1", "SPARC", 0.8, "appears"),
        ("PRRX1", "SPARC", 0.5, "constant"),
        ("GRHL2", "ERBB3", 0.8, "constant"),
        ("ZEB1", "PKP3", -1.0, "appears"),
        ("ZEB1", "RAB25", -0.6, "constant"),
        ("ZEB1", "CXADR", -0.7, "constant"),
        ("ZEB1", "AP1M2", -0.5, "constant"),
        ("ZEB1", "CDS1", -0.5, "constant"),
        ("ZEB1", "ST14", -0.6, "constant"),
        ("ZEB2", "PKP2", -0.8, "constant"),
        ("ZEB2", "GJB2", -0.5, "constant"),
        ("ZEB2", "CXADR", -0.5, "constant"),
        ("ZEB2", "CDH3", -0.7, "constant"),
        ("SNAI1", "VDR", -0.5, "constant"),
        ("SNAI1", "MARVELD2", -0.8, "constant"),
        ("SNAI1", "KRT18", -0.6, "constant"),
        ("SNAI2", "JUP", -0.7, "constant"),
        ("SNAI2", "AXL", 0.7, "constant"),
        ("SNAI2", "CD44", 0.5, "constant"),
        ("TWIST1", "CD44", 0.6, "appears"),
        ("TWIST1", "AKT2", 0.5, "constant"),
        ("TWIST1", "ITGB1", 0.8, "constant"),
        ("TWIST1", "POSTN", 0.6, "appears"),
        ("GRHL2", "CLDN3", 0.6, "constant"),
        ("GRHL2", "RAB25", 0.7, "constant"),
        ("GRHL2", "SPINT1", 0.7, "constant"),
        ("PRRX1", "TNC", 0.7, "appears"),
        ("SMAD3", "TNC", 0.6, "constant"),
        ("SMAD3", "SERPINE1", 0.8, "constant"),
        ("ELF3", "CLDN7", 0.5, "constant"),
        ("KLF4", "KRT19", 0.5, "constant"),
        ("RUNX2", "MMP13", 0.9, "constant"),
        ("CDX2", "MUC2", 0.9, "constant"),
        ("FOXA1", "KRT7", 0.8, "constant"),
        ("SMAD3", "MYC", -0.9, "flips"),
        ("SMAD3", "CDKN1A", 0.9, "flips"),
        ("ETS1", "ITGB4", -0.9, "flips"),
        ("SOX9", "CTNNB1", 0.9, "flips"),
    )
)


def is_invented(gene: str) -> bool:
    """Whether the gene is one of the demo's that do not exist, such as SIMR07 and SIMG123 (SIM1 and SIM2 do exist)."""
    return re.fullmatch(r"SIM[RG]\d{2,3}", gene) is not None


def filler_edges(
    rng: np.random.Generator, regulators: tuple[str, ...], targets: tuple[str, ...]
) -> tuple[PlantedEdge, ...]:
    """One or two edges of ``regulators``, of random strengths and shapes, for each of ``targets``: the invented genes.

    They are weaker than the textbook's edges and dealt evenly, so that no invented regulator stands out by how much it
    regulates: what the networks have in common, their components, and what changes most are the textbook's wiring.
    """
    dealt = np.zeros(len(regulators))
    edges = []
    for target in targets:
        # Those that had fewest so far, in random order.
        for number in np.lexsort((rng.random(len(regulators)), dealt))[: rng.integers(1, 3)]:
            dealt[number] += 1
            effect = rng.uniform(0.3, 0.5) * rng.choice([-1.0, 1.0])
            shape = BACKGROUND[rng.choice(len(BACKGROUND), p=[0.6, 0.2, 0.2])]
            edges.append(PlantedEdge(regulators[number], target, round(float(effect), 3), shape))
    return tuple(edges)
