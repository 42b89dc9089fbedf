"""The stage after the networks of a shortened search: a random hundredth of the fits, made again in full."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compute.messages import Message
from compute.methods.base import Arrays, Closing, ClosingStage, Shape, Task
from compute.methods.network_profiler.settings import Settings
from compute.methods.points import score_points

if TYPE_CHECKING:
    from compute.methods.network_profiler.audit import Audited, Exact
    from compute.methods.network_profiler.chunks import Work
    from compute.study import Block


class AuditStage(ClosingStage[Settings, "Work"]):
    """Says how far a followed search, or a grid of scores, is from the full search at every sample's own score."""

    name = "audit"
    label = Message("Quality check: refitting a random sample of fits")

    def applies(self, settings: Settings) -> bool:
        return settings.search != "full" or settings.score_grid is not None

    def tasks(self, shape: Shape, settings: Settings) -> Sequence[Task]:
        """One for each sample that was drawn."""
        from compute.methods.network_profiler.audit import draw

        drawn = draw(shape.modulator.size, shape.targets, settings.seed)
        return [Task(f"audit-{part.sample:06d}", part, part.targets.size, part.targets.size) for part in drawn]

    def shared(self, problem: Work, settings: Settings) -> Work:
        return replace(problem, follow=False)

    def fit(self, shared: Work, what: Audited) -> Arrays:
        from compute.methods.network_profiler.audit import fit_again

        exact = fit_again(shared, what)
        row, regulator = np.nonzero(exact.coefficients)
        return {
            "criterion": exact.criterion,
            "row": row.astype(np.int32),
            "regulator": regulator.astype(np.int32),
            "value": exact.coefficients[row, regulator],
        }

    def trial(self, shared: Work, what: Audited, targets: NDArray[np.int64]) -> tuple[Work, Audited]:
        return shared, what._replace(targets=what.targets[targets])

    def close(
        self, problem: Work, settings: Settings, blocks: Sequence[Block], results: Iterable[tuple[Task, Arrays]]
    ) -> Closing:
        from compute.methods.network_profiler.audit import Exact, audit

        regulators = problem.data.regulators.shape[1]

        def exact(found: Arrays) -> Exact:
            coefficients = np.zeros((found["criterion"].size, regulators), np.float32)
            coefficients[found["row"], found["regulator"]] = found["value"]
            return Exact(found["criterion"], coefficients)

        points = score_points(problem.modulator, settings.score_grid)
        own_score = bool((points.value[points.of_sample] == problem.modulator).all())
        made = audit(((task.what, exact(found)) for task, found in results), blocks, own_score, regulators)
        return Closing(made.record(), (made.message(),))
