"""What an answer is: a sentence with numbers, how sure it is, one small picture, and where more is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from compute.messages import Message


@dataclass(frozen=True)
class Bars:
    """Named values, the first on top. about: what the values are. signed: whether their sign is that of an edge."""

    labels: tuple[str | Message, ...]
    values: tuple[float, ...]
    about: Message
    signed: bool = True


@dataclass(frozen=True, eq=False)
class Lines:
    """Courses along the score. scores: (points,) ascending. values: (lines, points), one row for each name.

    signs: of each line, 1 activates, −1 represses, 0 neither.
    """

    scores: NDArray[np.float64]
    names: tuple[str | Message, ...]
    values: NDArray[np.float64]
    signs: tuple[int, ...]
    about: Message


Picture: TypeAlias = Bars | Lines


@dataclass(frozen=True)
class Lead:
    """The page that shows more, and the controls that make its view (their names in the page's address): texts,
    numbers, lists of names.
    """

    page: str
    values: Mapping[str, str | float | tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Answer:
    """One of a study's questions, answered.

    name: of the question, for code. sentence: the answer; where the study has none, why. confidence: how sure it is,
    or why that is not known. picture, lead: None where there is no answer.
    """

    name: str
    question: Message
    sentence: Message
    confidence: Message | None = None
    picture: Picture | None = None
    lead: Lead | None = None

    @property
    def answered(self) -> bool:
        """Whether the study has an answer."""
        return self.picture is not None
