"""One sample's network with the names and the origin that a file must carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.study import Study

ACTIVATES, REPRESSES = "activates", "represses"


@dataclass(frozen=True)
class SampleNetwork:
    """The edges of one sample, strongest first, and where they come from.

    origin: study, simulated, created, modulator_name, sample, modulator: what every file says of itself.
    title: the same in one line for people, with "simulated" in it where it is.
    regulators, targets, coefficients: one entry per edge; coefficients float32, positive activates.
    expression: level of each gene of the network in this sample, on the scale of the study's table.
    """

    origin: dict[str, str | float | bool]
    sample: str
    title: str
    regulators: tuple[str, ...]
    targets: tuple[str, ...]
    coefficients: NDArray[np.float32]
    expression: Mapping[str, float]

    @property
    def interactions(self) -> list[str]:
        """``activates`` or ``represses``, per edge."""
        return [ACTIVATES if value > 0 else REPRESSES for value in self.coefficients.tolist()]

    @property
    def roles(self) -> dict[str, str]:
        """``regulator`` or ``target`` for every gene of the network; who regulates anything is a regulator."""
        return dict.fromkeys(self.targets, "target") | dict.fromkeys(self.regulators, "regulator")


def study_origin(study: Study) -> dict[str, str | float | bool]:
    """What every file made from a study says of it."""
    return {
        "study": study.title,
        "simulated": study.simulated,
        "created": study.info.created,
        "modulator_name": study.modulator_name,
    }


def sample_network(study: Study, sample: str) -> SampleNetwork:
    """Read one sample's network; :class:`UserError` where the study has no such sample."""
    number = study.sample_index(sample)
    matrix = study.network(number).tocoo()
    regulator, target = matrix.coords
    # Strongest first, ties in the study's order: the same file every time, and its head is worth reading.
    order = np.lexsort((target, regulator, -np.abs(matrix.data)))
    regulators = tuple(study.regulators[j] for j in regulator[order])
    targets = tuple(study.targets[k] for k in target[order])
    genes = dict.fromkeys((*regulators, *targets))
    modulator = float(study.modulator[number])
    label = " (simulated)" if study.simulated else ""
    return SampleNetwork(
        origin=study_origin(study) | {"sample": sample, "modulator": modulator},
        sample=sample,
        title=f"{study.title}{label}: {sample}, {study.modulator_name} {modulator:.4g}",
        regulators=regulators,
        targets=targets,
        coefficients=matrix.data[order],
        expression={gene: float(study.expression(gene)[number]) for gene in genes},
    )
