"""Titles, captions and file names: what a picture or table says about itself once it has left the dashboard.

Always in English, whatever the language on screen: files are read by other people and by programs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import compute
from compute.analyse import samples_between, written_filters
from compute.methods import METHODS
from compute.study import BAND
from sign_dash.export.snapshot import Snapshot
from sign_dash.numbers import signed
from sign_dash.scene.encoding import ColourBy
from sign_dash.scene.meaning import written_marks, written_measure
from sign_dash.scene.naming import listed
from sign_dash.shell.cautions import written_cautions
from sign_dash.shell.cohort import annotation_columns, written_score_name

if TYPE_CHECKING:
    from compute.study import Study

LONGEST_NAME: Final = 150
"""Letters of a file's name without its ending: with the ending it must fit where 255 bytes do."""
_TIE = "\u00a0"  # a space at which no line breaks


def title(study: Study, first: int, last: int, score: float | None = None, filters: str = "") -> str:
    """The sample and its score, or the range of samples whose mean is drawn and the range of their scores. score: of
    courses, between samples. filters: of the samples of a range.
    """
    name = written_score_name(study)
    if score is not None:
        return f"Network at {name} {_exact(score)}"
    if not study.per_sample:
        return f"Network of all {len(study.samples):,} samples"
    if first == last:
        return f"{study.samples[first]} · {name} {signed(study.modulator[first])}"
    low, high = signed(study.modulator[first]), signed(study.modulator[last])
    return f"Mean of {_left(study, first, last, filters)} · {name} {low} to {high}{written_filters(filters)}"


def _left(study: Study, first: int, last: int, filters: str) -> str:
    """How many samples there are between two positions, the filters applied."""
    count = len(samples_between(study, first, last, filters))
    return f"{count:,} sample{'' if count == 1 else 's'}"


def subtitle(study: Study, first: int, last: int, score: float | None = None) -> str:
    """Where the sample stands: study, rank, and its tissue where the study knows one. score: as of :func:`title`."""
    if score is not None:
        return f"{study.title} · between samples, the nearest is {study.samples[first]}"
    if not study.per_sample:
        return study.title
    if first != last:
        return f"{study.title} · samples {first + 1:,} to {last + 1:,} of {len(study.samples):,}"
    parts = [study.title, f"sample {first + 1:,} of {len(study.samples):,}"]
    for column in annotation_columns(study)[:1]:
        code = column.codes[first]
        level = f"{column.name} {column.levels[code]}" if column.binned else column.levels[code]
        parts.append(level if code >= 0 else f"{column.name} not known")
    return " · ".join(parts)


def caption(study: Study, snapshot: Snapshot, subject: str) -> str:
    """What is drawn, out of how much, and how it was estimated. subject: of the picture, e.g. a component."""
    return (
        f"{simulated(study)}{_what(snapshot, subject)} {_shown(study, snapshot)} with "
        f"{written_measure(study.info.method.edge)}{_TIE}≥{_TIE}{snapshot.cutoff:g}{_sureness(study, snapshot)}."
        f"{_band(snapshot)}{_cap(snapshot)} {_marks_of(study, snapshot)} {origin(study)}"
    )


def simulated(study: Study) -> str:
    """The sentence of a simulated study; empty for real data."""
    return "Simulated data. " if study.simulated else ""


def _marks_of(study: Study, snapshot: Snapshot) -> str:
    """What the marks mean; between samples expression is that of the nearest one."""
    found = marks(study, snapshot.colour_by)
    if snapshot.score is None:
        return found
    return found.replace("expression here", f"expression in the nearest sample, {study.samples[snapshot.first]}")


def marks(study: Study, colour_by: ColourBy = "correlation") -> str:
    """What the marks of a network mean."""
    score = written_score_name(study)
    means = {
        "correlation": f"Node colour: Spearman correlation of the gene’s expression with the {score}",
        "expression": "Node colour: the gene’s expression here, in standard deviations from its mean over all samples",
        "role": "Regulators are round and dark, targets square and light",
    }
    return f"{written_marks(study.info.method.edge)} {means[colour_by]}; pale genes have no edge here."


def origin(study: Study) -> str:
    """How the networks were estimated, and by what."""
    score = written_score_name(study)
    named = f"{study.modulator_name} score" if score != study.modulator_name and "score" not in study.modulator_name \
        else study.modulator_name  # fmt: skip
    made = study.info.method
    method = METHODS.get(made.name)
    cited = f" ({method.publication.short})" if method is not None and method.publication is not None else ""
    scale = f", {method.scale}" if method is not None and method.scale else ""
    if study.per_sample:
        return f"Networks: {made.title}{cited} along the {named}{scale}.{written_cautions(study)} {program()}."
    return f"Network: {made.title}{cited}, one for all samples{scale}.{written_cautions(study)} {program()}."


def program() -> str:
    """The program and its version."""
    return f"SiGN-Dash{_TIE}{compute.__version__}"


def _shown(study: Study, snapshot: Snapshot) -> str:
    shown = f"{len(snapshot.edges) - snapshot.faint:,}"
    if not study.per_sample:
        return f"Shown are {shown} of the {study.info.edges:,} edges of the network: those of this selection"
    if snapshot.first != snapshot.last:
        of = _left(study, snapshot.first, snapshot.last, snapshot.filters)
        return (
            f"Shown are {shown} edges of the mean network of {of.replace(' ', ' neighbouring ')}"
            f"{written_filters(snapshot.filters)} (an absent edge counts as 0): those of this selection"
        )
    if snapshot.score is not None:
        at = f"{written_score_name(study)} {_exact(snapshot.score)}"
        return f"Shown are {shown} edges of the network at {at}, from the edges’ curves: those of this selection"
    of = f" of the {snapshot.total:,}" if snapshot.total is not None else ""
    return f"Shown are {shown}{of} edges of this sample’s network: those of this selection"


def least_sure(line: float) -> str:
    """The least confidence asked for, after another condition; "" where none is."""
    return f" and confidence{_TIE}≥{_TIE}{line:.2g}" if line else ""


def _sureness(study: Study, snapshot: Snapshot) -> str:
    """How sure the edges shown are; that nobody knows it, where the study has no confidence."""
    known = study.confidence
    if known is None:
        return " (confidence not computed: how many of them would be found again in a similar cohort)"
    if snapshot.again is None:
        return ""
    by = known.info.get("by")
    where = f"other classes of {by}" if by else "an independent half of the cohort"
    faint = f"; {snapshot.faint:,} of lower confidence are pale" if snapshot.faint else ""
    return (
        f"{least_sure(snapshot.line)}, of which about {snapshot.again:.0f} are expected to be found again in {where} "
        f"(confidence: the estimated probability of that){faint}"
    )


def _band(snapshot: Snapshot) -> str:
    """How many of the edges shown differ from 0 as their own band has it, where they have one."""
    if snapshot.clear is None:
        return ""
    return f" The {BAND:.0%} band of {snapshot.clear:,} of them excludes 0 (pointwise, given that the edges exist)."


def _cap(snapshot: Snapshot) -> str:
    if snapshot.drawn >= snapshot.candidates:
        return ""
    return (
        f" The selection holds {snapshot.candidates:,} edges over all samples, of which the nearest and strongest "
        f"{snapshot.drawn:,} are considered."
    )


def _what(snapshot: Snapshot, subject: str) -> str:
    if subject:
        return f"{subject}."
    steps = f"{snapshot.reach} step" if snapshot.reach == 1 else f"{snapshot.reach} steps"
    return f"Network within {steps} of {listed(snapshot.focus)}."


def file_name(study: Study, parts: Sequence[str], ending: str) -> str:
    """``study_part_part.ending`` in letters any file system takes; simulated studies say so in the name."""
    named = [study.title, *(["simulated"] if study.simulated else []), *parts]
    return "_".join(filter(None, map(_plain, named)))[:LONGEST_NAME].rstrip("-_.") + f".{ending}"


def network_parts(study: Study, snapshot: Snapshot, subject: str) -> list[str]:
    """The parts of a network file's name: sample or range, what it is around, cut-off."""
    where = place(study, snapshot.first, snapshot.last, snapshot.score)
    return [where + written_filters(snapshot.filters), subject, f"strength-{snapshot.cutoff:g}"]


def place(study: Study, first: int, last: int, score: float | None = None) -> str:
    """The sample, the range of samples, or the score between samples, as a part of a file's name."""
    if score is not None:
        return f"score-{score:g}"
    if not study.per_sample:
        return ""
    return study.samples[first] if first == last else f"samples-{first + 1}-to-{last + 1}"


def ends(study: Study) -> tuple[str, str]:
    """What lies at the low and the high end of the score, in English."""
    return study.info.score.low, study.info.score.high


def _exact(value: float) -> str:
    """A score between samples, with all digits the slider gives it."""
    return f"{value:+g}".replace("-", "−")


def _plain(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9.+-]+", "-", text).strip("-.")
