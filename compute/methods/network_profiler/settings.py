"""The choices behind a profile, with the defaults the paper leaves open."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.messages import Message
from compute.methods.network_profiler.grid import Grid
from compute.methods.network_profiler.kernel import KERNELS

BANDWIDTH_FACTORS = (0.6, 1.0, 1.7)
"""Default bandwidths: the kernel K is a Gaussian whose standard deviation is one of these times the modulator's.

Narrower ones were never the best in docs/evaluation.md, but sometimes seemed so to a few held-out samples."""

BANDWIDTH_FOR = ("study", "target")
CRITERIA = ("aicc", "bic")
CENTERS = ("local", "cohort", "none")
SEARCHES = ("full", "track")
FEWEST_POINTS = 2
DEVICES = ("cpu", "cuda")


@dataclass(frozen=True)
class Settings:
    """How NetworkProfiler runs. ``None`` stands for "by the method": h by cross-validation, λ and γ by criterion.

    bandwidth: h in squared units of the modulator. bandwidth_grid: candidate h; empty: from the modulator's spread.
    bandwidth_for: "study", one h for all targets (ours), or "target", one for each, as published.
    hold_out: number of samples |S| held out to choose h. l1, l2: λ and γ on the scale of problem (1), where t't = n.
    l1_count, l1_ratio: λ path from λ_max to ``l1_ratio`` λ_max; weighted_ratio takes the place of the latter once
    recursive weights, which differ by orders of magnitude, are in force. l2_grid: γ as shares of n. reweight: recursive
    weights. rounds: M. xi: ξ. criterion: "aicc", the corrected AIC as published, or
    "bic" (ours), which leaves a quarter of the edges. center: what is subtracted from each gene before the weighting:
    "local", its mean weighted by the kernel (a regression with intercept, ours), "cohort", its mean over the cohort
    (ours), or "none", as published; docs/evaluation.md compares them.
    kernel: "constant" or "adaptive" (wider where fewer than ``neighbours`` samples are near). robust: outlying samples
    count less. seed: for the hold-out set, the robust weights and the audit. search: "full", the paper's, or "track"
    (ours): a search begins where its neighbour's came out. score_grid: networks are estimated at so many values of the
    modulator and every sample takes the nearest one's; None: at every sample's own, as published.
    device: "cpu" or "cuda", where networks are searched.
    """

    bandwidth: float | None = None
    bandwidth_grid: tuple[float, ...] = ()
    bandwidth_for: str = "study"
    hold_out: int = 80
    l1: float | None = None
    l1_count: int = 20
    l1_ratio: float = 0.05
    weighted_ratio: float = 0.05
    l2: float | None = None
    l2_grid: tuple[float, ...] = (0.1,)
    reweight: bool = True
    rounds: int = 3
    xi: float = 0.1
    criterion: str = "aicc"
    center: str = "local"
    kernel: str = "constant"
    neighbours: int = 30
    robust: bool = False
    seed: int = 0
    search: str = "full"
    score_grid: int | None = None
    device: str = "cpu"

    def __post_init__(self) -> None:
        positive: dict[str | Message, float | None] = {
            "bandwidth": self.bandwidth,
            "l1-ratio": self.l1_ratio,
            "weighted-ratio": self.weighted_ratio,
            "xi": self.xi,
            **{Message("bandwidth-grid value {value:g}", value=h): h for h in self.bandwidth_grid},
        }
        for name, value in positive.items():
            if value is not None and not (math.isfinite(value) and value > 0):
                raise UserError(
                    "The {name} must be a positive number, not {value:g}; leave it out for the default.",
                    name=name,
                    value=value,
                )
        shares: dict[str | Message, float | None] = {
            "l1": self.l1,
            "l2": self.l2,
            **{Message("l2-grid value {value:g}", value=g): g for g in self.l2_grid},
        }
        for name, value in shares.items():
            if value is not None and not (math.isfinite(value) and value >= 0):
                raise UserError("The {name} must be zero or a positive number, not {value:g}.", name=name, value=value)
        for name, count in {
            "l1-count": self.l1_count,
            "rounds": self.rounds,
            "hold-out": self.hold_out,
            "neighbours": self.neighbours,
        }.items():
            if count < 1:
                raise UserError("The {name} must be at least 1, not {count}.", name=name, count=count)
        if self.criterion not in CRITERIA:
            raise UserError(
                "There is no criterion {criterion!r}; choose {criteria:or}.",
                criterion=self.criterion,
                criteria=CRITERIA,
            )
        if self.center not in CENTERS:
            raise UserError(
                "There is no centre {center!r}; choose {centers} or {last}.",
                center=self.center,
                centers=CENTERS[:-1],
                last=CENTERS[-1],
            )
        if self.bandwidth_for not in BANDWIDTH_FOR:
            raise UserError(
                "A bandwidth is chosen for {choices:or}, not for {asked!r}.",
                choices=BANDWIDTH_FOR,
                asked=self.bandwidth_for,
            )
        if self.kernel not in KERNELS:
            raise UserError("There is no kernel {kernel!r}; choose {kernels:or}.", kernel=self.kernel, kernels=KERNELS)
        if self.search not in SEARCHES:
            raise UserError(
                "There is no search {search!r}; choose {searches:or}.", search=self.search, searches=SEARCHES
            )
        if self.score_grid is not None and self.score_grid < FEWEST_POINTS:
            raise UserError(
                "The grid must have at least {fewest_points} values of the score, not {score_grid}; leave it out for "
                "one network per score.",
                fewest_points=FEWEST_POINTS,
                score_grid=self.score_grid,
            )
        if self.device not in DEVICES:
            raise UserError("There is no device {device!r}; choose {devices:or}.", device=self.device, devices=DEVICES)
        if self.device != "cpu" and self.search == "track":
            raise UserError(
                "The search 'track' goes from network to network on the processor; use --search full with --device "
                "{device}, or --device cpu.",
                device=self.device,
            )
        if self.seed < 0:
            raise UserError("The seed must be zero or a positive whole number, not {seed}.", seed=self.seed)
        if max(self.l1_ratio, self.weighted_ratio) >= 1:
            raise UserError("The l1-ratio and the weighted-ratio must be below 1; 0.05 is the default of both.")
        if not self.l2_grid and self.l2 is None:
            raise UserError("The l2-grid is empty; give at least one share of n, such as 0.01.")

    def grid(self, samples: int) -> Grid:
        """The search grid for problems with ``samples`` rows (t't = n)."""
        gammas = [self.l2] if self.l2 is not None else [share * samples for share in self.l2_grid]
        return Grid(
            gammas=np.array(gammas, float),
            ratios=np.geomspace(1.0, self.l1_ratio, self.l1_count),
            weighted_ratios=np.geomspace(1.0, self.weighted_ratio, self.l1_count),
            fixed_lambda=-1.0 if self.l1 is None else float(self.l1),
            rounds=self.rounds if self.reweight else 1,
            xi=self.xi,
            bic=self.criterion == "bic",
        )

    def bandwidths(self, modulator: NDArray[np.float64]) -> NDArray[np.float64]:
        """Candidate bandwidths h, ascending: the one given, the grid given, or 2 (f · sd(m))² for each factor f."""
        if self.bandwidth is not None:
            return np.array([self.bandwidth])
        if self.bandwidth_grid:
            return np.unique(np.array(self.bandwidth_grid, float))
        spread = np.array(BANDWIDTH_FACTORS) * float(modulator.std())
        return 2.0 * spread * spread
