"""One visual language: tokens shared by the furniture, the figures, the canvas and the exported pictures.

The browser's side of the same tokens is ``assets/css/tokens.css``.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

FONT: Final = (
    "system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, Noto Sans, "
    "Hiragino Sans, Yu Gothic UI, Meiryo, Noto Sans CJK JP, Noto Sans JP, sans-serif"
)
TICK_SIZE: Final = 11
"""px of the letters along the axes of a chart."""

INK: Final = "#1b2430"
INK_2: Final = "#475567"
INK_3: Final = "#64748b"
LINE: Final = "#dfe4ea"
CARD: Final = "#ffffff"
GROUND: Final = "#f3f5f7"
NEUTRAL: Final = "rgba(128,136,146,0.45)"  # a rule that is quiet on light and on dark
BAND: Final = "rgba(128,136,146,0.22)"  # what lies around a line, on light and on dark

ACTIVATES: Final = "#0072B2"
REPRESSES: Final = "#D55E00"

# On a dark ground: the same hues, light enough to be seen.
DARK_INK: Final = "#e8edf3"
DARK_CARD: Final = "#171e26"
DARK_ACTIVATES: Final = "#3f9fdc"
DARK_REPRESSES: Final = "#f0803c"

LOW_END: Final = "#12957f"
BETWEEN: Final = "#c3c8cf"
HIGH_END: Final = "#7a3a9c"

# Colour-blind-considerate hues for categories (tissues); names are always readable beside or on hover.
CATEGORIES: Final = (
    "#4e79a7", "#f28e2b", "#59a14f", "#e15759", "#b07aa1", "#edc948", "#76b7b2", "#9c755f", "#ff9da7", "#6b6ecf",
    "#8cd17d", "#d37295", "#499894", "#b6992d", "#86bcb6", "#d7b5a6", "#a0cbe8", "#ffbe7d", "#79706e", "#d4a6c8",
    "#637939", "#bd9e39", "#ad494a", "#7b4173", "#3182bd", "#e6550d", "#31a354", "#756bb1",
)  # fmt: skip
NO_CATEGORY: Final = "#d9dde2"

GRAPH_CONFIG: Final[dict[str, Any]] = {
    "displaylogo": False,
    "showSendToCloud": False,
    "displayModeBar": False,
    "responsive": True,
    "scrollZoom": False,
}
"""The config of every plotly graph: above all, no button that would send data to a cloud."""


def _rgb(colour: str) -> NDArray[np.float64]:
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], dtype=float)


def score_colours(values: NDArray[np.floating[Any]], low: float, high: float) -> list[str]:
    """Colours on the one scale of the score: teal at `low`, grey half way, purple at `high` (values are clipped)."""
    span = high - low
    t = np.clip((np.asarray(values, dtype=float) - low) / span, 0.0, 1.0) if span > 0 else np.full(len(values), 0.5)
    stops = np.array([_rgb(LOW_END), _rgb(BETWEEN), _rgb(HIGH_END)])
    channels = np.stack([np.interp(t, (0.0, 0.5, 1.0), stops[:, c]) for c in range(3)], axis=1)
    return ["#" + "".join(f"{round(c):02x}" for c in colour) for colour in channels]


def figure_layout(**changes: Any) -> dict[str, Any]:
    """The plotly layout every figure starts from: transparent, thin lines, the page's type.

    The colours of axes and type follow light and dark through the style sheet (``assets/css/plots.css``).
    ``figure.update_layout(…, overwrite=True)`` takes it over in a seventh of the time of merging it key by key.
    """
    axis = {
        "showgrid": False,
        "zeroline": False,
        "linecolor": LINE,
        "tickcolor": LINE,
        "ticks": "outside",
        "ticklen": 3,
        "automargin": True,
        "title": {"font": {"size": 12}, "standoff": 6},
        "tickfont": {"size": TICK_SIZE},
        "fixedrange": True,
    }
    base: dict[str, Any] = {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 12, "color": INK_2},
        "margin": {"l": 36, "r": 8, "t": 8, "b": 30},
        "xaxis": dict(axis),
        "yaxis": dict(axis),
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {"font": {"family": FONT, "size": 12}},
        "dragmode": False,
    }
    for name, value in changes.items():
        base[name] = _merged(base[name], value) if isinstance(base.get(name), dict) else value
    return base


def _merged(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """`base` with `changes` laid over it, dictionary by dictionary."""
    both = {name: _merged(base[name], value) if isinstance(value, dict) and isinstance(base.get(name), dict) else value
            for name, value in changes.items()}  # fmt: skip
    return {**base, **both}
