"""What makes a study's numbers preliminary: in the header of every page, in every caption and in every file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from compute.messages import Message
from compute.suitability.blood import blood_of_study
from compute.suitability.stroma import stroma_of_study

if TYPE_CHECKING:
    from compute.study import Study

FEW_SAMPLES: Final = 50
"""A cohort of fewer is small: the networks of neighbouring samples rest on a handful of samples each."""
FEW_REGULATORS: Final = 10
"""[ours] With fewer, an edge is chosen among a handful: what another regulator does goes to the one that is like it."""
MANY_UNCONVERGED: Final = 0.01
"""Share of fits that did not converge from which they are worth a warning on every page."""
SIMULATED: Final = Message("Simulated data: no sample and no measurement is real.")
UNSURE: Final = Message("Confidence was not computed: how many of these edges would be found again is not known.")


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
    if len(study.regulators) < FEW_REGULATORS:
        meaning = Message(
            "Few regulators ({regulators}): each edge competed with these only, and may stand for a regulator that is "
            "not among them.",
            regulators=len(study.regulators),
        )
        found.append(Caution(Message("Few regulators"), meaning))
    blood = blood_of_study(study)
    if blood is not None:
        found.append(Caution(Message("Blood lines"), blood.message()))
    tissue = stroma_of_study(study)
    if tissue is not None and tissue.strong:
        found.append(Caution(Message("Stroma"), tissue.message(info.score.column)))
    return found


def every_caution(study: Study) -> list[Message]:
    """What a file must say of a study once it has left the program: simulated, the cautions, without confidence."""
    said = [SIMULATED] if study.simulated else []
    said += [caution.meaning for caution in cautions(study)]
    return [*said, UNSURE] if is_unsure(study) else said


def is_unsure(study: Study) -> bool:
    """Whether these are networks whose confidence could be known and is not."""
    return study.per_sample and study.confidence is None
