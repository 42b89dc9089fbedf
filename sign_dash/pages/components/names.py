"""Names of the components of this page that its layout, its callbacks and its script speak of."""

from __future__ import annotations

from typing import Final

from sign_dash.gene_sets import GeneSetsIds

PAGE: Final = "components-page"
OPENED: Final = "components-opened"  # store: true; a page is put into the document when it is first opened
BODY: Final = "components-body"  # all that is about a model; hidden where the study has none
EMPTY: Final = "components-empty"
PROBLEMS: Final = "components-problems"
VIEW: Final = "components-view"  # the tabs

# The model and how it is read.
MODEL: Final = "components-model"
CLASS: Final = "components-class"
CLASS_FIELD: Final = "components-class-field"
ROTATION: Final = "components-rotation"
SIDE: Final = "components-side"
FACTS: Final = "components-facts"
READ: Final = "components-read"  # store: choice.ModelReading
CHOSEN: Final = "components-chosen"  # store: choice.ChosenComponent
PICK: Final = "components-pick"  # store: the last click on a card or a cell, see choice.pick_of
SAMPLE: Final = "components-sample"  # store: the settled position, only where the model's components are a sample's own
VALUES: Final = "components-values"  # store: cores, contributions and predictions of all samples, for the browser

CARDS: Final = "components-cards"
SHOWN: Final = "components-shown"  # numbers of the components whose cards are shown; none: all
MARKED: Final = "components-marked"  # genes of interest on the cards
MARKED_NOTE: Final = "components-marked-note"
CARD: Final = "component-card"  # type of the pattern of the cards' buttons, index = component
CELL: Final = "core-cell"  # type of the pattern of the core's cells, row = regulator component, column

CORE: Final = "components-core"
CORE_SHOWS: Final = "components-core-shows"
CORE_HINT: Final = "components-core-hint"
SENTENCE: Final = "components-sentence"

# Network: the plane and the subnetwork.
PLANE: Final = "components-plane"
ACROSS: Final = "components-across"
UP: Final = "components-up"
REGION: Final = "components-region"
NETWORK: Final = "component-network"  # prefix of this page's canvas, see sign_dash.scene.canvas.CanvasIds
WHAT: Final = "components-what"
COUNT: Final = "components-count"
STRENGTH: Final = "components-strength"
SHOWS: Final = "components-network-shows"  # one sample, or several ranges along the score
STAGE: Final = "components-stage"
TO_EXPLORE: Final = "components-to-explore"
FIT: Final = "components-fit"
TABLE: Final = "components-edge-table"
TABLE_BUTTON: Final = "components-table-button"
TABLE_PANEL: Final = "components-table-panel"

# Prediction.
PREDICTION: Final = "components-prediction"
PREDICTION_TITLE: Final = "components-prediction-title"
ACCURACY: Final = "components-accuracy"
CAUTION: Final = "components-caution"
WATERFALL: Final = "components-waterfall"
WATERFALL_BY: Final = "components-waterfall-by"
WATERFALL_TITLE: Final = "components-waterfall-title"
WATERFALL_NOTE: Final = "components-waterfall-note"
CLASS_ODDS: Final = "components-class-odds"

# Genes.
GENES_TITLE: Final = "components-genes-title"
GENES_PLOT: Final = "components-genes-plot"
GENES_TABLE: Final = "components-genes-table"
GENES_SHOWS: Final = "components-genes-shows"
STABILITY_WORDS: Final = "components-stability-words"
MEASURE: Final = "components-measure"
SETS: Final = "components-sets"  # prefix of the field of gene sets, see sign_dash.gene_sets.GeneSetsIds
SETS_FILE: Final = GeneSetsIds(SETS).file
SETS_TOP: Final = "components-sets-top"
SETS_NOTE: Final = "components-sets-note"
SETS_TABLE: Final = "components-sets-table"

# Markers.
MARKERS_BY: Final = "components-markers-by"
MARKERS_UPLOAD: Final = "components-markers-upload"
MARKERS_FILE: Final = "components-markers-file"  # store: sign_dash.gene_sets.File
MARKERS_TITLE: Final = "components-markers-title"
MARKERS_NOTE: Final = "components-markers-note"
MARKERS_TABLE: Final = "components-markers-table"

# Silencing.
SILENCE: Final = "components-silence"
SILENCE_REGULATOR: Final = "components-silence-regulator"
SILENCE_TARGET: Final = "components-silence-target"
SILENCE_COMPONENT: Final = "components-silence-component"
SILENCE_REGULATOR_FIELD: Final = "components-silence-regulator-field"
SILENCE_TARGET_FIELD: Final = "components-silence-target-field"
SILENCE_COMPONENT_FIELD: Final = "components-silence-component-field"
SILENCED: Final = "components-silenced"  # store: predictions with and without, for the browser
SILENCED_SENTENCE: Final = "components-silenced-sentence"
SILENCED_COHORT: Final = "components-silenced-cohort"
SILENCED_PLOT: Final = "components-silenced-plot"
CHANGE_PLOT: Final = "components-change-plot"
SILENCE_NOTE: Final = "components-silence-note"

# Ranks.
RANKS_CURVE: Final = "components-ranks-curve"
RANKS_GRID: Final = "components-ranks-grid"
RANKS_PLOT: Final = "components-ranks-plot"
RANKS_TABLE: Final = "components-ranks-table"
RANKS_WORDS: Final = "components-ranks-words"
RANKS_HELP: Final = "components-ranks-help"
COMPARE: Final = "components-compare-ranks"

# Learning, and the work in the background.
LEARN: Final = "components-learn"
LEARN_KIND: Final = "components-learn-kind"
LEARN_COLUMN: Final = "components-learn-column"
LEARN_A: Final = "components-learn-a"
LEARN_B: Final = "components-learn-b"
LEARN_PREDICTOR: Final = "components-learn-predictor"
LEARN_SURE: Final = "components-learn-sure"
LEARN_NAME: Final = "components-learn-name"
LEARN_PROBLEM: Final = "components-learn-problem"
LEARN_OPEN: Final = "components-learn-open"  # type of the pattern of the buttons that open the form
LEARN_DIALOG: Final = "components-learn-dialog"
WORK: Final = "components-work"
WORK_WORDS: Final = "components-work-words"
WORK_BAR: Final = "components-work-bar"
WORK_CANCEL: Final = "components-work-cancel"
WORK_CLOCK: Final = "components-work-clock"
WORK_BEGUN: Final = "components-work-begun"  # store: changes where work was begun here
WORK_DONE: Final = "components-work-done"  # store: {"kind", "model", "key"} of the work that has finished last

CHANGES: Final = frozenset({LEARN_OPEN, LEARN, MEASURE, COMPARE, WORK_CANCEL})
"""What sets off a change on the server: not on one that is read-only."""
