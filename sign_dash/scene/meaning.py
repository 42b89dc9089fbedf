"""What the edges of a study mean, in words, from what its method declares: for legends, tables, cards and captions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sign_dash.language import say, spoken

if TYPE_CHECKING:
    from compute.study import EdgeMeaning


def number_heading(meaning: EdgeMeaning) -> str:
    """The number of an edge, as the heading of a column."""
    return spoken(meaning.shown.label)


def number_words(meaning: EdgeMeaning) -> str:
    """The number of an edge, in a sentence."""
    return _in_a_sentence(number_heading(meaning))


def width_words(meaning: EdgeMeaning) -> str:
    """What the width of an edge shows."""
    number = number_words(meaning)
    return say("width = |{number}|", number=number) if meaning.signed else say("width = {number}", number=number)


def association_words() -> str:
    """What an edge does not show."""
    return say(
        "An edge is an association of the target’s expression with the regulator’s, given the other regulators. "
        "“Activating” and “repressing” name its sign; only an experiment can show a cause."
    )


def edge_arrow(meaning: EdgeMeaning, value: float) -> str:
    """The edge between its two genes."""
    if not meaning.directed:
        return "–"
    return "⊣" if meaning.signed and value < 0 else "→"


def edge_class(meaning: EdgeMeaning, value: float) -> str:
    """The class that colours the sign of an edge; ``quiet`` where it has none."""
    return sign_class(value) if meaning.signed else "quiet"


def sign_class(value: float) -> str:
    """The class that colours a sign; ``quiet`` for zero."""
    return "represses" if value < 0 else "activates" if value > 0 else "quiet"


def written_measure(meaning: EdgeMeaning) -> str:
    """What the width of an edge shows, in English, for files."""
    number = _in_a_sentence(str(meaning.shown.label))
    return f"|{number}|" if meaning.signed else number


def written_sign(meaning: EdgeMeaning, activates: bool) -> str:
    """What the head of an edge means, in English, for files."""
    if meaning.signed:
        return "activating" if activates else "repressing"
    return "directed edge" if meaning.directed else "associated"


def written_marks(meaning: EdgeMeaning) -> str:
    """How edges are drawn, in English, for captions."""
    heads = "Blue arrows activate, vermilion T-bars repress"
    if not meaning.signed:
        heads = "Arrows lead from regulator to target" if meaning.directed else "Lines join genes that go together"
    return (
        f"{heads}; width and opacity grow with {written_measure(meaning)}. Edges are associations, not proven causes."
    )


def _in_a_sentence(label: str) -> str:
    """With a small letter, unless it begins with an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
