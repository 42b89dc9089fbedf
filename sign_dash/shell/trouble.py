"""What a person is told when a callback fails."""

from __future__ import annotations

import logging
from pathlib import Path

from dash import set_props

from compute.errors import UserError
from compute.messages import Message
from sign_dash import ids
from sign_dash.language import say, spoken
from sign_dash.server.journal import number_now
from sign_dash.server.kept import not_kept

_LOG = logging.getLogger(__name__)


def tell(error: Exception) -> None:
    """Dash's ``on_error``: the sentence of a :class:`compute.UserError` in the notice; anything else is logged too."""
    not_kept()
    if isinstance(error, UserError):
        sentence = spoken(error)
    elif isinstance(error, OSError):
        where = Message("{file}: {error}", file=Path(error.filename), error=error) if error.filename else error
        sentence = spoken(Message("{problem}; put the study back in place and reload the page.", problem=where))
    else:
        number = number_now()
        _LOG.error("A callback failed (request %s).", number, exc_info=error)
        sentence = say(
            "The page could not be computed; the server’s terminal shows the cause (request {number}).", number=number
        )
    set_props(ids.NOTICE_TEXT, {"data": {"sentence": sentence}})
