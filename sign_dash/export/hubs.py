"""The small pictures of hubs on paper: targets that a regulator activates and represses, bin by bin along the score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from sign_dash import theme
from sign_dash.export import words
from sign_dash.export.snapshot import INK
from sign_dash.scene.naming import listed
from sign_dash.scene.paper.legend import SIZE, LegendItem
from sign_dash.scene.paper.lettering import text_width
from sign_dash.scene.paper.marks import Box, Group, Line, Mark, Page, Words
from sign_dash.scene.paper.page import Body, Surroundings, compose, inner_width, margin
from sign_dash.scene.paper.paper import POINTS_PER_MM, Paper
from sign_dash.shell.cohort import written_score_name

if TYPE_CHECKING:
    from compute.study import Study

GAP: Final = 12.0
NARROWEST, LOWEST = 13.0, 7.0
"""Size of one picture, in sizes of its type."""
RANKED: Final = {
    "mean": "most targets, on average over all samples",
    "change": "largest change of the number of targets between the ends of the score",
}


@dataclass(frozen=True)
class Hub:
    """A regulator's mean numbers of activated and repressed targets by bin; low, high: targets at the score's ends."""

    regulator: str
    low: float
    high: float
    up: tuple[float, ...]
    down: tuple[float, ...]


@dataclass(frozen=True)
class ReportedHubs:
    """What is on screen. sizes: samples of each bin; tallest: of all bars, activated and repressed; by: the ranking.
    confidence: the least of the edges that are counted.
    """

    hubs: tuple[Hub, ...]
    sizes: tuple[int, ...]
    tallest: tuple[float, float]
    by: str
    sample: int
    confidence: float = 0.0


def read_hubs(study: Study, reported: Mapping[str, Any]) -> ReportedHubs:
    """A report of ``assets/js/hubs.mjs``; KeyError, ValueError, TypeError for what is none."""
    drawn = reported["drawn"]
    hubs = tuple(
        Hub(str(one["regulator"]), float(one["low"]), float(one["high"]), _numbers(one["up"]), _numbers(one["down"]))
        for one in drawn["panels"]
    )
    sizes = tuple(int(size) for size in drawn["sizes"])
    sample, by = int(reported["sample"]), str(reported["by"])
    if not hubs or sum(sizes) != len(study.samples) or not 0 <= sample < len(study.samples) or by not in RANKED:
        raise ValueError("hubs that are none")
    if any(len(hub.up) != len(sizes) or len(hub.down) != len(sizes) for hub in hubs):
        raise ValueError("hubs without a number for every bin")
    up, down = _numbers(drawn["tallest"])
    return ReportedHubs(hubs, sizes, (up, down), by, sample, float(drawn.get("confidence", 0.0)))


def _numbers(values: Sequence[Any]) -> tuple[float, ...]:
    return tuple(float(value) for value in values)


def hubs_parts(study: Study, reported: Mapping[str, Any]) -> tuple[str, ...]:
    """The parts of the file's name."""
    read = read_hubs(study, reported)
    counted = [f"confidence-{read.confidence:g}"] if read.confidence else []
    return ("hubs", f"by-{read.by}", f"{len(read.sizes)}-bins", *counted)


def _counted(confidence: float) -> str:
    """Which edges are targets."""
    if confidence:
        return f"edges of confidence ≥ {confidence:.2g} count."
    return "every edge of the networks counts."


def hubs_page(study: Study, reported: Mapping[str, Any], paper: Paper) -> tuple[Page, str]:
    """The page of the hubs on screen, and its caption."""
    read = read_hubs(study, reported)
    score = written_score_name(study)
    low, high = words.ends(study)
    up, down = read.tallest
    named = listed([hub.regulator for hub in read.hubs])
    caption = (
        f"{words.simulated(study)}Numbers of targets along the {score} of {named}: the {len(read.hubs)} regulators "
        f"with the {RANKED[read.by]}. A bar is the mean of a run of neighbouring samples ({len(read.sizes)} bins of "
        f"{min(read.sizes)} to {max(read.sizes)} of {len(study.samples):,} samples, left {low}, right {high}); "
        f"{_counted(read.confidence)} One scale: the tallest bars are {up:.1f} activated and {down:.1f} repressed "
        "targets. Beside a name: targets at the low and the high end (a tenth of the samples each). Dashed line: "
        f"{study.samples[read.sample]}. {words.origin(study)}"
    )
    title = f"Targets along the {score}: the first {len(read.hubs)} hubs"
    subtitle = f"{study.title} · {len(study.samples):,} samples · ranked by {RANKED[read.by].split(',')[0]}"
    around = Surroundings(title, subtitle, caption, _legend(read, low, high), study.simulated, INK)
    return compose(_body(study, read, paper), around, paper), caption


def _body(study: Study, read: ReportedHubs, paper: Paper) -> Body:
    size, room = paper.type_size, inner_width(paper)
    most = max(1, int((room + GAP) / (NARROWEST * size + GAP)))
    rows = -(-len(read.hubs) // most)
    columns = -(-len(read.hubs) // rows)
    width, height = (room - GAP * (columns - 1)) / columns, LOWEST * size
    if paper.height is not None:
        beside = 2 * margin(paper) + size * (3.6 if paper.legend else 0) + (size * 2.6 if study.simulated else 0)
        height = max(height, (paper.height * POINTS_PER_MM - beside - (rows - 1) * GAP) / rows)
    playhead = (read.sample + 0.5) / len(study.samples)
    marks = tuple(
        Group(
            _picture(hub, read, playhead, width, height, size),
            name=f"hub-{place + 1}",
            x=place % columns * (width + GAP),
            y=place // columns * (height + GAP),
        )
        for place, hub in enumerate(read.hubs)
    )
    return Body(marks, room, rows * height + (rows - 1) * GAP)


def _picture(
    hub: Hub, read: ReportedHubs, playhead: float, width: float, height: float, size: float
) -> tuple[Mark, ...]:
    change = f"{hub.low:.0f} to {hub.high:.0f}"
    marks: list[Mark] = [Words(hub.regulator, 0, size, size, INK.text, bold=True, gene=hub.regulator)]
    if text_width(hub.regulator, size, bold=True) + text_width(change, size * 0.9) + size < width:
        marks.append(Words(change, width, size, size * 0.9, INK.quiet, anchor="end"))
    top = size * 1.6
    unit = (height - top) / (sum(read.tallest) or 1.0)
    zero = top + read.tallest[0] * unit
    share = (width - len(read.sizes) + 1) / sum(read.sizes)
    x = 0.0
    for count, up, down in zip(read.sizes, hub.up, hub.down, strict=True):
        wide = count * share
        if up > 0:
            marks.append(Box(x, zero - up * unit, wide, up * unit, fill=theme.ACTIVATES, gene=hub.regulator))
        if down > 0:
            marks += _hatched(x, zero, wide, down * unit)
        x += wide + 1
    marks.append(Line((0, zero), (width, zero), INK.quiet, 0.75))
    marks.append(Line((playhead * width, top), (playhead * width, height), INK.text, 0.8, dashes=(3, 2)))
    return tuple(marks)


def _hatched(x: float, y: float, wide: float, high: float) -> list[Mark]:
    """A bar of repressed targets: pale, with strokes, so that it differs from the others without colour."""
    marks: list[Mark] = [Box(x, y, wide, high, fill="#f1b88f", stroke=theme.REPRESSES, stroke_width=0.5)]
    # Strokes from lower left to upper right, three points apart, ended at the bar's edges.
    for at in np.arange(3.0, wide + high, 3.0).tolist():
        start = (x + max(at - high, 0.0), y + min(at, high))
        end = (x + min(at, wide), y + max(at - wide, 0.0))
        marks.append(Line(start, end, theme.REPRESSES, 0.9))
    return marks


def _legend(read: ReportedHubs, low: str, high: str) -> list[LegendItem]:
    side = SIZE
    return [
        LegendItem("activated targets (above the line)", side, (Box(0, -side / 2, side, side, fill=theme.ACTIVATES),)),
        LegendItem("repressed targets (below, hatched)", side, tuple(_hatched(0, -side / 2, side, side))),
        LegendItem(f"left: {low} samples, right: {high} samples"),
        LegendItem(f"tallest bars: {read.tallest[0]:.1f} activated, {read.tallest[1]:.1f} repressed"),
    ]
