"""The edges of a gene and how strong each gets, kept once read: other genes in focus share most of their neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from compute.study import Study

Ints = NDArray[np.int64]


class Strengths:
    """What a study says of its edges whatever the sample.

    genes: names, the regulators first. place: of each name there.
    An edge's key is regulator × number of targets + target.
    """

    def __init__(self, study: Study) -> None:
        regulators = {gene: j for j, gene in enumerate(study.regulators)}
        targets = {gene: k for k, gene in enumerate(study.targets)}
        self.genes = (*study.regulators, *(gene for gene in study.targets if gene not in regulators))
        self.place = {gene: i for i, gene in enumerate(self.genes)}
        self._of_target = np.array([self.place[gene] for gene in study.targets], np.int64)
        self._regulators = regulators
        self._targets = targets
        self._found: dict[str, tuple[Ints, NDArray[np.float32]]] = {}

    def touching(self, study: Study, gene: str) -> tuple[Ints, NDArray[np.float32]]:
        """A gene's edges: keys, and the largest |coefficient| over the samples. study: the one this was made for, which
        is not kept here, or it would never be let go of."""
        if gene not in self._found:
            keys, strengths = [np.empty(0, np.int64)], [np.empty(0, np.float32)]
            if gene in self._regulators:
                out = study.regulator_strengths(gene)
                keys.append(self._regulators[gene] * len(self._targets) + out.indices)
                strengths.append(out.strengths)
            if gene in self._targets:
                into = study.target_strengths(gene)
                keys.append(into.indices * len(self._targets) + self._targets[gene])
                strengths.append(into.strengths)
            self._found[gene] = np.concatenate(keys), np.concatenate(strengths)
        return self._found[gene]

    def ends(self, keys: Ints) -> tuple[Ints, Ints]:
        """Regulators and targets of edges, as positions in `genes`."""
        regulators, targets = np.divmod(keys, len(self._of_target))
        return regulators, self._of_target[targets]


_KEPT: WeakKeyDictionary[Study, Strengths] = WeakKeyDictionary()


def strengths_of(study: Study) -> Strengths:
    """The edges' strengths of a study, read as they are asked for and kept while the study is open."""
    if study not in _KEPT:
        _KEPT[study] = Strengths(study)
    return _KEPT[study]
