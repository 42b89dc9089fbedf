"""A test of a few seconds: small problems whose answers are known, through the same code as every study.

What it finds is a machine that computes wrongly: a linear algebra library built for another processor, a compiler that
does not run, a disk that alters what it keeps.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from math import comb, log
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
import pandas as pd

from compute.analyse.fisher import OverRepresentation
from compute.api.run import profile
from compute.errors import UserError
from compute.messages import Message
from compute.study import open_study, verify_study

SAMPLES: Final = 40


@dataclass(frozen=True)
class Outcome:
    """One test. problem: what came out wrong, None where all is well."""

    name: Message
    seconds: float
    problem: Message | None


def known_answers() -> list[Outcome]:
    """All tests, each done whatever the others found."""
    with TemporaryDirectory(prefix="sign-dash-doctor-") as name:
        study = Path(name) / "study"
        tests: tuple[tuple[Message, Callable[[], Message | None]], ...] = (
            (Message("linear algebra"), linear_algebra),
            (Message("statistics"), statistics),
            (Message("networks"), lambda: networks(study)),
            (Message("study on disk"), lambda: on_disk(study)),
        )
        return [_tried(title, test) for title, test in tests]


def _tried(name: Message, test: Callable[[], Message | None]) -> Outcome:
    begun = time.perf_counter()
    try:
        problem = test()
    except Exception as error:  # noqa: BLE001  # whatever a broken installation raises is the finding
        problem = Message("it failed ({kind}: {error})", kind=type(error).__name__, error=error)
    return Outcome(name, time.perf_counter() - begun, problem)


def linear_algebra() -> Message | None:
    """The second difference of n points has the eigenvalues 2 - 2 cos(kπ / (n + 1)), k = 1 … n."""
    n = 200
    matrix = 2 * np.eye(n) - np.eye(n, k=1) - np.eye(n, k=-1)
    right = 2 - 2 * np.cos(np.arange(1, n + 1) * np.pi / (n + 1))
    error = float(np.max(np.abs(np.linalg.eigvalsh(matrix) - right)))
    return None if error < 1e-10 else Message("eigenvalues are wrong by {error:.1e}", error=error)


def statistics() -> Message | None:
    """P(X ≥ k), X hypergeometric, against whole numbers: 3 of 10 targets in a set of 12 out of 50 genes."""
    universe, size, targets, overlap = 50, 12, 10, 3
    ways = sum(comb(size, k) * comb(universe - size, targets - k) for k in range(overlap, min(size, targets) + 1))
    right = log(ways) - log(comb(universe, targets))
    found = OverRepresentation(universe, np.array([size])).log_p(np.array([overlap]), targets)[0]
    error = abs(float(found) - right)
    return None if error < 1e-10 else Message("a p-value is wrong by a factor of e to the {error:.1e}", error=error)


def networks(study: Path) -> Message | None:
    """A target follows one of four regulators, upwards at low scores and downwards at high ones: so must its edge."""
    rng = np.random.default_rng(1)
    score = np.linspace(0, 1, SAMPLES)
    regulators = rng.normal(size=(SAMPLES, 4))
    target = np.where(score < 0.5, 1.5, -1.5) * regulators[:, 0] + 0.1 * rng.normal(size=SAMPLES)
    names = [f"S{place}" for place in range(SAMPLES)]
    table = pd.DataFrame(8 + np.column_stack([regulators, target]), names, ["A", "B", "C", "D", "T"])
    made = profile(
        table, pd.Series(score, names), regulators=["A", "B", "C", "D"], targets=["T"], path=study, transform="none",
        title="Known answers (simulated)", simulated=True, workers=1,
    )  # fmt: skip
    edge = made.edge("A", "T")
    others = max(float(made.edge(name, "T").abs().max()) for name in ("B", "C", "D"))
    if not (edge.iloc[0] > 0 > edge.iloc[-1] and min(edge.iloc[0], -edge.iloc[-1]) > others):
        return Message("an edge known to turn from activation to repression does not")
    return None


def on_disk(study: Path) -> Message | None:
    """What was written is what is read, and one altered bit is noticed."""
    verify_study(study)
    expression = open_study(study).path / "expression.npy"
    content = bytearray(expression.read_bytes())
    content[-1] ^= 1
    expression.write_bytes(content)
    try:
        verify_study(study)
    except UserError:
        return None
    return Message("an altered bit in a file goes undetected")
