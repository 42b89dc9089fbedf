"""The publications behind a study's numbers, chosen by what its record says was done."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from compute.errors import UserError
from compute.methods import METHODS
from compute.publication import Publication, journal_article
from compute.score import SCORES, Score

if TYPE_CHECKING:
    from compute.study import Study


TRIP: Final = Publication(
    "Maruhashi2020",
    "misc",
    "Maruhashi et al. 2020",
    "Maruhashi, Koji and Park, Heewon and Yamaguchi, Rui and Miyano, Satoru",
    "Linear Tensor Projection Revealing Nonlinearity",
    2020,
    (("eprint", "2007.03912"), ("archiveprefix", "arXiv")),
)
EMT: Final = journal_article(
    "Park2020",
    "Park et al. 2020",
    "Park, Heewon and Maruhashi, Koji and Yamaguchi, Rui and Imoto, Seiya and Miyano, Satoru",
    "Global Gene Network Exploration Based on Explainable Artificial Intelligence Approach",
    2020,
    "PLoS ONE", "15", "11", "e0241508", "10.1371/journal.pone.0241508",
)  # fmt: skip
DEEP_TENSOR: Final = Publication(
    "Maruhashi2018",
    "inproceedings",
    "Maruhashi et al. 2018",
    "Maruhashi, Koji and others",
    "Learning Multi-Way Relations via Tensor Decomposition with Neural Networks",
    2018,
    (("booktitle", "Proceedings of the AAAI Conference on Artificial Intelligence"), ("pages", "3770--3777")),
)

SHAH: Final = journal_article(
    "Shah2013",
    "Shah & Samworth 2013",
    "Shah, Rajen D. and Samworth, Richard J.",
    "Variable Selection with Error Control: Another Look at Stability Selection",
    2013,
    "Journal of the Royal Statistical Society: Series B", "75", "1", "55--80", "10.1111/j.1467-9868.2011.01034.x",
)  # fmt: skip


def score_record(study: Study) -> Score | None:
    """The record of the score the study lies along; None where it was brought, not computed."""
    return SCORES.get(study.info.score.method)


def model_kinds(study: Study) -> dict[str, str]:
    """Name and kind (``trip``, ``deep-tensor``) of the study's models; not of those that cannot be read."""
    found = {}
    for name in study.models():
        with suppress(UserError):
            found[name] = str(study.model(name).info.get("kind", ""))
    return found


def publications(study: Study) -> list[Publication]:
    """What the study's networks, score and models rest on."""
    found = []
    made = METHODS.get(study.info.method.name)
    if made is not None and made.publication is not None:
        found.append(made.publication)
    score = score_record(study)
    if score is not None and score.reference is not None:
        found.append(score.reference)
    if study.confidence is not None:
        found.append(SHAH)
    kinds = set(model_kinds(study).values())
    if "trip" in kinds:
        found += [TRIP, EMT]
    if "deep-tensor" in kinds or "deep_tensor" in kinds:
        found.append(DEEP_TENSOR)
    return found


def bibtex(study: Study) -> str:
    """The BibTeX file of a study."""
    return "\n".join(publication.bibtex() for publication in publications(study))
