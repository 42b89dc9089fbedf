"""The methods paragraph: what was done to get a study's numbers, from its record, with the publications to cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

import compute
from compute.methods import METHODS
from sign_dash.export.citations import DEEP_TENSOR, EMT, TRIP, model_kinds, score_record

if TYPE_CHECKING:
    from compute.study import Study


def methods_paragraph(study: Study) -> str:
    """In English, for the methods section of a paper. What is our own formulation is called so and cites nobody."""
    return " ".join(filter(None, (_data(study), _networks(study), _models(study), _program(study))))


def _data(study: Study) -> str:
    record = study.info
    kind = "simulated samples (no sample and no measurement is real)" if study.simulated else "samples"
    return f"Expression of {record.genes:,} genes in {record.samples:,} {kind} was ordered by {_score(study)}."


def _score(study: Study) -> str:
    """The score with its publication, and what its ends mean where that is more than low and high."""
    computed, score = score_record(study), study.info.score
    words = f"the score “{score.column}”" if computed is None else computed.in_methods
    meaning = f" (low = {score.low}, high = {score.high})" if (score.low, score.high) != ("low", "high") else ""
    return f"{words}{meaning}"


def _networks(study: Study) -> str:
    """By the method itself, where it is installed here."""
    made = study.info.method
    if made.name in METHODS:
        return METHODS[made.name].describe(study)
    return f"Networks were estimated with {made.title} ({made.name}, version {made.version})."


def _models(study: Study) -> str:
    said = []
    for name, kind in model_kinds(study).items():
        info = study.model(name).info
        ranks = " × ".join(str(rank) for rank in info.get("rank", ()))
        told = [f"{word} {info[key]}" for key, word in (("predictor", "predictor"), ("rho", "ρ"), ("seed", "seed"))
                if key in info]  # fmt: skip
        target = info.get("target", study.modulator_name)
        if kind == "trip":
            said.append(
                f"The networks were summarised by {ranks} components that keep what they hold and predict {target} "
                f"(model “{name}”; SiGN-Dash’s own formulation of the idea of TRIP, {TRIP.short}, applied to EMT "
                f"networks by {EMT.short}; {', '.join(told)})."
            )
        else:
            said.append(
                f"The model “{name}” (Deep Tensor, {DEEP_TENSOR.short}, in SiGN-Dash’s own formulation; rank {ranks}; "
                f"{', '.join(told)}) predicts {target}."
            )
    return " ".join(said)


def _program(study: Study) -> str:
    made = dict(study.info.versions)
    version = made.pop("sign-dash", "")
    listed = ", ".join(f"{name} {number}" for name, number in made.items())
    computed = f"computed with SiGN-Dash {version} ({listed}) and " if version and listed else ""
    return f"Networks were {computed}exported with SiGN-Dash {compute.__version__}."
