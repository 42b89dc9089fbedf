"""The pictures of a report as marks on paper: bars, courses, the plane of two components, a small network."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from compute.answers import Bars, Lines, Picture
from sign_dash import theme
from sign_dash.report.document import PICTURE_WIDTH
from sign_dash.scene.layout import union_layout
from sign_dash.scene.paper.lettering import text_width
from sign_dash.scene.paper.marks import Area, Box, Disc, Line, Mark, Words
from sign_dash.scene.paper.page import Body
from sign_dash.scene.select import Subnetwork

SIZE: Final = 11.0
ROW: Final = 22.0
PLOT_HEIGHT: Final = 250.0
SIGNS: Final = {1: theme.ACTIVATES, -1: theme.REPRESSES, 0: theme.INK_3}
DASHES: Final[tuple[tuple[float, ...], ...]] = ((), (7, 3), (2, 2.5), (7, 3, 2, 3), (12, 4))


def drawn(picture: Picture, score: str) -> Body:
    """The picture of an answer. score: what the score is called."""
    return bars(picture) if isinstance(picture, Bars) else courses(picture, score)


def bars(picture: Bars) -> Body:
    """Names at the left, bars from a common zero, each with its value."""
    names = [str(name) for name in picture.labels]
    left = max(text_width(name, SIZE) for name in names) + 10
    low, high = min(0.0, *picture.values), max(0.0, *picture.values)
    room = PICTURE_WIDTH - left - 90
    scale = room / ((high - low) or 1.0)
    zero = left + 45 - low * scale
    marks: list[Mark] = []
    for row, (name, value) in enumerate(zip(names, picture.values, strict=True)):
        y, width = row * ROW, abs(value) * scale
        colour = SIGNS[int(np.sign(value)) if picture.signed else 0]
        marks.append(Words(name, left - 6, y + ROW * 0.68, SIZE, theme.INK, anchor="end"))
        marks.append(Box(zero if value >= 0 else zero - width, y + 3, width, ROW - 6, fill=colour))
        words = f"{value:.3g}".replace("-", "−")
        at = zero + width + 4 if value >= 0 else zero - width - 4 - text_width(words, SIZE * 0.9)
        marks.append(Words(words, at, y + ROW * 0.68, SIZE * 0.9, theme.INK_2))
    bottom = len(names) * ROW
    marks.append(Line((zero, 0), (zero, bottom), theme.INK_3, 0.8))
    marks.append(Words(str(picture.about), PICTURE_WIDTH / 2, bottom + SIZE * 1.6, SIZE, theme.INK_2, anchor="middle"))
    return Body(tuple(marks), PICTURE_WIDTH, bottom + SIZE * 2.2)


def courses(picture: Lines, score: str) -> Body:
    """Lines along the score, each named at its right end."""
    names = [str(name) for name in picture.names]
    right = PICTURE_WIDTH - max(text_width(name, SIZE) for name in names) - 40
    x = _axis(picture.scores, 50, right)
    low, high = min(0.0, float(picture.values.min())), max(0.0, float(picture.values.max()))
    y = _axis(np.array([low, high]), PLOT_HEIGHT, 6)
    marks: list[Mark] = [*_frame(picture.scores, x, (low, high), y, score, right)]
    order = np.argsort([y(float(row[-1])) for row in picture.values])
    beneath = -1e9
    for at in order.tolist():
        row, colour, dashes = picture.values[at], SIGNS[picture.signs[at]], DASHES[at % len(DASHES)]
        points = [(x(float(s)), y(float(v))) for s, v in zip(picture.scores, row, strict=True)]
        marks += [Line(a, b, colour, 1.6, dashes=dashes) for a, b in pairwise(points)]
        beneath = max(points[-1][1] + 4, beneath + SIZE * 1.15)
        marks.append(Line((right + 6, beneath - 4), (right + 26, beneath - 4), colour, 1.6, dashes=dashes))
        marks.append(Words(names[at], right + 30, beneath, SIZE, theme.INK))
    marks.append(Words(str(picture.about), 50, -6, SIZE, theme.INK_2))
    return Body(tuple(marks), PICTURE_WIDTH, PLOT_HEIGHT + 44)


def plane(
    first: NDArray[np.float64], second: NDArray[np.float64], names: Sequence[str], named: Collection[int],
    bold: Collection[int], axes: tuple[str, str],
) -> Body:  # fmt: skip
    """Genes by their loadings on two components; those ``named`` (positions) with their names, ``bold`` ones bold."""
    height = 380.0
    x, y = _axis(first, 50, PICTURE_WIDTH - 60), _axis(second, height, 8)
    marks: list[Mark] = [
        Line((x(0.0), 8), (x(0.0), height), theme.LINE, 0.8),
        Line((50, y(0.0)), (PICTURE_WIDTH - 60, y(0.0)), theme.LINE, 0.8),
    ]
    marks += [
        Disc(x(float(a)), y(float(b)), 1.6, fill=theme.BETWEEN)
        for at, (a, b) in enumerate(zip(first, second, strict=True))
        if at not in named
    ]
    taken: list[tuple[float, float, float]] = []
    for at in sorted(named, key=lambda one: (one not in bold, -float(np.hypot(first[one], second[one])))):
        left, top = x(float(first[at])), y(float(second[at]))
        marks.append(Disc(left, top, 2.6, fill=theme.HIGH_END if at in bold else theme.INK_2))
        width = text_width(names[at], SIZE, bold=at in bold)
        if any(abs(top - other) < SIZE and left < end and start < left + width + 5 for start, end, other in taken):
            continue  # the disc stays; the table has the name
        taken.append((left, left + width + 5, top))
        marks.append(Words(names[at], left + 4, top + 4, SIZE, theme.INK, bold=at in bold, halo=theme.CARD))
    marks.append(Words(axes[0], PICTURE_WIDTH / 2, height + SIZE * 1.6, SIZE, theme.INK_2, anchor="middle"))
    marks.append(Words(f"↑ {axes[1]}", 4, 4, SIZE, theme.INK_2))
    return Body(tuple(marks), PICTURE_WIDTH, height + SIZE * 2.2)


def network(
    subnetwork: Subnetwork,
    means: NDArray[np.float64],
    bold: Collection[str],
    known: Collection[tuple[str, str]] = (),
) -> Body:
    """Genes and the edges among them; arrows activate, bars repress, width is the mean |coefficient|, a dot marks a
    known pair."""
    places = union_layout(subnetwork)
    spans = np.ptp(places, axis=0) + 1e-9
    scale = min((PICTURE_WIDTH - 110) / spans[0], 360 / spans[1], 1.6)
    points = (places - places.min(axis=0)) * scale + np.array([50.0, 16.0])
    largest = float(np.abs(means).max(initial=1e-9))
    marks: list[Mark] = []
    for source, target, mean in zip(subnetwork.source, subnetwork.target, means, strict=True):
        marks += _edge(points[source], points[target], float(mean), largest)
        if (subnetwork.genes[source], subnetwork.genes[target]) in known:
            x, y = _point((points[source] + points[target]) / 2)
            marks += [Disc(x, y, 4.0, fill=theme.CARD), Disc(x, y, 2.6, fill=theme.INK)]
    for at, gene in enumerate(subnetwork.genes):
        left, top = float(points[at][0]), float(points[at][1])
        fill = theme.HIGH_END if gene in bold else theme.INK_2
        marks.append(Disc(left, top, 5.0, fill=fill, gene=gene))
        marks.append(
            Words(gene, left, top + SIZE * 1.35, SIZE * 0.95, theme.INK, gene in bold, "middle", theme.CARD, gene)
        )
    return Body(tuple(marks), PICTURE_WIDTH, float(spans[1] * scale) + 44)


def _edge(start: NDArray[np.float64], end: NDArray[np.float64], mean: float, largest: float) -> list[Mark]:
    along = end - start
    length = float(np.hypot(*along))
    if length < 14:
        return []
    unit = along / length
    across = np.array([-unit[1], unit[0]])
    tip, tail = end - unit * 7.5, start + unit * 6
    colour = theme.ACTIVATES if mean > 0 else theme.REPRESSES
    width = 0.5 + 2.2 * abs(mean) / largest
    body = Line(_point(tail), _point(tip - unit * (4 if mean > 0 else 0)), colour, width, opacity=0.75)
    if mean > 0:
        corners = (tip, tip - unit * 6 + across * 3, tip - unit * 6 - across * 3)
        return [body, Area(tuple(_point(corner) for corner in corners), colour)]
    return [body, Line(_point(tip + across * 4), _point(tip - across * 4), colour, 1.8)]


def _point(place: NDArray[np.float64]) -> tuple[float, float]:
    return float(place[0]), float(place[1])


class _axis:  # noqa: N801  # a function with two numbers
    """From a value to a place between two others, with a little room at both ends."""

    def __init__(self, values: NDArray[np.float64], first: float, last: float) -> None:
        self._low = float(values.min())
        self._span = float(np.ptp(values)) or 1.0
        self._first, self._last = first, last

    def __call__(self, value: float) -> float:
        return self._first + (value - self._low) / self._span * (self._last - self._first)


def _frame(
    scores: NDArray[np.float64], x: _axis, limits: tuple[float, float], y: _axis, score: str, right: float
) -> list[Mark]:
    marks: list[Mark] = [
        Line((50, PLOT_HEIGHT), (right, PLOT_HEIGHT), theme.INK_3, 0.8),
        Line((50, 6), (50, PLOT_HEIGHT), theme.INK_3, 0.8),
        Line((50, y(0.0)), (right, y(0.0)), theme.LINE, 0.8),
        Words(score, (50 + right) / 2, PLOT_HEIGHT + SIZE * 2.8, SIZE, theme.INK_2, anchor="middle"),
    ]
    for value in sorted({limits[0], 0.0, limits[1]}):
        marks.append(Words(f"{value:.2g}".replace("-", "−"), 44, y(value) + 4, SIZE * 0.9, theme.INK_2, anchor="end"))
    for value in (float(scores[0]), float(scores[-1])):
        place = Words(f"{value:.2g}".replace("-", "−"), x(value), PLOT_HEIGHT + SIZE * 1.4, SIZE * 0.9, theme.INK_2,
                      anchor="middle")  # fmt: skip
        marks.append(place)
    return marks
