"""What a person is told when a callback fails."""

from __future__ import annotations

import logging

from dash import set_props

from compute.errors import UserError
from sign_dash import ids
from sign_dash.language import heard, say, spoken

_LOG = logging.getLogger(__name__)


def tell(error: Exception) -> None:
    """Dash's ``on_error``: the sentence of a :class:`compute.UserError` in the notice; anything else is logged too."""
    if isinstance(error, UserError):
        sentence = spoken(error)
    elif isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        sentence = say(
            "{problem}; put the study back in place and load the page again.",
            problem=f"{where}{heard(error.strerror or str(error))}",
        )
    else:
        _LOG.error("A callback failed.", exc_info=error)
        sentence = say("Something went wrong here; the terminal that serves this page says what.")
    set_props(ids.NOTICE_TEXT, {"data": {"sentence": sentence}})
