"""A trade-off drawn as SVG, for the documentation: no library of figures is needed for a few lines and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 720, 420
LEFT, RIGHT, TOP, BOTTOM = 70, 30, 50, 60
INK, FAINT, PAPER = "#1f2a33", "#c9d1d6", "#ffffff"
COLOURS = ("#1b6f8f", "#b4562b")
"""Told apart without colour too: the second curve is dashed and its marks are open."""


@dataclass(frozen=True)
class Mark:
    """x, y, half the height of its whisker, and its label ("" for none)."""

    x: float
    y: float
    spread: float
    label: str


@dataclass(frozen=True)
class Curve:
    name: str
    marks: list[Mark]


def tradeoff_picture(title: str, axes: tuple[str, str], curves: Sequence[Curve], ceiling: Mark) -> str:
    """``ceiling``: a mark with a line up through it, which no curve crosses."""
    marks = [mark for curve in curves for mark in curve.marks] + [ceiling]
    high = 1.08 * max(mark.x for mark in marks)
    low = min(0.0, *(mark.y - mark.spread for mark in marks))
    frame = _Frame(high, low)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(title)}" font-family="sans-serif" font-size="13" fill="{INK}">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>',
        _text(LEFT, 26, title, size=16),
        *_axes(frame, axes),
    ]
    x = frame.x(ceiling.x)
    parts.append(_line(x, TOP, x, HEIGHT - BOTTOM, FAINT, "6 4"))
    parts.append(_text(x - 8, TOP + 40, ceiling.label, anchor="end"))
    parts.append(f'<circle cx="{x:.1f}" cy="{frame.y(ceiling.y):.1f}" r="5" fill="{INK}"/>')
    for number, curve in enumerate(curves):
        parts += _curve(frame, curve, number)
        y = HEIGHT - BOTTOM - 117 + 22 * number
        parts.append(_line(LEFT + 16, y, LEFT + 46, y, COLOURS[number], _dash(number)))
        parts.append(_text(LEFT + 54, y + 4, curve.name))
    return "\n".join([*parts, "</svg>", ""])


@dataclass(frozen=True)
class _Frame:
    """Data to places: x from 0 to ``high``, y from ``low`` to 1."""

    high: float
    low: float

    def x(self, value: float) -> float:
        return LEFT + value / self.high * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        return HEIGHT - BOTTOM - (value - self.low) / (1 - self.low) * (HEIGHT - TOP - BOTTOM)


def _axes(frame: _Frame, words: tuple[str, str]) -> list[str]:
    parts = []
    for step in range(6):
        y = step / 5
        parts.append(_line(LEFT, frame.y(y), WIDTH - RIGHT, frame.y(y), FAINT))
        parts.append(_text(LEFT - 8, frame.y(y) + 4, f"{y:.1f}", anchor="end"))
    percent = max(1, round(100 * frame.high / 6))
    for x in range(0, int(100 * frame.high) + 1, percent):
        parts.append(_text(frame.x(x / 100), HEIGHT - BOTTOM + 20, f"{x} %", anchor="middle"))
    parts.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 16, words[0], anchor="middle"))
    middle = (TOP + HEIGHT - BOTTOM) / 2
    parts.append(
        f'<text x="20" y="{middle}" text-anchor="middle" transform="rotate(-90 20 {middle})">{escape(words[1])}</text>'
    )
    return parts


def _curve(frame: _Frame, curve: Curve, number: int) -> list[str]:
    colour = COLOURS[number]
    way = " ".join(f"{frame.x(mark.x):.1f},{frame.y(mark.y):.1f}" for mark in curve.marks)
    parts = [f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="2"{_dash_of(_dash(number))}/>']
    for mark in curve.marks:
        x, y = frame.x(mark.x), frame.y(mark.y)
        parts.append(_line(x, frame.y(mark.y - mark.spread), x, frame.y(min(mark.y + mark.spread, 1.0)), colour))
        inside = PAPER if number else colour
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{inside}" stroke="{colour}" stroke-width="2"/>')
        if mark.label:
            parts.append(_text(x + 8, y + 18, mark.label))
    return parts


def _dash(number: int) -> str:
    return "5 4" if number else ""


def _dash_of(dash: str) -> str:
    return f' stroke-dasharray="{dash}"' if dash else ""


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, dash: str = "") -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"{_dash_of(dash)}/>'


def _text(x: float, y: float, words: str, anchor: str = "start", size: int = 13) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}">{escape(words)}</text>'
