"""The samples of a run: what of the annotation explains the expression, and one class of it alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError, unknown_name
from compute.messages import Message, word
from compute.methods.covariates import UNKNOWN, classes, encoded, numeric
from compute.read import Expression, NameMatch, align_annotation
from compute.read.check import EXAMPLES
from compute.read.names import NEAR

if TYPE_CHECKING:
    import pandas as pd

MOST_CLASSES = 100
"""A column of more classes is not offered."""


@dataclass(frozen=True)
class Covariate:
    """A column of the annotation that can be adjusted for.

    explains: the share of the expression's variance it explains, mean over genes, less what as many random numbers
    would (0: no more than these). groups: names and numbers of samples of its classes, the largest first; none of a
    column of numbers.
    """

    file: str
    column: str
    explains: float
    groups: tuple[tuple[str, int], ...] = ()


def covariates(file: str, expression: Expression, annotation: pd.DataFrame, matching: str = NEAR) -> list[Covariate]:
    """The columns of an annotation that can be adjusted for, what explains most first."""
    aligned, _ = align_annotation(expression.samples, annotation, matching)
    spread = expression.values.std(axis=0)
    Y = (expression.values - expression.values.mean(axis=0))[:, spread > 0] / spread[spread > 0]
    found = []
    for name in map(str, aligned.columns):
        try:
            Z = encoded(aligned, [name])
        except UserError:
            continue  # the same for all samples, or names them
        if Z.shape[1] > MOST_CLASSES or Z.shape[1] >= len(Z) - 1:
            continue
        groups = () if numeric(aligned, name) is not None else _groups(aligned, name)
        found.append(Covariate(file, name, explained_share(Y, Z), groups))
    return sorted(found, key=lambda one: -one.explains)


def explained_share(Y: NDArray[np.float64], Z: NDArray[np.float64]) -> float:
    """Adjusted R² of the columns of Y (n, g), standardised, given Z (n, c), mean over them; at least 0."""
    n, c = Z.shape
    basis, _ = np.linalg.qr(Z - Z.mean(axis=0))
    share = float(np.square(basis.T @ Y).sum() / np.square(Y).sum()) if Y.size else 0.0
    return float(max(1 - (1 - share) * (n - 1) / (n - c - 1), 0.0))


def _groups(annotation: pd.DataFrame, name: str) -> tuple[tuple[str, int], ...]:
    label = classes(annotation, name)
    text = annotation[name].astype(object).where(lambda values: values.notna(), UNKNOWN).astype(str).to_numpy(str)
    first = np.unique(label, return_index=True)[1]
    groups = [(str(text[row]), int((label == label[row]).sum())) for row in first]
    return tuple(sorted(groups, key=lambda group: (-group[1], group[0])))


def split_only(only: str) -> tuple[str, str]:
    """Column and value of ``COLUMN=VALUE``; :class:`UserError` for anything else."""
    column, equals, value = only.partition("=")
    if not (equals and column.strip() and value.strip()):
        raise UserError("Write COLUMN=VALUE, such as tissue=lung, to take one class of the samples, not {only!r}.",
                        only=only)  # fmt: skip
    return column.strip(), value.strip()


def only_samples(
    expression: Expression, annotation: pd.DataFrame | None, only: str, matching: str = NEAR
) -> tuple[Expression, Message]:
    """The samples whose annotation has this value in this column (``COLUMN=VALUE``), and a note of it.

    Raises :class:`UserError` where there is no annotation, no such column, or no such sample.
    """
    column, value = split_only(only)
    known = expression.annotation if annotation is None else annotation
    if known is None:
        raise UserError("There is no annotation to choose samples by {column!r}; give one.", column=column)
    aligned, _ = align_annotation(expression.samples, known, matching)
    names = [str(name) for name in aligned.columns]
    if column not in names:
        raise unknown_name(word("column"), column, names, Message("the annotation"))
    there = aligned[column].astype(object).where(lambda values: values.notna(), UNKNOWN).astype(str).to_numpy(str)
    kept = there == value
    if not kept.any():
        raise unknown_name(word("class"), value, sorted(set(there.tolist())), column)
    chosen = replace(
        expression,
        values=expression.values[kept],
        samples=tuple(name for name, stays in zip(expression.samples, kept, strict=True) if stays),
    )
    note = Message(
        "Only the {kept:,} of {samples:,} samples with {column} = {value} were used.",
        kept=int(kept.sum()),
        samples=kept.size,
        column=column,
        value=value,
        severity="note",
    )
    return chosen, note


def matched_messages(match: NameMatch, of: int, rows: int, role: str) -> list[Message]:
    """What a table of samples has of those of the expression table, and of others."""
    there = int((match.positions >= 0).sum())
    if not there:
        return [
            Message(
                "None of the {samples:,} samples of the expression table is in it ({examples}); the names of both "
                "files must agree.",
                samples=of,
                examples=match.missing[:EXAMPLES],
                severity="problem",
            )
        ]
    found = [
        Message(
            "{there:,} of the {samples:,} samples of the expression table are in it.",
            there=there,
            samples=of,
            severity="fact" if there == of else "warning",
        ),
        *match.messages(),
    ]
    if match.missing and role == "scores":
        found.append(Message("Samples without a score are left out of the study.", severity="note"))
    if rows > there:
        found.append(
            Message(
                "{others:,} of its {rows:,} rows belong to other samples and are not used.",
                others=rows - there,
                rows=rows,
                severity="note",
            )
        )
    return found
