"""Rows of a csv file from records, every column by its field's name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from compute.components.learn.search_end import not_converged
from compute.components.reading.stored import Components
from compute.messages import Message
from compute.study import StoredModel, Study
from compute.write.sample import study_origin
from compute.write.table import Columns, Table, columns_of, table_of

Origin = dict[str, str | float | bool]


def cell(value: object) -> object:
    """What a csv file says for a value: nothing for None, true or false, numbers with digits enough for reading."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value + 0.0:.7g}"  # no minus before zero
    return value


def records_table(kind: type[Any], records: Iterable[Any], origin: Origin) -> Table:
    """One line per record of a dataclass."""
    columns = columns_of(kind)
    return plain_table(columns, ([getattr(record, name) for name in columns] for record in records), origin)


def plain_table(columns: Columns, rows: Iterable[Iterable[object]], origin: Origin) -> Table:
    """A table of values as :func:`cell` writes them."""
    return table_of(columns, ((cell(value) for value in row) for row in rows), origin)


def model_origin(study: Study, model: StoredModel, components: Components) -> Origin:
    """What every table made from a model says of it."""
    origin: Origin = study_origin(study) | {
        "model": model.name,
        "predicted": str(model.info["target"]),
        "rotation": components.rotation,
        "caution": str(Message.from_record(model.info["caution"])),
    }
    unfinished = not_converged(model.info)
    if unfinished:
        origin |= {"not_converged": " ".join(map(str, unfinished))}
    return origin if components.of_class is None else origin | {"class": components.of_class}
