"""Filters of samples by groups of the annotation: the fields that sides of a comparison and ranges have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc

from sign_dash.language import say
from sign_dash.shell.cohort import annotation_columns

if TYPE_CHECKING:
    from compute.study import Study


def filter_fields(study: Study, within: str, without: str) -> list[dmc.MultiSelect]:
    """Two lists of groups with these ids, values as :func:`compute.analyse.read_side` reads them after a side."""
    options = group_options(study)
    return [
        dmc.MultiSelect(
            id=identifier,
            label=label,
            data=options,
            value=[],
            searchable=True,
            selectFirstOptionOnChange=True,
            clearable=True,
            size="xs",
            comboboxProps={"withinPortal": False},
            nothingFoundMessage=say("No match"),
        )
        for identifier, label in ((within, say("only within")), (without, say("without")))
    ]


def group_options(study: Study) -> list[dict[str, Any]]:
    """Levels of every annotation, each with how many samples it has."""
    return [
        {
            "group": column.name,
            "items": [
                {"value": f"{column.name}={level}", "label": f"{column.shown(level)} ({column.codes.count(code):,})"}
                for code, level in enumerate(column.levels)
            ],
        }
        for column in annotation_columns(study)
    ]
