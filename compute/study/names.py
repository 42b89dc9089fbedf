"""The names behind every index of a study."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from compute.errors import UserError
from compute.messages import word
from compute.records import parse_json
from compute.study import format as layout
from compute.study.format import StudyRecord


def read_names(path: Path, record: StudyRecord) -> dict[str, tuple[str, ...]]:
    """Samples, genes, regulators and targets; :class:`UserError` where the file is damaged or does not fit."""
    file = path / layout.NAMES
    try:
        body: dict[str, Any] = parse_json(file.read_text(encoding="utf-8"))
        names = {kind: tuple(body[kind]) for kind in ("samples", "genes", "regulators", "targets")}
    except FileNotFoundError:
        raise UserError("{file} is missing; restore the study from a copy or profile it again.", file=file) from None
    except (ValueError, KeyError, TypeError) as error:
        raise UserError(
            "{file} is damaged ({error}); restore the study from a copy.", file=file, error=error
        ) from error
    for kind, given in names.items():
        if not all(isinstance(name, str) for name in given) or len(set(given)) < len(given):
            raise UserError("{file} is damaged ({kind}); restore the study from a copy.", file=file, kind=word(kind))
        if len(given) != getattr(record, kind):
            raise UserError(
                "{file} lists {n_given} {kind} where {record} says {recorded}.",
                file=file,
                n_given=len(given),
                kind=word(kind),
                record=layout.RECORD,
                recorded=getattr(record, kind),
            )
    return names
