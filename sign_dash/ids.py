"""Names of the components that more than one module speaks to. A page's private names live in the page."""

from __future__ import annotations

from typing import Final

URL: Final = "url"
DEFAULT_PAGE: Final = "explore"  # where an address names none; assets/js/pages.mjs knows it too

# Stores of the whole application.
COHORT: Final = "cohort"  # the samples in order of the score, see sign_dash.shell.cohort
POSITION: Final = "position"  # the settled position of the slider: index of the sample, 0 = lowest score
RANGE: Final = (
    "range"  # {"first", "last"}: the samples whose mean network is drawn, both belonging to it; None: one sample
)
FILTERS: Final = "range-filters"  # of the samples of ranges, as compute.analyse.samples_between reads them
WITHIN: Final = "range-within"  # the fields of that
WITHOUT: Final = "range-without"
BETWEEN: Final = "between"  # the settled score where the slider stands between samples, of courses; else None
JUMP: Final = "jump"  # a request to move the slider: {"position": int}
SCHEME: Final = "scheme"  # "light" or "dark"
TYPE: Final = "type"  # "normal" or "large" (projector)
STATE: Final = "state"  # the controls that make the view, see sign_dash.state
GENE_SETS_GIVEN: Final = "gene-sets-given"  # when a page was last given gene sets: the others offer them too
EVIDENCE: Final = "evidence"  # the published pairs of the study, see sign_dash.gene_sets.EvidenceChoice
KNOWN_PAIRS: Final = "known-pairs"  # those that could be its edges, as assets/js/known.mjs marks them
PICKED: Final = "picked"  # what the inspector shows: {"gene": g}, {"regulator": r, "target": t} or None

# Shell.
PROVIDER: Final = "provider"
GENE_SEARCH: Final = "gene-search"
EXPORT_SLOT: Final = "export-slot"  # the header's place for the export menu
UNDO_BUTTON: Final = "undo-button"
REDO_BUTTON: Final = "redo-button"
MENU_BUTTON: Final = "menu-button"
SCHEME_CHOICE: Final = "scheme-choice"
TYPE_CHOICE: Final = "type-choice"
LANGUAGE_CHOICE: Final = "language-choice"
SAVE_SESSION: Final = "save-session"
OPEN_SESSION: Final = "open-session"
HELP_BUTTON: Final = "help-button"
HELP: Final = "help"
TOUR_BUTTON: Final = "tour-button"
STRIP: Final = "strip"
SLIDER: Final = "score-slider"
SAMPLE_PICKER: Final = "sample-picker"
MODULATOR_SWITCH: Final = "modulator-switch"
PLAY_BUTTON: Final = "play-button"
STRIP_COLUMN: Final = "strip-column"
STRIP_LEGEND: Final = "strip-legend"
NOTICE: Final = "notice"
DAMAGE: Final = "damage"
DAMAGE_LOOK: Final = "damage-look"
ANNOUNCEMENT: Final = "announcement"  # said to screen readers only
NOTICE_TEXT: Final = "notice-text"  # store, written by anybody: {"sentence": what to tell the person}

# Explore.
NETWORK: Final = "network"  # prefix of Explore's canvas, see sign_dash.scene.canvas.CanvasIds
FOCUS_GENES: Final = "focus-genes"
REACH: Final = "reach"
STRENGTH: Final = "strength"
EDGE_TABLE: Final = "edge-table"
INSPECTOR: Final = "inspector"
