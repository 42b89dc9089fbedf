"""The windows and appearances in which the tasks are walked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Look:
    """A window in CSS px. 960 × 600 is what a 1440 × 900 screen leaves at a zoom of 150 %."""

    name: str
    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"
    language: Literal["en", "ja"] = "en"

    @property
    def narrow(self) -> bool:
        """A telephone."""
        return self.width < 700


LOOKS = (
    Look("1280", 1280, 800),
    Look("1440", 1440, 900),
    Look("1920", 1920, 1080),
    Look("390", 390, 844),
    Look("zoom", 960, 600),
    Look("1280-dark", 1280, 800, scheme="dark"),
    Look("390-dark", 390, 844, scheme="dark"),
    Look("1280-japanese", 1280, 800, language="ja"),
    Look("390-japanese", 390, 844, language="ja"),
)
BY_NAME = {look.name: look for look in LOOKS}
