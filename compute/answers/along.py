"""What changes along the score: edges between the two ends."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.analyse import (
    CATEGORIES,
    HIGHEST,
    LOWEST,
    MeanOf,
    NetworkDifference,
    changed_edges,
    compared_strength,
    mean_network,
    network_difference,
    read_side,
    rewired_genes,
)
from compute.answers.records import Answer, Bars, Lead
from compute.answers.sure import UNKNOWN
from compute.messages import Message, word
from compute.study import Study

SHOWN = 6
NEEDS = ("per_sample", "signed")


def what_changes(study: Study, mean_of: MeanOf = mean_network) -> Answer:
    """Between the tenths of the samples with the lowest and the highest score. mean_of: as in
    :func:`compute.analyse.network_difference`.
    """
    question = Message("What changes along the score?")
    lacks = study.lacks(NEEDS)
    if lacks is not None:
        return Answer("changes", question, lacks)
    difference = network_difference(read_side(study, LOWEST), read_side(study, HIGHEST), mean_of)
    strength = compared_strength(difference)
    categories = difference.categories(strength)
    changed = difference.largest(np.flatnonzero(categories >= 0))
    if not changed.size:
        return Answer("changes", question, Message("No edge differs between the two ends of the score."))
    gained, lost, stronger, weaker, flipped = (int(np.count_nonzero(categories == at)) for at in range(len(CATEGORIES)))
    most = {gene.role: gene.gene for gene in rewired_genes(difference, strength) if gene.rank == 1}
    sentence = Message(
        "From the {low} to the {high} end, {count}: {gained:,} gained, {lost:,} lost, {stronger:,} strengthened, "
        "{weaker:,} weakened, {flipped:,} flipped. Most rewired: {regulator} as a regulator, {target} as a target.",
        low=word(study.info.score.low),
        high=word(study.info.score.high),
        count=changed_edges(difference, strength),
        gained=gained,
        lost=lost,
        stronger=stronger,
        weaker=weaker,
        flipped=flipped,
        regulator=most["regulator"],
        target=most["target"],
    )
    lead = Lead("compare", {"a": LOWEST, "b": HIGHEST, "strength": strength})
    return Answer("changes", question, sentence, _sure(difference, changed), change_bars(difference, changed), lead)


def change_bars(difference: NetworkDifference, edges: NDArray[np.int64]) -> Bars:
    """The first of these edges, each by its change: no sign of an edge, as a repression that is lost rises too."""
    labels = [
        f"{difference.regulators[difference.regulator[edge]]} – {difference.targets[difference.target[edge]]}"
        for edge in edges[:SHOWN].tolist()
    ]
    values = tuple(float(difference.difference[edge]) for edge in edges[:SHOWN].tolist())
    return Bars(tuple(labels), values, Message("change of the coefficient, high − low"), signed=False)


def _sure(difference: NetworkDifference, changed: NDArray[np.int64]) -> Message:
    sure = difference.confidence_of_change
    if sure is None:
        return UNKNOWN
    return Message(
        "Confidence: {expected:.0f} of these changes are expected in an independent half of the cohort; {likely:,} "
        "have a probability of 50 % or more each.",
        expected=float(sure[changed].sum()),
        likely=int(np.count_nonzero(sure[changed] >= 0.5)),
    )
