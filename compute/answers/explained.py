"""What explains the networks: the components that have been learned from them."""

from __future__ import annotations

import numpy as np

from compute.answers.records import Answer, Bars, Lead
from compute.components import EMT_SEEDS, first_class, read_components
from compute.errors import UserError
from compute.messages import Message
from compute.study import Study

SHOWN = 6


def what_explains(study: Study) -> Answer:
    """The first stored TRIP model: what it captures, predicts, and what its first component is made of."""
    question = Message("What explains the networks?")
    lacks = study.lacks(("per_sample",))
    if lacks is not None:
        return Answer("components", question, lacks)
    model = first_model(study)
    if model is None:
        return Answer(
            "components",
            question,
            Message("No components have been learned from these networks yet; learn them on the page Components."),
            lead=Lead("components"),
        )
    stored = study.model(model)
    info = stored.info
    parts = read_components(stored, of_class=first_class(stored))
    loadings = parts.loadings["regulator"][:, 0]
    sizes = np.abs(loadings)
    order = np.argsort(-sizes, kind="stable")
    known = [gene for gene in EMT_SEEDS if gene in study.regulators]
    ranks = [f"{gene} {1 + int(np.count_nonzero(sizes > sizes[study.regulator_index(gene)]))}" for gene in known]
    sentence = Message(
        "{left} × {right} components capture {share:.1%} of the squared edge weight, regulator component 1 alone "
        "{first:.1%}; its strongest regulators are {genes:5}. Ranks of EMT factors on it, of {all:,}: {ranks:5}.",
        left=info["rank"][0],
        right=info["rank"][1],
        share=float(info["retained_energy"]),
        first=float(info["retained_energy"] * parts.energy["regulator"][0]),
        genes=[study.regulators[int(row)] for row in order[:5]],
        all=len(study.regulators),
        ranks=ranks or ["–"],
    )
    bars = Bars(
        tuple(study.regulators[int(row)] for row in order[:SHOWN]),
        tuple(float(loadings[row]) for row in order[:SHOWN]),
        Message("loading on regulator component 1"),
        signed=False,
    )
    return Answer("components", question, sentence, _sure(info), bars, Lead("components", {"model": model}))


def first_model(study: Study) -> str | None:
    """The first stored TRIP model; None where there is none."""
    for name in study.models():
        try:
            if study.model(name).info.get("kind") == "trip":
                return name
        except UserError:
            continue
    return None


def _sure(info: dict[str, object]) -> Message:
    stability = Message("The stability of these components has not been measured.")
    if "stability" in info:
        stability = Message("The stability of each is on its card.")
    reached = info.get("r2_held_out")
    if not isinstance(reached, float):
        return stability
    return Message(
        "They predict the score with a cross-validated R² of {reached:.2f}; this is circular, because the networks "
        "were estimated along that score. {stability}",
        reached=reached,
        stability=stability,
    )
