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

    regulators, targets, coefficients: one entry per edge; coefficients float32, positive activates.
    expression: level of each gene of the network in this sample, on the scale of the study's table.
    """

    study: str
    simulated: bool
    created: str
    sample: str
    modulator_name: str
    modulator: float
    regulators: tuple[str, ...]
    targets: tuple[str, ...]
    coefficients: NDArray[np.float32]
    expression: Mapping[str, float]

    @property
    def origin(self) -> dict[str, str | float | bool]:
        """What every file says of itself."""
        return {
            "study": self.study,
            "simulated": self.simulated,
            "sample": self.sample,
            "modulator_name": self.modulator_name,
            "modulator": self.modulator,
            "created": self.created,
        }

    @property
    def title(self) -> str:
        """One line for people: study, sample, score, and "simulated" where it is."""
        label = " (simulated)" if self.simulated else ""
        return f"{self.study}{label}: {self.sample}, {self.modulator_name} {self.modulator:.4g}"

    @property
    def interactions(self) -> list[str]:
        """``activates`` or ``represses``, per edge."""
        return [ACTIVATES if value > 0 else REPRESSES for value in self.coefficients.tolist()]

    @property
    def roles(self) -> dict[str, str]:
        """``regulator`` or ``target`` for every gene of the network; who regulates anything is a regulator."""
        return dict.fromkeys(self.targets, "target") | dict.fromkeys(self.regulators, "regulator")


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
    return SampleNetwork(
        study=study.title,
        simulated=study.simulated,
        created=study.info.created,
        sample=sample,
        modulator_name=study.modulator_name,
        modulator=float(study.modulator[number]),
        regulators=regulators,
        targets=targets,
        coefficients=matrix.data[order],
        expression={gene: float(study.expression(gene)[number]) for gene in genes},
    )
