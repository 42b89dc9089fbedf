"""From one network for all samples to a study with one for each: what every edge adds to its target there."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import compute
from compute.errors import UserError
from compute.messages import Message
from compute.study import Coefficients, EdgeColumn, EdgeMeaning, MethodRecord, Study, StudyContent, StudyRecord
from compute.study import StudyWriter as Writer

STRENGTH = 0.5
"""Edges that are this strong are carried over where nobody asks for others."""
CONTRIBUTION = EdgeMeaning(
    (
        EdgeColumn(
            "contribution",
            Message("Contribution"),
            Message(
                "contribution of the edge to its target in the sample, in standard deviations of the target; "
                "positive: towards higher expression"
            ),
        ),
    ),
    strength="contribution",
    sign="contribution",
)


def carried_study(study: Study, path: str | Path, strength: float = STRENGTH) -> StudyRecord:
    """Write a study whose network of a sample holds the contributions of the edges of ``study`` in it.

    Everything that needs a network for each sample then works on what the one network carries in it (the edge
    contribution value of Tanaka et al. 2020). strength: edges that are weaker are left out. Raises :class:`UserError`
    where the study does not say what its edges add, where no edge is so strong, and where ``path`` exists.
    """
    started, kept = time.monotonic(), study.edge_contributions if not study.per_sample else None
    if kept is None:
        raise UserError(
            "{study} has no contributions of its edges in each sample; make it with `contributions`.", study=study.title
        )
    table, named = study.edge_table, study.info.method.edge.strength
    chosen = np.flatnonzero(table.columns[named] >= strength)
    if not chosen.size:
        raise UserError(
            "No edge of {study} has a strength of {strength:g} or more; give a smaller --strength.",
            study=study.title,
            strength=strength,
        )
    writer = Writer.create(path, _content(study, strength))
    target, regulator = table.target[chosen].astype(np.int64), table.regulator[chosen].astype(np.int64)
    for number, samples in enumerate(writer.blocks):
        writer.write_block(number, _block(kept[chosen, samples.start : samples.stop], target, regulator), None)
    zeta = study.settled("zeta")
    writer.keep({} if zeta is None else {"zeta": zeta})
    return writer.finish({"seconds": round(time.monotonic() - started, 1), "workers": 1})


def _block(contribution: NDArray[np.float32], target: NDArray[np.int64], regulator: NDArray[np.int64]) -> Coefficients:
    """contribution: (e, samples of the block)."""
    edge, sample = np.nonzero(contribution)
    return Coefficients(sample, target[edge], regulator[edge], np.asarray(contribution[edge, sample], np.float32))


def _content(study: Study, strength: float) -> StudyContent:
    record = study.info
    made = record.method
    facts: dict[str, Any] = {**made.facts, "least_strength": strength}
    method = MethodRecord(made.name, made.title, made.version, made.settings, facts, "sample", CONTRIBUTION)
    return StudyContent(
        title=f"{record.title}, contributions",
        simulated=record.simulated,
        score=record.score,
        samples=study.samples,
        modulator=study.modulator,
        genes=study.genes,
        expression=np.stack([study.expression(gene) for gene in study.genes]),
        regulators=study.regulators,
        targets=study.targets,
        method=method,
        versions={**record.versions, "sign-dash": compute.__version__},
        inputs=record.inputs,
        annotation=study.annotation if len(study.annotation.columns) else None,
        notes=tuple(record.notes),
        adjust=tuple(record.adjust),
        only=record.only,
    )
