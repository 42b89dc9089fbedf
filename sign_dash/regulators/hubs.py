"""Hubs along the score: how many targets the regulators activate and repress, as a table and as small pictures."""

from __future__ import annotations

from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
from dash import html
from numpy.typing import NDArray

from compute import OutDegrees, binned_hubs_table, binned_out_degrees, hubs_table, out_degrees, rank_hubs

if TYPE_CHECKING:
    from compute import Study

HubsBy = Literal["mean", "change"]

PANELS: Final = 12
MOST_BINS: Final = 40
DEFAULT_BINS: Final = 10


class Hubs:
    """The out-degrees of a study's regulators, counted when first asked for (one pass over all networks)."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._lock = Lock()

    @cached_property
    def _counted(self) -> OutDegrees:
        return out_degrees(self._study)

    @property
    def degrees(self) -> OutDegrees:
        with self._lock:
            return self._counted

    def rows(self, by: HubsBy) -> list[dict[str, Any]]:
        """The rows of the table, in the order of the ranking."""
        ranked = rank_hubs(self._study, self.degrees)
        if by == "change":
            ranked = sorted(ranked, key=lambda hub: hub.change_rank)
        return [
            {
                "rank": place,
                "regulator": hub.regulator,
                "mean": hub.mean_out_degree,
                "low": hub.out_degree_low,
                "high": hub.out_degree_high,
                "change": hub.change,
                "activating": f"{hub.activating_low:.1f} to {hub.activating_high:.1f}",
                "repressing": f"{hub.repressing_low:.1f} to {hub.repressing_high:.1f}",
            }
            for place, hub in enumerate(ranked, start=1)
        ]

    def panels(self, rows: list[dict[str, Any]], bins: int) -> tuple[list[html.Figure], str]:
        """A picture of each of the first regulators on one scale, and what that scale is.

        bins: runs of neighbouring samples; :class:`compute.UserError` where there are too many or too few.
        """
        binned = binned_out_degrees(self.degrees, bins)
        shown = rows[:PANELS]
        places = [self._study.regulator_index(row["regulator"]) for row in shown]
        up, down = binned.activating[places], binned.repressing[places]
        heights = float(up.max(initial=0)), float(down.max(initial=0))
        sizes = [len(part) for part in binned.bins]
        scale = f"one scale: the tallest bars are {heights[0]:.1f} activated and {heights[1]:.1f} repressed targets"
        return [_panel(row, *both, heights, sizes) for row, *both in zip(shown, up, down, strict=True)], scale

    def table_csv(self) -> str:
        return hubs_table(self._study, self.degrees).text

    def bins_csv(self, bins: int) -> str:
        return binned_hubs_table(self._study, binned_out_degrees(self.degrees, bins)).text


def most_bins(study: Study) -> int:
    """How many bins may be asked for."""
    return min(MOST_BINS, len(study.samples))


def _panel(
    row: dict[str, Any],
    up: NDArray[np.float64],
    down: NDArray[np.float64],
    heights: tuple[float, float],
    sizes: list[int],
) -> html.Figure:
    """Bars above the line: activated targets; hatched bars below: repressed ones. heights: of the tallest bars."""
    name = str(row["regulator"])
    whole = sum(heights) or 1.0
    bars = [
        html.Div(
            [
                html.I(className="hub-up", style={"height": _share(a, heights[0])}),
                html.I(className="hub-down", style={"height": _share(r, heights[1])}),
            ],
            className="hub-bin",
            title=f"bin {place} of {len(sizes)} ({size:,} samples): activates {a:.1f}, represses {r:.1f}",
            style={"flexGrow": size},
        )
        for place, (a, r, size) in enumerate(zip(up.tolist(), down.tolist(), sizes, strict=True), start=1)
    ]
    said = f"{name}: {row['low']:.1f} targets at the low end, {row['high']:.1f} at the high end"
    return html.Figure(
        className="hub-panel",
        children=[
            html.Figcaption(
                [
                    html.Button(
                        name, type="button", className="regulator-link", title=f"Show {name} in Explore",
                        **{"data-regulator": name},
                    ),
                    html.Span(f"{row['low']:.0f} to {row['high']:.0f}", title="targets at the two ends of the score"),
                ]
            ),
            html.Div(
                [*bars, html.Div(className="order-playhead")],
                className="hub-plot",
                role="img",
                style={"--zero": f"{heights[0] / whole:.1%}"},
                **{"aria-label": said},
            ),
        ],
    )  # fmt: skip


def _share(value: float, largest: float) -> str:
    return f"{value / largest:.1%}" if largest > 0 else "0%"
