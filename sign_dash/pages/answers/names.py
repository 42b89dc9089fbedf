"""Names of the components of this page that its layout, its callbacks and its script speak of."""

from __future__ import annotations

from typing import Final

PAGE: Final = "answers-page"
GENE: Final = "answers-gene"
DOSSIER: Final = "answers-dossier"
DOSSIER_COURSE: Final = "answers-dossier-course"
DOSSIER_GENE: Final = "answers-dossier-expression"

DATA_YEAR: Final = "answers-year"
EVIDENCE_BY: Final = "answers-evidence-by"
EVIDENCE_UPLOAD: Final = "answers-evidence-upload"
EVIDENCE_EVERYWHERE: Final = "answers-evidence-everywhere"  # whether other studies begin with the file too
EVIDENCE: Final = "answers-evidence"  # what was known when
TIMELINE: Final = "answers-timeline"
REPORT: Final = "answers-report"  # prefix of the buttons that save the report, followed by its ending
REPORT_KEEP: Final = "answers-report-keep"  # puts the report's sections into the story
DOWNLOAD: Final = "answers-download"
REPORT_STATE: Final = "answers-report-state"


def card(question: str) -> str:
    """The place of an answer."""
    return f"answers-{question}"


def graph(question: str) -> str:
    """The picture of an answer."""
    return f"answers-{question}-picture"
