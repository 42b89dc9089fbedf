"""Names of the components of this page that its layout, its callbacks and its script speak of."""

from __future__ import annotations

from typing import Final, Literal

PAGE: Final = "compare-page"
OPENED: Final = "compare-opened"  # store: true; a page is put into the document when it is first opened
ASKED: Final = "compare-asked"  # store: the comparison wanted, see assets/js/compare.mjs `ask`
ANSWER: Final = "compare-answer"  # store: what was compared, its numbers; see callbacks.answered
DRAWING: Final = "compare-drawing"  # store: the drawing of all three pictures; see drawing.difference_drawing
PICKED: Final = "compare-picked"  # store: {"gene": g}, {"regulator": r, "target": t} or None

# The sentence.
SWAP: Final = "compare-swap"
STUDY: Final = "compare-study"
FOCUS: Final = "compare-genes"
REACH: Final = "compare-reach"
STRENGTH: Final = "compare-strength"
CHANGE: Final = "compare-change"
STATUS: Final = "compare-status"

# The line of numbers.
NOTES: Final = "compare-notes"
SHOWN: Final = "compare-shown"  # the categories in view, as chips

# The pictures.
PICTURES: Final = "compare-pictures"
SHOWS: Final = "compare-shows"
FIT: Final = "compare-fit"
RESET: Final = "compare-reset"
PLACES: Final = "compare-places"  # store: where genes were dragged, see assets/js/tools.mjs
STATE: Final = "compare-state"
PANELS: Final[tuple[Literal["difference", "a", "b"], ...]] = ("difference", "a", "b")

# The tables.
SIDE: Final = "compare-side"
SCOPE: Final = "compare-scope"
LARGEST: Final = "compare-largest"  # store: rows of the largest changes of the whole network
EDGES: Final = "compare-edges"
EDGES_FACTS: Final = "compare-edges-facts"
ROLE: Final = "compare-role"
GENES: Final = "compare-rewired"
SAVE_EDGES: Final = "compare-save-edges"
SAVE_GENES: Final = "compare-save-genes"
SELECTED: Final = "compare-selected"

Which = Literal["a", "b"]
SIDES: Final[tuple[Which, ...]] = ("a", "b")


def side(which: Which) -> str:
    """Store of a side's text, as :func:`compute.read_side` reads it, or ``here``: the current sample."""
    return f"compare-{which}"


def field(which: Which, name: str) -> str:
    """A field of a side's chooser."""
    return f"compare-{which}-{name}"


KIND: Final = "kind"
SHARE: Final = "share"
FIRST: Final = "first"
LAST: Final = "last"
FROM: Final = "from"
TO: Final = "to"
GROUP: Final = "group"
SAMPLE: Final = "sample"
AT: Final = "at"
WITHIN: Final = "within"
WITHOUT: Final = "without"
BUTTON: Final = "button"
FIELDS: Final = (KIND, SHARE, FIRST, LAST, FROM, TO, GROUP, SAMPLE, AT, WITHIN, WITHOUT)
HERE: Final = "here"

SAVED: Final = "compare-saved"  # store: a table of the page on its way to a file, see sign_dash.export.own
