"""What a score does not mean, of a new study: lines of blood, and targets that are part of it; each can be left out."""

from __future__ import annotations

from dash import html

from sign_dash.language import say
from sign_dash.pages.data import names
from sign_dash.pages.data.settings import check_box, row


def blood_row() -> html.Div:
    """Shown where there are lines of blood."""
    words = html.Span(id=names.BLOOD_WORDS)
    return row(say("Blood"), check_box(names.NO_BLOOD, say("Leave blood lines out")), [words], names.BLOOD_ROW)


def blood_words(blood: int, samples: int) -> str:
    """How many there are, and why they might be left out."""
    return say(
        "{n} of {all} samples are blood lines: an EMT score means little for them. Leave them out?",
        n=f"{blood:,}",
        all=f"{samples:,}",
    )


def targets_in_score_row() -> html.Div:
    """Shown where the score is computed."""
    return row(
        say("Targets in it"),
        check_box(names.NO_TARGETS, say("Leave the targets out of the score")),
        say(
            "A target that is part of the score changes along it by construction. With or without, such targets are "
            "marked."
        ),
        names.NO_TARGETS_ROW,
    )
