"""The settings a study was made with, as its record has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from compute.errors import UserError
from compute.methods.base import Method
from compute.settings import earlier, settings_from
from compute.study import Study


def recorded_settings(method: Method[Any, Any], record: Mapping[str, Any]) -> Any:
    """The method's settings out of a record.

    A setting that came later has the value without it; what the record leaves out otherwise has its default.
    """
    known = {setting.name for setting in fields(method.settings)}
    return settings_from(
        method.settings, earlier(method.settings) | {key: value for key, value in record.items() if key in known}
    )


def settings_of(study: Study, method: Method[Any, Any]) -> Any:
    """The settings a study was made with; :class:`UserError` where it does not say, or was made by another version."""
    record = study.info.method.settings
    told = {**earlier(method.settings), **record}
    missing = [field.name for field in fields(method.settings) if field.name not in told]
    if missing:
        raise UserError(
            "{study} does not record the {missing} its networks were made with; profile it again with this version.",
            study=study.path.name,
            missing=missing,
        )
    return recorded_settings(method, record)
