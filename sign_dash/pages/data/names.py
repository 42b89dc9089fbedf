"""Ids of the page Data & runs."""

from __future__ import annotations

from typing import Final

PAGE: Final = "runs-page"
VIEW: Final = "runs-view"
NEW_TAB: Final = "runs-new-tab"
CLOCK: Final = "runs-clock"  # ticks while the page is in view: runs of the command line are seen too
OPENED: Final = "runs-opened"  # store: true; a page is put into the document when it is first opened
CHANGED: Final = "runs-changed"  # store: counts what was changed on the disk from this page

# The list of studies.
STUDIES: Final = "studies-table"
CHOSEN: Final = "studies-chosen"  # store: slug of the study in the card
CARD: Final = "studies-card"
FACTS: Final = "studies-facts"
OPEN: Final = "studies-open"
TITLE: Final = "studies-title"
RENAME: Final = "studies-rename"
DUPLICATE: Final = "studies-duplicate"
DELETE: Final = "studies-delete"
CONFIRM: Final = "studies-confirm"
CONFIRM_WORD: Final = "studies-confirm-word"
CONFIRM_OTHERS: Final = "studies-confirm-others"
CONFIRM_DELETE: Final = "studies-confirm-delete"
CONFIRM_KEEP: Final = "studies-confirm-keep"
CONFIRM_WORDS: Final = "studies-confirm-words"
MAKE_DEMO: Final = "studies-make-demo"
CARD_EMPTY: Final = "studies-card-empty"
CARD_BODY: Final = "studies-card-body"
RENAME_ROW: Final = "studies-rename-row"

# A new study.
DRAFT: Final = "new-draft"  # store, kept by the browser: the draft's token
UPLOADED: Final = "new-uploaded"  # store, written by the browser after each file: {"draft", "at"}
DROP: Final = "new-drop"
CHOOSE: Final = "new-choose"
UPLOADING: Final = "new-uploading"
FILES: Final = "new-files"
FILE_ROLE: Final = "new-file-role"  # pattern, index = the file's name
FILE_REMOVE: Final = "new-file-remove"  # pattern
ORIENTATION: Final = "new-orientation"
PART: Final = "new-part"
PART_ROW: Final = "new-part-row"
TRANSFORM: Final = "new-transform"
QUANTILE: Final = "new-quantile"
AVERAGE: Final = "new-average"
NEAR_NAMES: Final = "new-near-names"
NAMED_WORDS: Final = "new-named-words"
EXAMINED: Final = "new-examined"  # store: what the examination found
REPORT: Final = "new-report"
SCORE: Final = "new-score"
DRUG: Final = "new-drug"
DRUG_ROW: Final = "new-drug-row"
SCORE_GENES: Final = "new-score-genes"
SCORE_GENES_ROW: Final = "new-score-genes-row"
ALSO: Final = "new-also"
ALSO_ROW: Final = "new-also-row"
NO_TARGETS: Final = "new-without-targets"
NO_TARGETS_ROW: Final = "new-without-targets-row"
LOW_END: Final = "new-low-end"
HIGH_END: Final = "new-high-end"
ENDS_ROW: Final = "new-ends-row"
REGULATORS: Final = "new-regulators"
TARGETS: Final = "new-targets"
TARGET_NAMES: Final = "new-target-names"
TARGET_COUNT: Final = "new-target-count"
TARGET_NAMES_ROW: Final = "new-target-names-row"
TARGET_COUNT_ROW: Final = "new-target-count-row"
ADJUST: Final = "new-adjust"
ADJUST_WORDS: Final = "new-adjust-words"
ONLY: Final = "new-only"
NO_BLOOD: Final = "new-without-blood"
BLOOD_ROW: Final = "new-blood-row"
BLOOD_WORDS: Final = "new-blood-words"
TIME: Final = "new-time"
TIME_ROW: Final = "new-time-row"
REPLICATE: Final = "new-replicate"
REPLICATE_ROW: Final = "new-replicate-row"
SCORE_FIELDS: Final = "new-score-fields"
SURENESS: Final = "new-confidence"
SURENESS_PAIRS: Final = "new-confidence-pairs"
NEW_TITLE: Final = "new-title"
MADE_TITLE: Final = "new-title-made"  # store: the title that was made of a file's name
SIMULATED: Final = "new-simulated"
METHOD: Final = "new-method"
METHOD_ROW: Final = "new-method-row"
METHOD_SUMMARY: Final = "new-method-summary"
SCORE_HINT: Final = "new-score-hint"
METHOD_FIELDS: Final = "new-method-fields"  # pattern; method: its name, folded: whether under Advanced
SETTING: Final = "new-setting"  # pattern; method: whose setting, index: the setting's name
SETTING_ROW: Final = "new-setting-row"  # the same pattern
SETTING_CHANGED: Final = "new-setting-changed"  # the same pattern: whether it is not as the preset has it
PRESET: Final = "new-preset"  # pattern; method: whose preset
PRESET_LINE: Final = "new-preset-line"  # the same pattern: what the preset is for
COMPONENTS_ROW: Final = "new-components-row"
THREADS: Final = "new-threads"
WHERE: Final = "new-where"
WHERE_FACTS: Final = "new-where-facts"
COMPONENTS: Final = "new-components"
RANK_A: Final = "new-rank-a"
RANK_B: Final = "new-rank-b"
PREDICTOR: Final = "new-predictor"
PREFILL: Final = "new-prefill"  # store: values to put into the form
PLAN: Final = "new-plan"
PLAN_KEY: Final = "new-plan-key"  # store: key of the plan that is being measured
COMPARE_SCORES: Final = "new-compare-scores"
SCORES_COMPARED: Final = "new-scores-compared"
SCORES_KEY: Final = "new-scores-key"  # store: key of the comparison that was asked for
SCORES_SHOWN: Final = "new-scores-shown"  # store: key of the one that is shown
PLANNED: Final = "new-planned"
PLAN_STOP: Final = "new-plan-stop"
START: Final = "new-start"
TROUBLE: Final = "new-trouble"
EXAMPLES: Final = "new-examples"
EXAMPLES_FILE: Final = "new-examples-file"
CLEAR: Final = "new-clear"

# The runs.
RUNS: Final = "runs-table"
RUN: Final = "runs-run"  # store: identifier of the run in the card
RUN_CARD: Final = "runs-card"
RUN_EMPTY: Final = "runs-card-empty"
RUN_BODY: Final = "runs-card-body"
RUN_TITLE: Final = "runs-title"
RUN_STATE: Final = "runs-state"
RUN_BAR: Final = "runs-bar"
RUN_STAGES: Final = "runs-stages"
RUN_LOG: Final = "runs-log"
RUN_OPEN: Final = "runs-open"
RUN_CANCEL: Final = "runs-cancel"
RUN_RESUME: Final = "runs-resume"
RUN_REMOVE: Final = "runs-remove"
RUN_SAVE_LOG: Final = "runs-save-log"
RUN_LOG_FILE: Final = "runs-log-file"

CHANGES: Final = frozenset(
    {
        *(NEW_TAB, CHOOSE, CLEAR, FILE_ROLE, FILE_REMOVE, COMPARE_SCORES, PLAN, PLAN_STOP, START),
        *(RENAME, DUPLICATE, DELETE, CONFIRM_DELETE, MAKE_DEMO),
        *(RUN_CANCEL, RUN_RESUME, RUN_REMOVE),
    }
)
"""What sets off a change on the server: not on one that is read-only."""
