"""Ids of the offer to compute confidence."""

from __future__ import annotations

from typing import Final

OFFER: Final = "sureness-offer"
WORDS: Final = "sureness-words"
PAIRS: Final = "sureness-pairs"
BAR: Final = "sureness-bar"
PLAN: Final = "sureness-plan"
START: Final = "sureness-start"
STOP: Final = "sureness-stop"
ASKED: Final = "sureness-asked"  # store: when something was last asked for here
DONE: Final = "sureness-done"  # store: what has finished while the page was open
CLOCK: Final = "sureness-clock"

CHANGES: Final = frozenset({OFFER, PLAN, START, STOP})
"""What sets off a change on the server: not on one that is read-only."""
