"""Ids of the offer to compute confidence, of which there is one on each page that needs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class OfferIds:
    """Ids of one page's offer. asked: store, when something was last asked for here; done: store, what has finished
    while the page was open."""

    prefix: str

    @property
    def offer(self) -> str:
        return f"{self.prefix}-offer"

    @property
    def words(self) -> str:
        return f"{self.prefix}-words"

    @property
    def pairs(self) -> str:
        return f"{self.prefix}-pairs"

    @property
    def bar(self) -> str:
        return f"{self.prefix}-bar"

    @property
    def plan(self) -> str:
        return f"{self.prefix}-plan"

    @property
    def start(self) -> str:
        return f"{self.prefix}-start"

    @property
    def stop(self) -> str:
        return f"{self.prefix}-stop"

    @property
    def asked(self) -> str:
        return f"{self.prefix}-asked"

    @property
    def done(self) -> str:
        return f"{self.prefix}-done"

    @property
    def clock(self) -> str:
        return f"{self.prefix}-clock"

    @property
    def changes(self) -> frozenset[str]:
        """What sets off a change on the server: not on one that is read-only."""
        return frozenset({self.offer, self.plan, self.start, self.stop})


EXPLORE: Final = OfferIds("sureness")
ANSWERS: Final = OfferIds("answers-sureness")
