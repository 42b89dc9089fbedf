"""How the two ends differ within the largest group of samples: within lung, say, not across tissues."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from compute.analyse import MeanOf, changed_edges, compared_strength, mean_network, network_difference, read_side
from compute.answers.along import NEEDS, change_bars
from compute.answers.records import Answer, Lead
from compute.messages import Message, word
from compute.study import Study

SMALLEST_GROUP = 12
"""A group of fewer samples is not split."""
MOST_GROUPS = 60
"""A column of the annotation with more values names samples rather than groups."""
END_SHARE = 33
"""Per cent of the group's samples at each end."""


@dataclass(frozen=True, eq=False)
class Group:
    """Samples with one value of the annotation: positions, ascending in the score."""

    column: str
    level: str
    samples: NDArray[np.int64]


def how_ends_differ(study: Study, mean_of: MeanOf = mean_network) -> Answer:
    """The samples of the largest group with the lowest and the highest score."""
    low, high = word(study.info.score.low), word(study.info.score.high)
    question = Message("How do {low} and {high} samples of one group differ?", low=low, high=high)
    lacks = study.lacks(NEEDS)
    if lacks is not None:
        return Answer("groups", question, lacks)
    group = largest_group(study)
    if group is None:
        return Answer(
            "groups",
            question,
            Message("The annotation of this study has no group of at least {least} samples.", least=SMALLEST_GROUP),
        )
    question = Message("How do {low} and {high} samples of {group} differ?", low=low, high=high, group=group.level)
    ends = [f"{end}:{END_SHARE};within:{group.column}={group.level}" for end in ("low", "high")]
    sides = [read_side(study, end) for end in ends]
    difference = network_difference(sides[0], sides[1], mean_of)
    strength = compared_strength(difference)
    changed = difference.largest(np.flatnonzero(difference.categories(strength) >= 0))
    if not changed.size:
        return Answer("groups", question, Message("No edge differs between these two sets of samples."))
    scores = [float(np.median(side.scores)) for side in sides]
    sentence = Message(
        "Of {all:,} samples with {column} = {group}, the {share} % with the lowest and the {share} % with the highest "
        "score ({samples:,} samples each, median {first:+.2g} and {last:+.2g}) differ: {count}.",
        all=group.samples.size,
        column=group.column,
        group=group.level,
        share=END_SHARE,
        samples=sides[0].samples.size,
        first=scores[0],
        last=scores[1],
        count=changed_edges(difference, strength),
    )
    sure = Message(
        "Networks depend on the score alone: samples of any other group with the same scores would differ as much, "
        "so differences specific to this group cannot appear here."
    )
    lead = Lead("compare", {"a": ends[0], "b": ends[1], "strength": strength})
    return Answer("groups", question, sentence, sure, change_bars(difference, changed), lead)


def largest_group(study: Study) -> Group | None:
    """The commonest value of the first annotation that says tissue, else of the first with groups of some size."""
    columns = sorted(map(str, study.annotation.columns), key=lambda name: "tissue" not in name.lower())
    for column in columns:
        values = study.annotation[column]
        if pd.api.types.is_float_dtype(values):
            continue
        known = values.astype("string").replace("", pd.NA)
        counts = known.value_counts()
        if 2 <= len(counts) <= MOST_GROUPS and int(counts.iloc[0]) >= SMALLEST_GROUP:
            level = str(counts.index[0])
            return Group(column, level, np.flatnonzero((known == level).fillna(False).to_numpy(bool)))
    return None
