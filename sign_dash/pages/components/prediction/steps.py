"""One prediction, or the mean of several, as steps that add up to it exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from compute.components import edge_shares, own_edge_shares, pair_contributions
from sign_dash.language import say
from sign_dash.pages.components.explained import Explained
from sign_dash.pages.components.words import column_name

if TYPE_CHECKING:
    from compute.study import Study


@dataclass(frozen=True)
class Waterfall:
    """baseline + the sum of ``values`` = predicted. labels, values: the steps, those left out as the last one."""

    labels: tuple[str, ...]
    values: tuple[float, ...]
    baseline: float
    predicted: float

    @property
    def starts(self) -> tuple[float, ...]:
        """Where each step begins."""
        ends = self.baseline + np.cumsum([0.0, *self.values])
        return tuple(ends[:-1].tolist())


def pair_steps(explained: Explained, samples: Sequence[int], top: int) -> Waterfall:
    """By component pairs; the mean over the samples (positions)."""
    found = pair_contributions(explained.parts, samples)
    labels = [
        say("regulator {u} × {column}", u=u + 1, column=column_name(explained, v))
        for u, v in zip(found.regulator_component.tolist(), found.target_component.tolist(), strict=True)
    ]
    values = found.mean.tolist()
    others = len(values) - top
    if others > 1:
        rest = say("{n} other pairs", n=f"{others:,}")
        labels, values = [*labels[:top], rest], [*values[:top], float(np.sum(values[top:]))]
    return Waterfall(tuple(labels), tuple(values), found.baseline, found.predicted)


def edge_steps(study: Study, explained: Explained, samples: Sequence[int], top: int) -> Waterfall:
    """By edges; the mean over the samples (positions), of a Deep Tensor model the sample whose components are shown."""
    if explained.sample is not None:
        found = own_edge_shares(study, explained.stored, explained.parts, explained.sample, top)
    else:
        found = edge_shares(study, explained.parts, samples, top)
    labels = [
        f"{study.regulators[j]} → {study.targets[k]}"
        for j, k in zip(found.regulator.tolist(), found.target.tolist(), strict=True)
    ]
    values = found.mean.tolist()
    if found.rest_edges:
        labels.append(say("{n} other edges", n=f"{found.rest_edges:,}"))
        values.append(found.rest)
    return Waterfall(tuple(labels), tuple(values), found.baseline, found.predicted)
