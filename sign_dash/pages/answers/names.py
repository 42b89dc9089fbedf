"""Names of the components of this page that its layout, its callbacks and its script speak of."""

from __future__ import annotations

from typing import Final

PAGE: Final = "answers-page"
GENE: Final = "answers-gene"
DOSSIER: Final = "answers-dossier"


def card(question: str) -> str:
    """The place of an answer."""
    return f"answers-{question}"


def graph(question: str) -> str:
    """The picture of an answer."""
    return f"answers-{question}-picture"
