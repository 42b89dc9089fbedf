"""The names of the Modules page's components."""

from __future__ import annotations

from typing import Final

CARDS: Final = "modules-cards"
CARD: Final = "module-card"  # type of the pattern of the cards' buttons, index = module
PICK: Final = "modules-pick"  # store: the module (from 0) that is chosen
COURSE: Final = "modules-course"
COURSE_TITLE: Final = "modules-course-title"
TRANSITION: Final = "modules-transition"
TABLE: Final = "modules-genes"
TABLE_TITLE: Final = "modules-genes-title"
GENE: Final = "modules-gene"
GENE_PLOT: Final = "modules-gene-plot"
GENE_WORDS: Final = "modules-gene-words"
TO_EXPLORE: Final = "modules-to-explore"
LEADS: Final = "modules-leads"  # store: the view of Explore that is asked for
