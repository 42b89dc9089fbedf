"""Fits of a model that is not whole yet, kept in the study until it is, so that a stopped run can go on."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.files import make_folder
from compute.study.format import MODELS
from compute.study.pending import Pending

Arrays = dict[str, NDArray[Any]]

_SETTINGS = "settings"
_WORDS = "text"


class FinishedFits:
    """Results of single fits by name, under the settings they were made with.

    A fit is kept whole or not at all: the curvature that L-BFGS has gathered within one cannot be stored, and a fit
    resumed without it would end elsewhere. So an interrupted run loses the current fit, and gives the same bits.
    """

    def __init__(self, study: Path, name: str, settings: Mapping[str, Any], resume: bool) -> None:
        """Raises :class:`UserError` where ``resume`` meets fits that were made with other settings."""
        self._models = study / MODELS
        self._kept = Pending(self._models / f".fits-{name}")
        self._settings = json.loads(json.dumps(settings))
        if resume and _SETTINGS in self._kept.names():
            self._require_same(json.loads(str(self._kept.load(_SETTINGS)[_WORDS])), name)
        else:
            self._kept.clear()

    def once(self, name: str, fit: Callable[[], Arrays]) -> Arrays:
        """The result of ``fit``, from the run before if that got so far."""
        if name in self._kept.names():
            return self._kept.load(name)
        arrays = fit()
        make_folder(self._models)
        if _SETTINGS not in self._kept.names():
            self._kept.save(_SETTINGS, {_WORDS: np.array(json.dumps(self._settings))})
        self._kept.save(name, arrays)
        return arrays

    def clear(self) -> None:
        """Forget them: the model is stored."""
        self._kept.clear()

    def _require_same(self, before: dict[str, Any], name: str) -> None:
        changed = [key for key in self._settings if before.get(key) != self._settings[key]]
        if changed:
            key = changed[0]
            raise UserError(
                "The stopped fit of {model!r} was made with other settings ({key}: {before} there, {now} here); "
                "repeat those, or leave out --resume to start anew.",
                model=name,
                key=key,
                before=before.get(key),
                now=self._settings[key],
            )
