"""The names of Explore's components."""

from __future__ import annotations

from typing import Final

from sign_dash.gene_sets import GeneSetsIds

PICTURE: Final = "explore-picture"  # one picture, or the ranges side by side
ONE: Final = "one"
FIVE: Final = "five"
LASSO_BUTTON: Final = "explore-lasso"
LEGEND: Final = "explore-legend"
CONFIDENCE: Final = "explore-confidence"

# Behind "View".
COLOUR_BY: Final = "explore-colour"
SIZE_BY: Final = "explore-size"
ARRANGEMENT: Final = "explore-layout"
TOP: Final = "explore-top"
TOP_OF: Final = "explore-top-of"
CAP: Final = "explore-cap"
BELOW: Final = "explore-below"
"""What becomes of edges below the confidence asked for."""
HIDDEN: Final = "hidden"
FAINT: Final = "faint"

# The tab of the genes.
GENE_TABLE: Final = "gene-table"
TASKS: Final = "explore-tasks"
PATH_TASK: Final = "path"
FUNCTIONS_TASK: Final = "functions"
PATH_FROM: Final = "path-from"
PATH_TO: Final = "path-to"
PATH_ASKED: Final = "path-asked"  # store: both ends, the current samples and the edges drawn, once both are chosen
PATH_RESULT: Final = "path-result"
PATH_DRAWN: Final = "path-drawn"  # store: the genes of the path that is highlighted, in order
GENE_SETS_FIELD: Final = "explore-gene-sets"  # prefix of the field of gene sets, see sign_dash.gene_sets.GeneSetsIds
GENE_SETS: Final = GeneSetsIds(GENE_SETS_FIELD).file  # store: the file the selection is tested against
FUNCTIONS: Final = "explore-functions"
FUNCTIONS_TABLE: Final = "explore-functions-table"
FUNCTIONS_WORDS: Final = "explore-functions-words"

DRAWN: Final = "explore-drawn"  # store: the genes in focus of the drawing that has arrived
ACTION: Final = "explore-action"  # store, written by the menu and the inspector: {"name", "genes", "asked"}
"""What is asked for some genes: "focus", "neighbours", "unfocus"."""
SENT: Final = "explore-sent"  # genes that other pages sent here, see assets/js/to-explore.mjs
