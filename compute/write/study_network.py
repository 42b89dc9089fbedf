"""The one network of a study that has no network per sample, as files carry it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compute.study import Study
from compute.write.described import Plain, roles_of
from compute.write.sample import study_origin


@dataclass(frozen=True)
class StudyNetwork:
    """The edges, strongest first. Implements :class:`compute.write.described.DescribedNetwork`.

    edge_values: the method's columns. strengths: (e,) ≥ 0, the size of its column for the strength. interactions,
    signs: by the sign of the method's column for it; edges without a sign are called so, and have None.
    """

    title: str
    origin: dict[str, Plain]
    regulators: tuple[str, ...]
    targets: tuple[str, ...]
    edge_values: Mapping[str, NDArray[Any]]
    strengths: NDArray[np.float32]
    interactions: list[str]
    signs: NDArray[np.int8] | None
    gene_values: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    without_edges: Mapping[str, str] = field(default_factory=dict)

    @property
    def roles(self) -> dict[str, str]:
        """``regulator`` or ``target`` for every gene of the network."""
        return roles_of(self.regulators, self.targets, self.without_edges)


def study_network(study: Study) -> StudyNetwork:
    """Read it; :class:`~compute.errors.UserError` where the study has one network per sample."""
    table, meaning = study.edge_table, study.info.method.edge
    strength = np.abs(table.columns[meaning.strength]).astype(np.float32)
    # Strongest first, ties in the study's order: the same file every time, and its head is worth reading.
    order = np.lexsort((table.target, table.regulator, -strength))
    sign = table.columns[meaning.sign or meaning.strength][order]
    label = " (simulated)" if study.simulated else ""
    return StudyNetwork(
        title=f"{study.title}{label}",
        origin=study_origin(study) | {"method": study.info.method.title},
        regulators=tuple(study.regulators[j] for j in table.regulator[order]),
        targets=tuple(study.targets[k] for k in table.target[order]),
        edge_values={name: values[order] for name, values in table.columns.items()},
        strengths=strength[order],
        interactions=meaning.interactions(sign),
        signs=np.sign(sign).astype(np.int8) if meaning.signed else None,
    )
