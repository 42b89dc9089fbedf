"""What the controls are called: every English sentence by which the walk finds something on the screen.

Each is a sentence of the catalogue, so that the same walk goes through the dashboard in Japanese. A sentence that was
reworded is mended here and nowhere else.
"""

from __future__ import annotations

from sign_dash.language.say import catalogue

ANSWERS, EXPLORE, COMPARE = "Answers", "Explore", "Compare"
COMPONENTS, REGULATORS, STORY = "Components", "Regulators", "Story"

SHOW_ON = "Show on {page}"
GENE = "Gene"
EVIDENCE = "Evidence over time"
DATA_YEAR = "Year of the data"
REPORT_PAGE = "Page (HTML)"
KEEP = "+ Story"

FIND_GENE = "Find a gene"
SAMPLE = "Sample"
COPY_LINK = "Copy link"
LINK_COPIED = "The link to this view is copied."
MENU = "Session, appearance, language"
DARK = "Dark"
EXPORT = "Export"
SAVE = "Save"
ONE_FILE = "The study as one file"
ONE_COLUMN, TWO_COLUMNS = "1 column · 85 mm", "2 columns · 178 mm"

ONE_SAMPLE, FIVE_RANGES = "One sample", "Five ranges"
FIVE_RANGES_SHOWN = "Mean networks of five ranges of samples along the score"
SEND = "Send to Explore"
COMPUTE_CONFIDENCE = "Compute confidence"
CONFIDENCE_LEAST = "Confidence at least"

WITHIN, WITHOUT = "only within", "without"
SAME_FILTERS = "Same filters for side {letter}"
LEAST_STRENGTH = "Minimum strength"
KINDS = "Kinds of change to show; numbers of the whole network"
BOTH, DIFFERENCE = "A and B", "Difference"
CHANGES = ("gained", "lost", "strengthened", "weakened", "flipped")

ADD_DIALOG = "Add this view to the story"
TITLE = "Title"
ADD_SLIDE = "Add slide"
SLIDES = "Slides"
DELETE_SLIDE = "Delete slide {n}"
UNDO_DELETED = "Undo: slide deleted"

NEW_STUDY = "New study"
OR_DROP = "or drop them here, several at once. They stay on this machine."
START = "Start the run"
WHAT_IT_IS = "What {file} is"
ROLE_REGULATORS, ROLE_TARGETS = "Regulators", "Targets"
REPORT_ON_FILES = "Report on the files"
OPEN_STUDY = "Open the study"

UPSTREAM = "{n:,} upstream regulators of {target}, {direct:,} of them direct"
REGULATORS_OF_IT = "Regulators ({n})"
SENT_HERE = "Genes sent here from other pages"
SHOWING = "showing {n} of {all} edges"
FIRST_QUESTION = "What changes along the score?"
READING = "Reading the networks …"


SENTENCES = frozenset(
    sentence
    for name, value in list(vars().items())
    if name.isupper()
    for sentence in ([value] if isinstance(value, str) else value)
)


def spoken_in(language: str, sentence: str, **values: object) -> str:
    """A sentence of the dashboard in one of its languages, its places filled."""
    translated = sentence if language == "en" else catalogue(language).get(sentence, sentence)
    return translated.format(**values) if values else translated
