"""What the numbers of an edge mean: read by tables, legends, exports and the methods text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from compute.messages import Message

ACTIVATES, REPRESSES = "activates", "represses"
REGULATES, GOES_WITH = "regulates", "goes_with"
"""What an edge without a sign is called in files; with a direction and without one."""


@dataclass(frozen=True)
class EdgeColumn:
    """One number of an edge. name: of the column in files. label, meaning: for people. low, high: the range it lies
    in, where there is one.
    """

    name: str
    label: Message
    meaning: Message
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class EdgeMeaning:
    """The numbers of an edge. strength: the column whose size says how strong the edge is. sign: the column whose sign
    says whether it activates or represses; "" where edges have no sign. directed: whether it leads from regulator to
    target, or only says that both belong together; what has no direction cannot activate, and has no sign.
    """

    columns: tuple[EdgeColumn, ...]
    strength: str
    sign: str = ""
    directed: bool = True

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if self.strength not in names or self.sign not in ("", *names) or (self.sign and not self.directed):
            raise ValueError(f"an edge of {names} cannot have strength {self.strength!r} and sign {self.sign!r}")

    @property
    def signed(self) -> bool:
        """Whether edges activate or repress."""
        return bool(self.sign)

    @property
    def shown(self) -> EdgeColumn:
        """The number that says how strong an edge is."""
        return next(column for column in self.columns if column.name == self.strength)

    def interactions(self, signs: NDArray[Any]) -> list[str]:
        """What files call each edge (e,), by its sign; an edge without one by whether it has a direction."""
        plain = REGULATES if self.directed else GOES_WITH
        if not self.signed:
            return [plain] * signs.size
        return np.select([signs > 0, signs < 0], [ACTIVATES, REPRESSES], plain).tolist()  # type: ignore[no-any-return]


def edge_meaning(record: Mapping[str, Any]) -> EdgeMeaning:
    """From its form in ``study.json``; KeyError or TypeError where it is not whole."""
    return EdgeMeaning(**{**record, "columns": tuple(_column(column) for column in record["columns"])})


def _column(record: Mapping[str, Any]) -> EdgeColumn:
    words = {name: Message.from_record(record[name]) for name in ("label", "meaning")}
    return EdgeColumn(**{**record, **words})


SIGNED_COEFFICIENT: Final = EdgeMeaning(
    (
        EdgeColumn(
            "coefficient",
            Message("Coefficient"),
            Message("coefficient of the regulator for the target; positive: activating, negative: repressing"),
        ),
    ),
    strength="coefficient",
    sign="coefficient",
)
"""One regression coefficient per edge."""
