"""What makes a study's numbers preliminary: in the header of every page, and in the caption of every picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dash import html

from compute.messages import Message
from compute.suitability import blood_of_study, stroma_of_study
from sign_dash.language import spoken

if TYPE_CHECKING:
    from compute.study import Study

FEW_SAMPLES: Final = 50
"""A cohort of fewer is small: the networks of neighbouring samples rest on a handful of samples each."""
MANY_UNCONVERGED: Final = 0.01
"""Share of fits that did not converge from which they are worth a warning on every page."""


@dataclass(frozen=True)
class Caution:
    """label: a word or two; meaning: one sentence."""

    label: Message
    meaning: Message


def cautions(study: Study) -> list[Caution]:
    """Why this study's numbers are to be read with care; none for most studies."""
    info, samples = study.info, len(study.samples)
    found = []
    points = info.method.settings.get("score_grid")
    if points:
        meaning = Message(
            "Preview: networks were estimated at {points:,} values of the score and every sample takes the nearest; "
            "coefficients differ from those of a full run.",
            points=points,
        )
        found.append(Caution(Message("Preview"), meaning))
    if info.values.get("scale") == "counts" and not info.values.get("steps"):
        meaning = Message("Raw counts: expression was neither normalised nor log-transformed.")
        found.append(Caution(Message("Raw counts"), meaning))
    if info.fits and info.fits_not_converged / info.fits >= MANY_UNCONVERGED:
        meaning = Message(
            "{missed:,} of {fits:,} fits did not converge: some of their edges may be missing or wrong.",
            missed=info.fits_not_converged,
            fits=info.fits,
        )
        found.append(Caution(Message("Fits not converged"), meaning))
    if samples < FEW_SAMPLES:
        meaning = Message(
            "Few samples ({samples}): few of these edges may be found again in another cohort.", samples=samples
        )
        found.append(Caution(Message("Few samples"), meaning))
    blood = blood_of_study(study)
    if blood is not None:
        found.append(Caution(Message("Blood lines"), blood.message()))
    tissue = stroma_of_study(study)
    if tissue is not None and tissue.strong:
        found.append(Caution(Message("Stroma"), tissue.message(info.score.column)))
    return found


def cautions_badge(study: Study) -> list[html.Span]:
    """One badge with all labels, its sentences on hover; none where there is nothing to say."""
    found = cautions(study)
    if not found:
        return []
    labels = " · ".join(spoken(one.label) for one in found)
    return [html.Span(labels, className="badge-caution", title=" ".join(spoken(one.meaning) for one in found))]


def cautions_list(study: Study) -> list[html.Ul]:
    """The sentences as a list, for the front page; none where there is nothing to say."""
    found = cautions(study)
    if not found:
        return []
    items = [html.Li([html.B(spoken(one.label)), " · ", spoken(one.meaning)]) for one in found]
    return [html.Ul(items, className="card cautions-list")]


def written_cautions(study: Study) -> str:
    """The sentences in English, for captions, with a space before them; empty where there are none."""
    return "".join(f" {one.meaning}" for one in cautions(study))
