"""What the browser has to know of the state: the controls of every page, and which study a session file is of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from dash import dcc

from sign_dash import ids
from sign_dash.state.tracked import Tracked

if TYPE_CHECKING:
    from compute.study import Study

VERSION = 1
"""Of the session file; a later version is refused by name."""


def state_store(study: Study, tracked: Mapping[str, Sequence[Tracked]]) -> dcc.Store:
    """The store the browser begins from. tracked: the controls by page."""
    return dcc.Store(id=ids.STATE, data=browser_state(study, tracked))


def browser_state(study: Study, tracked: Mapping[str, Sequence[Tracked]]) -> dict[str, Any]:
    """Contents of the store :data:`sign_dash.ids.STATE`."""
    return {
        "version": VERSION,
        "study": {"title": study.title, "checksum": checksum(study)},
        "pages": {page: [asdict(control) for control in controls] for page, controls in tracked.items()},
    }


def checksum(study: Study) -> str:
    """The same for the same files of the study, whatever its folder is called."""
    return hashlib.sha256(json.dumps(study.info.files, sort_keys=True).encode()).hexdigest()[:16]
