"""The methods paragraph: what was done to get a study's numbers, from its record, with the publications to cite."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import compute
from compute.methods import METHODS
from compute.read import treatment_words
from sign_dash.export.citations import DEEP_TENSOR, EMT, SHAH, TRIP, model_kinds, score_record

if TYPE_CHECKING:
    from compute.study import Study


def methods_paragraph(study: Study) -> str:
    """In English, for the methods section of a paper. What is our own formulation is called so and cites nobody."""
    return " ".join(filter(None, (_data(study), _networks(study), _confidence(study), _models(study), _program(study))))


def _data(study: Study) -> str:
    record = study.info
    kind = "simulated samples (no sample and no measurement is real)" if study.simulated else "samples"
    column, _, value = record.only.partition("=")
    chosen = f", those with {column} = {value} alone," if column else ""
    adjusted = f" It was adjusted for {', '.join(record.adjust)}." if record.adjust else ""
    genes = f"Expression of {record.genes:,} genes in {record.samples:,} {kind}"
    return f"{genes}{chosen} was ordered by {_score(study)}.{_values(record.values)}{adjusted}"


def _values(treatment: Mapping[str, Any]) -> str:
    """What was done to the values of the table, or that nothing was; "" of studies that do not say."""
    if not treatment:
        return ""
    scale, steps = treatment_words(treatment)
    if not steps:
        return f" Its values ({scale}) were left as they are{' by choice' if treatment['choice'] != 'auto' else ''}."
    return f" Its values ({scale}) were transformed: {', then '.join(map(str, steps))}."


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


def _confidence(study: Study) -> str:
    """How the confidence of the edges was estimated, and whether it held on the halves themselves; "" without one."""
    known = study.confidence
    if known is None:
        return ""
    info, found = known.info, known.info["figures"]["level"]
    by = info.get("by")
    drawn = f"whole classes of {by}" if by else "samples drawn at random"
    text = (
        "The confidence of an edge, the estimated probability that an independent half of the cohort finds it too, "
        f"was computed from {info['pairs']} pairs of complementary halves of {drawn} and {info['parts']} random parts "
        f"of each (complementary pairs: {SHAH.short}; parts and the map to a probability are SiGN-Dash’s own)."
    )
    again = found.get("found_again_at_80")
    if again is None:
        return text
    return f"{text} Of the edges of confidence 0.8 or more, {again:.0%} were found again in the other half."


def _models(study: Study) -> str:
    said = []
    for name, kind in model_kinds(study).items():
        info = study.model(name).info
        ranks = " × ".join(str(rank) for rank in info.get("rank", ()))
        told = [f"{word} {info[key]}" for key, word in (("predictor", "predictor"), ("rho", "ρ"), ("seed", "seed"))
                if key in info]  # fmt: skip
        if "confidence" in info:
            told.append(f"learned from edges of confidence {info['confidence']['least']:g} or more")
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
