"""What the Compare page says of two sides: how many edges differ, and what to know of the comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from compute.analyse import NetworkDifference, changed_edges, least_change
from compute.suitability import cautions
from sign_dash.language import say, spoken
from sign_dash.pages.compare.comparison import counts, expected_again, starting_strength
from sign_dash.pages.compare.words import side_size, side_title, study_titles

MOST_NAMED = 5


def answered(
    difference: NetworkDifference, asked: Mapping[str, Any], strength: float, focus: Sequence[str]
) -> dict[str, Any]:
    """The store :data:`names.ANSWER`: what was compared, how many edges it has, and what is to be known of it."""
    titles = study_titles(difference.a, difference.b)
    sides = {
        letter: {
            "title": side_title(side),
            "size": side_size(side),
            "study": study,
            "caption": side.title,
            "middle": int(side.samples[side.samples.size // 2]),
        }
        for letter, side, study in zip("ab", (difference.a, difference.b), titles, strict=True)
    }
    return {
        "asked": dict(asked),
        "strength": strength,
        "usual": starting_strength(difference, focus, int(asked.get("reach") or 1)),
        "change": least_change(strength, asked["change"]),
        "counts": counts(difference, strength, asked["change"]),
        "notes": [
            say("{sentence}.", sentence=spoken(changed_edges(difference, strength, asked["change"]))),
            *notes(difference, focus),
            *sureness(difference, strength, asked["change"]),
        ],
        "across": difference.a.study is not difference.b.study,
        "same": not difference.difference.any(),
        **sides,
    }


def notes(difference: NetworkDifference, focus: Sequence[str]) -> list[str]:
    """What a reader has to know of this comparison, sentence by sentence."""
    found = []
    if difference.a.study is not difference.b.study:
        found.append(
            say(
                "Compared on the {regulators} regulators and {targets} targets that both studies share.",
                regulators=f"{len(difference.regulators):,}",
                targets=f"{len(difference.targets):,}",
            )
        )
        found += [say("Side B: {caution}", caution=spoken(one.meaning)) for one in cautions(difference.b.study)]
    known = set(difference.regulators) | set(difference.targets)
    missing = [gene for gene in focus if gene not in known]
    if missing:
        found.append(say("Not in both studies: {genes}.", genes=", ".join(missing[:MOST_NAMED])))
    shared = difference.shared_samples
    if shared == 1:
        found.append(say("One sample is on both sides."))
    elif shared:
        found.append(say("{n} samples are on both sides.", n=f"{shared:,}"))
    if any(side.samples.size == 1 and side.at is None for side in (difference.a, difference.b)):
        found.append(say("A single sample has no standard deviation."))
    return found


def sureness(difference: NetworkDifference, strength: float, change: float | None) -> list[str]:
    """How many of the changes hold elsewhere, where that is known."""
    again = expected_again(difference, strength, change)
    if again is None:
        if difference.a.study is difference.b.study:
            return [say("Compute confidence to see how many of these changes are expected in a similar cohort.")]
        return []
    changing = int((difference.categories(strength, change) >= 0).sum())
    return [
        say(
            "Of the {n} edges that change, about {again} are expected to change the same way in a similar cohort.",
            n=f"{changing:,}",
            again=f"{again:,.0f}",
        )
    ]
