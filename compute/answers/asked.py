"""Which genes a study is asked about where nobody names one."""

from __future__ import annotations

import numpy as np

from compute.analyse import most_changed_target
from compute.components import EMT_SEEDS
from compute.errors import UserError
from compute.study import Study

FIRST_TARGETS = ("CDH1", "VIM")


def asked_target(study: Study) -> str:
    """CDH1, else VIM, else the target that changes most; of one network for all samples, the one with most edges."""
    named = next((gene for gene in FIRST_TARGETS if gene in study.targets), None)
    if named is not None:
        return named
    if study.per_sample:
        try:
            return most_changed_target(study)
        except UserError:
            return study.targets[0]
    counts = np.bincount(study.edge_table.target, minlength=len(study.targets))
    return study.targets[int(counts.argmax())]


def asked_regulator(study: Study) -> str:
    """The first EMT factor that is a regulator of the study, else the regulator with most targets (of the sample in
    the middle of the score).
    """
    named = next((gene for gene in EMT_SEEDS if gene in study.regulators), None)
    if named is not None:
        return named
    if study.per_sample:
        counts = np.diff(study.network(len(study.samples) // 2).tocsr().indptr)
    else:
        counts = np.bincount(study.edge_table.regulator, minlength=len(study.regulators))
    return study.regulators[int(counts.argmax())]
