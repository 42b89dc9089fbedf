"""Titles, captions and file names: what a picture or table says about itself once it has left the dashboard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import compute
from sign_dash.export.snapshot import Snapshot
from sign_dash.shell.cohort import annotation_columns, score_name

if TYPE_CHECKING:
    from compute import Study

MOST_NAMES = 12
_TIE = "\u00a0"  # a space at which no line breaks


def title(study: Study, sample: int) -> str:
    """The sample and its score."""
    score = f"{study.modulator[sample]:+.2f}".replace("-", "−")
    return f"{study.samples[sample]} · {score_name(study)} {score}"


def subtitle(study: Study, sample: int) -> str:
    """Where the sample stands: study, rank, and its tissue where the study knows one."""
    parts = [study.title, f"sample {sample + 1:,} of {len(study.samples):,}"]
    for column in annotation_columns(study)[:1]:
        code = column.codes[sample]
        parts.append(column.levels[code] if code >= 0 else f"{column.name} not known")
    return " · ".join(parts)


def caption(study: Study, snapshot: Snapshot, subject: str) -> str:
    """What is drawn, out of how much, and how it was estimated. subject: of the picture, e.g. a component."""
    score = score_name(study)
    named = f"{study.modulator_name} score" if score != study.modulator_name else score
    simulated = "Simulated data. " if study.simulated else ""
    return (
        f"{simulated}{_what(snapshot, subject)} Shown are {len(snapshot.edges):,} of the {snapshot.total:,} edges of "
        f"this sample’s network: those of this selection with |coefficient|{_TIE}≥{_TIE}{snapshot.cutoff:g}."
        f"{_cap(snapshot)} Blue arrows activate, vermilion T-bars repress; width and opacity grow with |coefficient|. "
        f"Node colour: Spearman correlation of the gene’s expression with the {score}; pale genes have no edge here. "
        f"Networks: NetworkProfiler (Shimamura et al. 2011) along the {named}, coefficients on its weighted, "
        f"standardised scale. SiGN-Dash{_TIE}{compute.__version__}."
    )


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
    genes = snapshot.focus
    listed = ", ".join(genes[:MOST_NAMES])
    more = f" and {len(genes) - MOST_NAMES} more" if len(genes) > MOST_NAMES else ""
    steps = f"{snapshot.reach} step" if snapshot.reach == 1 else f"{snapshot.reach} steps"
    return f"Network within {steps} of {listed}{more}."


def file_name(study: Study, parts: list[str], ending: str) -> str:
    """``study_part_part.ending`` in letters any file system takes; simulated studies say so in the name."""
    named = [study.title, *(["simulated"] if study.simulated else []), *parts]
    return "_".join(filter(None, map(_plain, named))) + f".{ending}"


def network_parts(study: Study, snapshot: Snapshot, subject: str) -> list[str]:
    """The parts of a network file's name: sample, what it is around, cut-off."""
    return [study.samples[snapshot.sample], subject, f"strength-{snapshot.cutoff:g}"]


def _plain(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9.+-]+", "-", text).strip("-.")
