"""What the numbers of an edge mean: read by tables, legends, exports and the methods text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class EdgeColumn:
    """One number of an edge. name: of the column in files. label, meaning: for people, in English. low, high: the
    range it lies in, where there is one.
    """

    name: str
    label: str
    meaning: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class EdgeMeaning:
    """The numbers of an edge. strength: the column whose size says how strong the edge is. sign: the column whose sign
    says whether it activates or represses; "" where edges have no sign. directed: whether it leads from regulator to
    target, or only says that both belong together.
    """

    columns: tuple[EdgeColumn, ...]
    strength: str
    sign: str = ""
    directed: bool = True

    @property
    def signed(self) -> bool:
        """Whether edges activate or repress."""
        return bool(self.sign)


def edge_meaning(record: Mapping[str, Any]) -> EdgeMeaning:
    """From its form in ``study.json``; KeyError or TypeError where it is not whole."""
    return EdgeMeaning(**{**record, "columns": tuple(EdgeColumn(**column) for column in record["columns"])})


SIGNED_COEFFICIENT = EdgeMeaning(
    (
        EdgeColumn(
            "coefficient",
            "Coefficient",
            "effect of the regulator on the target; positive activates, negative represses",
        ),
    ),
    strength="coefficient",
    sign="coefficient",
)
"""One regression coefficient per edge."""
