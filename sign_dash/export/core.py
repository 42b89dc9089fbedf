"""The core of the current sample on paper: its cells with their numbers, as on screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from sign_dash import theme
from sign_dash.export import words
from sign_dash.export.cards import read_choice
from sign_dash.export.snapshot import INK
from sign_dash.numbers import signed
from sign_dash.pages.components import said
from sign_dash.pages.components.explained import Explained
from sign_dash.scene.paper.legend import scale_item, smooth
from sign_dash.scene.paper.lettering import LINE_HEIGHT, text_width
from sign_dash.scene.paper.marks import Box, Mark, Page, Words
from sign_dash.scene.paper.page import Body, Surroundings, compose, inner_width
from sign_dash.scene.paper.paper import POINTS_PER_MM, Paper

if TYPE_CHECKING:
    from compute.study import Study

DEEPEST: Final = 0.75
"""As on screen (``assets/js/components.mjs``): deeper colours would leave the numbers without contrast."""
WIDE, HIGH = 5.2, 2.6
"""Size of a cell, in sizes of the type."""
WHAT: Final = {"core": "core value", "contribution": "contribution to the prediction"}


def core_parts(_study: Study, reported: Mapping[str, Any]) -> tuple[str, ...]:
    """The parts of the file's name."""
    sample = _study.samples[int(reported["sample"])]
    return (str(reported["chosen"]["model"]), str(reported["shows"]), sample)


def core_page(study: Study, reported: Mapping[str, Any], paper: Paper) -> tuple[Page, str]:
    """The page of a report of ``assets/js/components-pictures.mjs``, and its caption."""
    explained, chosen = read_choice(study, reported["chosen"])
    kind, sample = str(reported["shows"]), int(reported["sample"])
    if kind not in WHAT or not 0 <= sample < len(study.samples):
        raise ValueError("a core that is none")
    every = explained.cores if kind == "core" else explained.contributions
    largest = float(np.abs(every).max()) or 1.0
    body = _body(explained, every[sample], largest, (chosen["row"], chosen["column"]), paper)
    name = WHAT[kind].capitalize()
    title = f"Core of {said.at_sample(study, sample)}"
    caption = (
        f"{words.simulated(study)}{name} of every pair of components (rows: regulator components, columns: target "
        f"components) in {said.at_sample(study, sample)}, of the {said.model_words(study, explained)}. Colours end at "
        f"the largest |{WHAT[kind]}| of all samples, {largest:.3g}. Outlined: "
        f"{said.pair_words(explained, chosen['row'], chosen['column'])}. {words.origin(study)}"
    )
    ends = [_shade(share) for share in (-1.0, 0.0, 1.0)]
    legend = [scale_item(f"{name} {signed(-largest)}", signed(largest), smooth(ends), INK.text)]
    subtitle = f"{study.title} · {len(study.samples):,} samples · model {explained.name}"
    around = Surroundings(title, subtitle, caption, legend, study.simulated, INK)
    return compose(body, around, paper), caption


def _body(
    explained: Explained, values: NDArray[np.float64], largest: float, outlined: tuple[int, int], paper: Paper
) -> Body:
    """A cell for every pair, as large as the page lets them be beside the names of rows and columns."""
    rows, columns = values.shape
    size = paper.type_size
    rows_named = ("regulator", "components")
    left, top = max(text_width(word, size) for word in rows_named) + size * 3.0, size * 3.6
    wide, high = min(WIDE * size, (inner_width(paper) - left) / columns), HIGH * size
    if paper.height is not None:
        wide = (inner_width(paper) - left) / columns
        high = max(high, (paper.height * POINTS_PER_MM - top - size * 8.0) / rows)
    letters = min(size, wide / 3.4)
    middle = left + wide * columns / 2
    marks: list[Mark] = [Words("target components", middle, size, size, INK.quiet, anchor="middle")]
    for line, word in enumerate(rows_named):
        y = top + high * rows / 2 + size * (line * LINE_HEIGHT - 0.3)
        marks.append(Words(word, left - size * 2.6, y, size, INK.quiet, anchor="end"))
    for column in range(columns):
        x = left + wide * (column + 0.5)
        marks.append(Words(_column(explained, column), x, top - size * 0.6, size, INK.text, bold=True, anchor="middle"))
    for row in range(rows):
        y = top + high * row
        marks.append(Words(str(row + 1), left - size * 0.9, y + high / 2 + size * 0.36, size, INK.text, True, "end"))
        for column in range(columns):
            x, value = left + wide * column, float(values[row, column])
            mine = (row, column) == outlined
            marks.append(
                Box(
                    x + 1, y + 1, wide - 2, high - 2, size * 0.25, _shade(value / largest),
                    INK.text if mine else INK.line, 1.6 if mine else 0.6,
                )
            )  # fmt: skip
            number = _number(value, 1 if columns > 4 else 2)
            marks.append(Words(number, x + wide / 2, y + high / 2 + letters * 0.36, letters, INK.text, mine, "middle"))
    return Body(tuple(marks), left + wide * columns, top + high * rows)


def _column(explained: Explained, column: int) -> str:
    component, channel = explained.column(column)
    return f"{component + 1}" + {"activation": "→", "repression": "⊣"}.get(channel, "")


def _number(value: float, digits: int) -> str:
    text = signed(value, digits)
    return text[1:] if float(f"{value:.{digits}f}") == 0 else text


def _shade(share: float) -> str:
    """The colour of a share of the largest value, −1 … 1, on white."""
    hue = theme.REPRESSES if share < 0 else theme.ACTIVATES
    weight = DEEPEST * min(abs(share), 1.0)
    channels = (round(255 + weight * (int(hue[at : at + 2], 16) - 255)) for at in (1, 3, 5))
    return "#" + "".join(f"{channel:02x}" for channel in channels)
