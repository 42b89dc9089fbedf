"""What a file format has to say of itself to be read here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compute.messages import Message
from compute.read.source import Source
from compute.read.table import RawTable

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Glance:
    """The head of a table: labels, which columns hold numbers, the first names, and the text cells by column."""

    labels: Sequence[str]
    numeric: Sequence[bool]
    names: Sequence[str]
    cells: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Format:
    """One file format.

    name: short, as the command line prints it. label: as lists of formats name it, the same in any language; "" for
    what is not offered. title: as a person says it. extensions: usual endings, for the file dialog. carries: what such
    a file can hold beside expression, in a few words. recognise: whether a file is of this format, told from its first
    bytes or lines. read: the expression table. frame: the same file as a table of samples (scores, annotation) or of
    genes; None where it holds none. glance: its first cells, by which its role is told; None where such a file can only
    be an expression table. parts: its sheets or matrices, of which one is read; None where there is but one.
    chosen: which of them ``frame`` reads, in a sentence.
    turn: when it is tried, the lowest first: the most particular of ours have 10, any text the
    highest; those of other packages come before unless they say otherwise. refused: recognised only so that ``read``
    says what such a file is and what to do. All of them raise
    :class:`~compute.errors.UserError` with one sentence where the file cannot be used.
    """

    name: str
    label: str
    title: str
    extensions: tuple[str, ...]
    carries: str
    recognise: Callable[[Source], bool]
    read: Callable[[Source], RawTable]
    frame: Callable[[Source], pd.DataFrame] | None = None
    glance: Callable[[Source], Glance] | None = None
    parts: Callable[[Source], Sequence[str]] | None = None
    chosen: Callable[[Source], Sequence[Message]] | None = None
    turn: int = 0
    refused: bool = False
