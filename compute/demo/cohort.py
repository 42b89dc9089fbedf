"""A simulated cohort: expression that follows a planted wiring which changes along the EMT score."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compute.demo.wiring import EMT_EDGES, REGULATOR_TRENDS, PlantedEdge, course, filler_edges
from compute.read.expression import Expression, Scores

if TYPE_CHECKING:
    import pandas as pd

SAMPLES, REGULATORS, GENES = 300, 60, 300
NOISE, REGULATOR_SPREAD = 0.5, 0.9
"""Standard deviation of what no regulator and no trend explains, in a target and in a regulator."""

TISSUES: dict[str, tuple[float, float, float]] = {
    # tissue: centre and spread of its samples along the score (-1 epithelial .. 1 mesenchymal), share of all samples.
    # Lung is the commonest and has samples of either kind, so that ends compared within one tissue differ.
    "simulated gut": (-0.75, 0.12, 0.15),
    "simulated breast": (-0.45, 0.30, 0.18),
    "simulated lung": (-0.10, 0.45, 0.27),
    "simulated skin": (0.25, 0.35, 0.14),
    "simulated bone": (0.70, 0.15, 0.13),
    "simulated brain": (0.80, 0.12, 0.13),
}


@dataclass(frozen=True)
class SimulatedCohort:
    """What the simulation gives. position: (n,) place along the score, 0 epithelial .. 1 mesenchymal."""

    expression: Expression
    scores: Scores
    annotation: pd.DataFrame
    regulators: tuple[str, ...]
    truth: tuple[PlantedEdge, ...]
    position: NDArray[np.float64]


def simulate(seed: int) -> SimulatedCohort:
    """Simulate :data:`SAMPLES` samples of :data:`GENES` genes, the same for the same seed.

    Regulators follow their own trend along the score and their planted regulators; every other gene is the sum of
    its planted regulators, each as strong as its course along the score says, and noise. Values are put on a scale
    like log2 intensities (about 2 to 14).
    """
    import pandas as pd

    rng = np.random.default_rng(seed)
    samples = tuple(f"SIM-{number:03d}" for number in range(1, SAMPLES + 1))
    tissue = rng.choice(list(TISSUES), size=SAMPLES, p=[share for _, _, share in TISSUES.values()])
    centre, spread, _ = np.array([TISSUES[name] for name in tissue]).T
    score = np.round(np.clip(rng.normal(centre, spread), -1, 1), 4)
    position = (score + 1) / 2

    named = tuple(dict.fromkeys(edge.target for edge in EMT_EDGES if edge.target not in REGULATOR_TRENDS))
    invented = tuple(f"SIMR{number:02d}" for number in range(1, REGULATORS - len(REGULATOR_TRENDS) + 1))
    regulators = (*REGULATOR_TRENDS, *invented)
    fillers = tuple(f"SIMG{number:03d}" for number in range(1, GENES - len(regulators) - len(named) + 1))
    truth = (*EMT_EDGES, *filler_edges(rng, invented, fillers))
    genes = (*regulators, *named, *fillers)

    levels = _levels(rng, regulators, genes, truth, position)
    base, width = rng.uniform(5.5, 10.5, GENES), rng.uniform(0.6, 1.1, GENES)
    values = np.round(base + width * levels, 4)
    text = ",".join(genes).encode() + values.tobytes()
    origin, checksum = f"simulated cohort, seed {seed}", _sha256(text)
    return SimulatedCohort(
        expression=Expression(values, samples, genes, origin, checksum),
        scores=Scores(
            "EMT score", samples, score, origin, _sha256(score.tobytes()), low="epithelial", high="mesenchymal"
        ),
        annotation=pd.DataFrame({"tissue": tissue}, index=pd.Index(samples, name="sample")),
        regulators=regulators,
        truth=truth,
        position=position,
    )


def _levels(
    rng: np.random.Generator,
    regulators: tuple[str, ...],
    genes: tuple[str, ...],
    truth: tuple[PlantedEdge, ...],
    position: NDArray[np.float64],
) -> NDArray[np.float64]:
    """(n, genes) levels in standard deviations, regulators before what they regulate."""
    incoming: dict[str, list[PlantedEdge]] = {}
    for edge in truth:
        incoming.setdefault(edge.target, []).append(edge)
    spread = {True: REGULATOR_SPREAD, False: NOISE}
    trend = np.tanh(4 * (position - 0.5))
    level: dict[str, NDArray[np.float64]] = {}
    for gene in genes:
        own = REGULATOR_TRENDS.get(gene, 0.0) * trend + rng.normal(0, spread[gene in regulators], position.size)
        for edge in incoming.get(gene, ()):
            own += edge.effect * course(edge.shape, position) * level[edge.regulator]
        level[gene] = (own - own.mean()) / own.std()
    return np.column_stack([level[gene] for gene in genes])


def truth_csv(truth: tuple[PlantedEdge, ...]) -> str:
    """The planted edges: ``regulator,target,shape,effect_epithelial,effect_mesenchymal`` and the signs of both."""
    ends = np.array([0.0, 1.0])
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(
        [
            "regulator",
            "target",
            "shape",
            "effect_epithelial",
            "effect_mesenchymal",
            "sign_epithelial",
            "sign_mesenchymal",
        ]
    )
    for edge in truth:
        # Rounded: a logistic course comes close to 0 at its end, and 0 is what it stands for.
        effects = np.round(edge.effect * course(edge.shape, ends), 2) + 0.0
        writer.writerow([edge.regulator, edge.target, edge.shape, *effects, *np.sign(effects).astype(int)])
    return text.getvalue()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
