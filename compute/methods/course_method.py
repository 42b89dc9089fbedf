"""What a method is that gives courses along the score in place of one network after the other."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from compute.methods.base import Arrays, Problem, SampleMethod, Settings, Shape, Task

if TYPE_CHECKING:
    from compute.study import CourseTable


class CourseMethod(SampleMethod[Settings, Problem]):
    """One course along the score for each edge, from which every sample's network follows; a piece is some targets."""

    targets_together: ClassVar[int] = 16
    numbers_per_edge: ClassVar[int] = 8
    """Single-precision numbers of an edge's course and its covariance, about: for a plan."""

    def tasks(self, shape: Shape, settings: Settings) -> Sequence[Task]:
        """``what`` are positions of targets."""
        together = [
            range(first, min(first + self.targets_together, shape.targets))
            for first in range(0, shape.targets, self.targets_together)
        ]
        return [
            Task(f"targets-{some.start:06d}-{some.stop:06d}", tuple(some), len(some), len(some)) for some in together
        ]

    @abstractmethod
    def fit(self, shared: Problem, what: Sequence[Any]) -> Arrays:
        """The courses of these targets: ``edges`` of each (k,), then of all edges ``target`` and ``regulator``
        (positions), ``course`` and ``spread`` as of :class:`CourseTable`; ``fits`` (k,) where there are diagnostics.
        """

    def trial(self, shared: Problem, what: Sequence[int], targets: NDArray[np.int64]) -> tuple[Problem, Any] | None:
        part = self.of_targets(shared, np.asarray(what, np.int64)[targets])
        return None if part is None else (part, tuple(range(targets.size)))

    @abstractmethod
    def combine(self, problem: Problem, settings: Settings, results: Iterable[Arrays]) -> CourseTable:
        """All courses from the results, in the order of the tasks."""
