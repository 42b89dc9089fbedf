"""Hubs along the score: how many targets the regulators activate and repress, as a table and as small pictures."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from compute.analyse import OutDegrees, binned_out_degrees, out_degrees, rank_hubs
from compute.estimate import UnfinishedStudy
from compute.jobs import JobQueue, JobState, half_the_cores, job_key
from compute.write import binned_hubs_table, hubs_table
from sign_dash.cache import networks_key
from sign_dash.jobs import shared_queue
from sign_dash.language import say
from sign_dash.pages.regulators.hubs_work import read_degrees

if TYPE_CHECKING:
    from compute.study import Study

HubsBy = Literal["mean", "change"]

PANELS: Final = 12
MOST_BINS: Final = 40
DEFAULT_BINS: Final = 10
MANY_COEFFICIENTS: Final = 20_000_000
"""Fewer are counted in about the time that a process takes to begin."""
MOST_KEPT: Final = 20


class Hubs:
    """The out-degrees of a study's regulators, counted when first asked for (one pass over all networks).

    Those of a large study are counted by a job below ``cache/hubs``, and kept there.
    """

    def __init__(self, study: Study, cache: Path) -> None:
        self._study = study
        self._lock = Lock()
        self.queue = shared_queue(cache / "hubs", _queue)
        self._counted: dict[float, OutDegrees] = {}

    @property
    def at_once(self) -> bool:
        """Whether counting is too quick for a bar; of a study that still grows, what is there is counted."""
        return isinstance(self._study, UnfinishedStudy) or self._study.info.coefficients < MANY_COEFFICIENTS

    def count(self, again: bool = False, confidence: float = 0.0) -> JobState:
        """Have them counted; how far that is. again: also where it went wrong before."""
        request = {"networks": networks_key(self._study), "confidence": confidence, "version": 2}
        if confidence and self._study.confidence is not None:
            request["computed"] = self._study.confidence.info.get("created", "")
        key = job_key(request)
        job = self.queue.find(key)
        if job is None or (again and not job.active and job.state != "finished"):
            job = self.queue.submit(request | {"study": str(self._study.path.resolve())}, key)
        return job

    def degrees(self, confidence: float = 0.0) -> OutDegrees:
        """Of the edges of at least this confidence, all for 0."""
        with self._lock:
            if confidence not in self._counted:
                kept = self._kept(confidence)
                self._counted[confidence] = kept or out_degrees(self._study, confidence=confidence)
            return self._counted[confidence]

    def _kept(self, confidence: float) -> OutDegrees | None:
        if self.at_once or self.count(confidence=confidence).state != "finished":
            return None
        try:
            found = read_degrees(self.count(confidence=confidence).folder)
        except (OSError, ValueError, EOFError):
            return None
        return found if found.total.shape == (len(self._study.regulators), len(self._study.samples)) else None

    def rows(self, by: HubsBy, confidence: float = 0.0) -> list[dict[str, Any]]:
        """The rows of the table, in the order of the ranking."""
        ranked = rank_hubs(self._study, self.degrees(confidence))
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
                "activating": say("{low:.1f} to {high:.1f}", low=hub.activating_low, high=hub.activating_high),
                "repressing": say("{low:.1f} to {high:.1f}", low=hub.repressing_low, high=hub.repressing_high),
            }
            for place, hub in enumerate(ranked, start=1)
        ]

    def pictures(self, rows: list[dict[str, Any]], bins: int, confidence: float = 0.0) -> dict[str, Any]:
        """The store :data:`names.HUB_BINS`: mean out-degrees of the first regulators in every bin.

        The browser draws them (``assets/js/hubs.mjs``): as components they took a second. tallest: the highest
        bars of all, activating and repressing: one scale for every picture. bins: runs of neighbouring samples;
        :class:`compute.UserError` where there are too many or too few.
        """
        binned = binned_out_degrees(self.degrees(confidence), bins)
        shown = rows[:PANELS]
        places = [self._study.regulator_index(row["regulator"]) for row in shown]
        up, down = (np.round(part[places], 3) for part in (binned.activating, binned.repressing))
        return {
            "panels": [
                {"regulator": row["regulator"], "low": row["low"], "high": row["high"], "up": a, "down": r}
                for row, a, r in zip(shown, up.tolist(), down.tolist(), strict=True)
            ],
            "confidence": confidence,
            "sizes": [len(part) for part in binned.bins],
            "tallest": [float(up.max(initial=0)), float(down.max(initial=0))],
        }

    def table_csv(self, confidence: float = 0.0) -> str:
        return hubs_table(self._study, self.degrees(confidence)).text

    def bins_csv(self, bins: int, confidence: float = 0.0) -> str:
        return binned_hubs_table(self._study, binned_out_degrees(self.degrees(confidence), bins)).text


def most_bins(study: Study) -> int:
    """How many bins may be asked for."""
    return min(MOST_BINS, len(study.samples))


def _queue(folder: Path) -> JobQueue:
    return JobQueue(
        folder,
        "sign_dash.pages.regulators.hubs_work",
        places=half_the_cores(),
        keep=MOST_KEPT,
    )
