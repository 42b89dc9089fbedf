"""What a model of a study predicts: its modulator, or a column of its annotation, as scores or as classes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compute.components.learn.settings import ClassWeight
from compute.errors import UserError, unknown_name
from compute.messages import Message, word
from compute.study import Study

Floats = NDArray[np.float64]

LEAST = 2
"""Numbers that a score needs."""


@dataclass(frozen=True, eq=False)
class StudyOutcome:
    """name: the column's. values: of every sample in the study's order (n,): scores (NaN where there is
    none), or classes as text. learned:
    positions of the samples to learn from. classes: sorted, those learned; None for scores. left_out: what is not
    learned from, in sentences."""

    name: str
    values: NDArray[Any]
    learned: NDArray[np.intp]
    classes: tuple[str, ...] | None
    left_out: tuple[Message, ...]

    @property
    def labels(self) -> NDArray[np.intp]:
        """(n,) the position of each sample's class, −1 where it is not learned from."""
        position = {name: place for place, name in enumerate(self.classes or ())}
        return np.array([position.get(value, -1) for value in self.values], dtype=np.intp)


def study_outcome(study: Study, column: str | None, folds: int, as_classes: bool = False) -> StudyOutcome:
    """The modulator (``column`` not given), a numeric column as scores, a column of text as classes.

    as_classes: take numbers as classes too. A class of fewer samples than ``folds`` could not be in every fold; it is
    left out, as samples without a class are, or without a number in a column of numbers. Raises :class:`UserError` for
    an unknown column, fewer than two classes, and fewer numbers than folds.
    """
    if column is None or column == study.modulator_name:
        if as_classes:
            raise UserError(
                "{score} is the study's score, not classes; name a column with classes.", score=study.modulator_name
            )
        return _scores(study, study.modulator_name, np.asarray(study.modulator, dtype=np.float64), folds)
    annotation = study.annotation
    if column not in annotation.columns:
        known = [study.modulator_name, *map(str, annotation.columns)]
        raise unknown_name(
            word("column"), column, known, Message("the modulator and annotation of {study}", study=study.path.name)
        )
    values = annotation[column]
    if as_classes or values.dtype.kind not in "iufb":
        present = values.notna().to_numpy()
        text = [str(value).strip() if there else "" for value, there in zip(values, present, strict=True)]
        return _classes(study, column, np.array(text, dtype=object), folds)
    scores = values.to_numpy(dtype=np.float64, na_value=np.nan)
    return _scores(study, column, scores, folds)


def check_weights(outcome: StudyOutcome, class_weight: ClassWeight) -> None:
    """:class:`UserError` where classes are to be weighed and there are none."""
    if class_weight is not None and outcome.classes is None:
        raise UserError(
            "{outcome} is predicted as a score, which has no classes to weight; leave the class weight out or "
            "name a column of classes.",
            outcome=outcome.name,
        )


def _scores(study: Study, name: str, values: Floats, folds: int) -> StudyOutcome:
    known = np.isfinite(values)
    if not known.all() and known.sum() < max(folds, LEAST):
        raise UserError(
            "Column {column!r} of {study} has a number for {n_known} of {n_values} samples, where {least} are "
            "needed; choose another column or fewer folds.",
            column=name,
            study=study.path.name,
            n_known=known.sum(),
            n_values=len(values),
            least=max(folds, LEAST),
        )
    learned = np.flatnonzero(known)
    if learned.size == len(values):
        return StudyOutcome(name, values, learned, None, ())
    unknown = [study.samples[place] for place in np.flatnonzero(~known)]
    left_out = Message(
        "{n_unknown} of {n_values} samples have no number in {column} and are left out: {unknown}. They are "
        "predicted all the same.",
        n_unknown=len(unknown),
        n_values=len(values),
        column=name,
        unknown=unknown,
        severity="note",
    )
    return StudyOutcome(name, np.where(known, values, np.nan), learned, None, (left_out,))


def _classes(study: Study, column: str, values: NDArray[Any], folds: int) -> StudyOutcome:
    names, counts = np.unique(values[values != ""].astype(str), return_counts=True)
    large = [str(name) for name, count in zip(names, counts, strict=True) if count >= folds]
    if len(large) < 2:
        found = [f"{name} ({count})" for name, count in zip(names, counts, strict=True)] or ["none"]
        raise UserError(
            "Column {column!r} of {study} has too few classes of at least {folds} samples, one for every fold: "
            "{n_large} where two are needed ({found}); choose another column or fewer folds.",
            column=column,
            study=study.path.name,
            folds=folds,
            n_large=len(large),
            found=found,
        )
    left_out = []
    small = [f"{name} ({count})" for name, count in zip(names, counts, strict=True) if count < folds]
    if small:
        left_out.append(
            Message(
                "Classes of fewer than {folds} samples are left out: {small}.",
                folds=folds,
                small=small,
                severity="note",
            )
        )
    unknown = [study.samples[place] for place in np.flatnonzero(values == "")]
    if unknown:
        left_out.append(
            Message(
                "Samples without {column} are left out: {unknown}.", column=column, unknown=unknown, severity="note"
            )
        )
    return StudyOutcome(column, values, np.flatnonzero(np.isin(values, large)), tuple(large), tuple(left_out))
