"""The page's sentences about scores, on screen and under its figures."""

from __future__ import annotations

from dash import html

from compute.jobs import JobState
from compute.messages import word
from compute.score import BUILTIN_KS, Column, Comparison, Phenotype
from sign_dash.jobs import job_sentence
from sign_dash.language import say, spoken
from sign_dash.pages.scores.work import STAGE

LONGEST = 18
"""Letters of a gene set's name in a table of scores; on hover it stands in full."""
_HALLMARK = "HALLMARK_EPITHELIAL_MESENCHYMAL_TRANSITION"


def phenotype_word(name: Phenotype) -> str:
    """A quarter of the plane, in the reader's language."""
    return {
        "epithelial": say("epithelial"),
        "hybrid": say("hybrid"),
        "mesenchymal": say("mesenchymal"),
        "neither": say("neither"),
    }[name]


def short_label(column: Column) -> str:
    """A score in a narrow place."""
    if column.name == "study":
        return say("this study")
    if column.label == BUILTIN_KS:
        return "KS *"
    if not column.of_set:
        return column.label
    name = column.label.split(" ", 1)[1]
    if name == _HALLMARK:
        return "hallmark EMT"
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def full_label(label: str) -> str:
    """A score by its whole name."""
    return spoken(word(label)) if label == BUILTIN_KS else label


def progress_words(job: JobState, ahead: int) -> list[html.P | html.Progress]:
    """How far the computation of the scores is. ahead: of other jobs, whose turn comes before."""
    stages = {"": say("Reading the study"), STAGE: say("Computing the scores, once for this study")}
    sentence, role = job_sentence(job, stages, say("Cancelled."), ahead)
    said = html.P(sentence, className="scores-words scores-warning" if role == "alert" else "scores-words")
    bar = html.Progress(value=str(job.done), max=str(max(job.total, 1)), **{"aria-label": say("Scores computed")})
    return [said, bar] if job.active and not ahead else [said]


def plane_caption(found: Comparison, colour: str) -> str:
    """Under the plane in a file, in English."""
    counts = ", ".join(f"{count:,} {name}" for name, count in found.counts.items())
    return (
        f"E and M score of {len(found.samples):,} samples: the rank of the built-in epithelial and of the built-in "
        "mesenchymal genes among all genes of a sample (one-sided singscore; 0 the lowest, 1 the highest, 0.5 as "
        f"random genes). Dotted: the medians over these samples; a sample above both is called hybrid ({counts}). "
        f"Coloured by {colour}."
    )


def agreement_caption(found: Comparison) -> str:
    """Under the table of agreement in a file, in English."""
    labels = ", ".join(column.label for column in found.columns)
    sentences = " ".join(str(sentence) for sentence in found.sentences())
    return f"Spearman’s rank correlation over {len(found.samples):,} samples of {labels}. {sentences}"
