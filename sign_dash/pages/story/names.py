"""Names of the Story page's components."""

from __future__ import annotations

from typing import Final

PAGE: Final = "story"
OWNER: Final = "story-owner"  # store, kept by the browser: whose story it is, see sign_dash.pages.story.shelf
CHANGED: Final = "story-changed"  # store: counts the changes on the page that the cards have to follow
ADDED: Final = "story-added"  # store: counts the slides added, on whatever page
DOWNLOAD: Final = "story-download"

# Adding the current view, from any page.
ADD_BUTTON: Final = "story-add"
ADD_DIALOG: Final = "story-add-dialog"
FIGURES: Final = "story-figures"  # store: {"figures": of the current page, {"id", "title"}}
FIGURE_CHOICE: Final = "story-figure-choice"
ADD_TITLE: Final = "story-add-title"
ADD_NOTE: Final = "story-add-note"
ADD_CONFIRM: Final = "story-add-confirm"
ADD_PROBLEM: Final = "story-add-problem"
CAPTURED: Final = "story-captured"  # store: a new slide as the browser captured it

# The page.
CARDS: Final = "story-cards"
EMPTY: Final = "story-empty"
COUNT: Final = "story-count"
PRESENT: Final = "story-present"
SAVE: Final = "story-save"  # prefix of the buttons that save the story, followed by its ending
OPEN: Final = "story-open"
STATUS: Final = "story-status"
# Parts of one card, as {"type": …, "slide": identifier}.
TITLE: Final = "story-title"
NOTE: Final = "story-note"
EARLIER: Final = "story-earlier"
LATER: Final = "story-later"
DELETE: Final = "story-delete"
UNDO: Final = "story-undo"
"""Button that takes back what was done last to the slides."""
