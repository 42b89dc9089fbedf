"""Colours and titles that the page's figures share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sign_dash import theme

MANY_POINTS: Final = 3000
"""From here on a scatter is drawn as a bitmap: as vectors it would take seconds."""


@dataclass(frozen=True, slots=True)
class Tones:
    """Colours of a figure's marks on one ground."""

    strong: str
    dots: str
    paper: str
    quiet: str


LIGHT: Final = Tones(theme.INK, "#9aa6b5", theme.CARD, theme.INK_3)
DARK: Final = Tones("#e8edf3", "#64748b", "#171e26", "#94a3b8")


def tones(scheme: str | None) -> Tones:
    """The colours for "light" (also where nothing was chosen yet) or "dark"."""
    return DARK if scheme == "dark" else LIGHT


def axis_title(words: str) -> dict[str, Any]:
    """A title in the size of the rest of the figure's type."""
    return {"text": words, "font": {"size": 12}, "standoff": 6}
