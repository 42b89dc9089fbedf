"""The choices behind a profile, with the defaults the paper leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.messages import Message
from compute.methods.network_profiler.grid import Grid
from compute.methods.own_scores import own_gene_flag
from compute.settings import DeclaredSettings, Preset, choice, flag, number, numbers, whole

PRESETS = (
    Preset(
        "found-again",
        Message("Replication"),
        Message("Edges and regulators that replicate in other samples: correlated regulators share a coefficient."),
    ),
    Preset(
        "what-changes",
        Message("What changes"),
        Message("Fewer edges, whose changes along the score replicate best in other samples; predicts less well."),
        {"criterion": "bic"},
    ),
    Preset(
        "as-published",
        Message("As published"),
        Message("NetworkProfiler as published in 2011; few of its edges replicate in other samples of a cohort."),
        {
            "center": "none",
            "bandwidth_for": "target",
            "reweight": True,
            "weighted_ratio": 0.001,
            "rounds": 5,
            "xi": 0.001,
            "l2_grid": (0.01, 0.1),
        },
    ),
)
"""[ours, but the last] Chosen in docs/evaluation.md, where each one's cost stands. As published: raw values, h per
target, ξ as printed; what the paper leaves open (γ, M, the λ path) as we had it first."""

_CHOSEN = {"bandwidth": (None,)}
_WEIGHTED = {"reweight": (True,)}


@dataclass(frozen=True)
class Settings(DeclaredSettings):
    """How NetworkProfiler runs. ``None`` stands for "by the method": h by cross-validation, λ and γ by criterion.

    bandwidth: h in squared units of the modulator. l1, l2: λ and γ on the scale of problem (1), where t't = n.
    weighted_ratio takes the place of l1_ratio once recursive weights, which differ by orders of magnitude, are in
    force. criterion: "aicc", the corrected AIC as published, or "bic" (ours), which leaves a quarter of the edges.
    center: "cohort" subtracts the mean over the cohort (ours), "local" the mean weighted by the kernel (a regression
    with intercept, ours), "none" nothing, as published; docs/evaluation.md compares them. search: "full", the
    paper's, or "track" (ours). leave_own_gene: a target that the score is made of is estimated along the score without
    it (ours).
    """

    presets: ClassVar[tuple[Preset, ...]] = PRESETS

    search: str = choice(
        "full",
        {"full": Message("Thorough"), "track": Message("Quick")},
        label=Message("Search"),
        help=Message(
            "Thorough: a full search for every sample, as published. Quick: starts from the neighbouring "
            "sample’s result; half the time, and the deviation is measured."
        ),
        folded=False,
    )
    score_grid: int | None = whole(
        None,
        option="grid",
        least=2,
        label=Message("Preview"),
        help=Message("Estimate networks at this many score values only; every sample takes the nearest one."),
        empty=Message("one network for every sample"),
        folded=False,
    )
    criterion: str = choice(
        "aicc",
        {"aicc": Message("More"), "bic": Message("Fewer")},
        label=Message("Number of edges"),
        help=Message(
            "More: the published criterion (AICc). Fewer: BIC keeps about a quarter of the edges, most of them true."
        ),
        folded=False,
    )
    leave_own_gene: bool = own_gene_flag()
    bandwidth: float | None = number(
        None,
        above=0,
        automatic="auto",
        label=Message("Bandwidth h"),
        help=Message(
            "How far a sample reaches along the score: h of the kernel exp(−u²/h), in squared units of the score."
        ),
        empty=Message("found by cross-validation"),
    )
    bandwidth_grid: tuple[float, ...] = numbers(
        (),
        above=0,
        label=Message("Bandwidths tried"),
        help=Message("Candidates, in squared units of the score."),
        empty=Message("from the spread of the scores"),
        when=_CHOSEN,
    )
    reach: tuple[float, ...] = numbers(
        (0.6, 1.0, 1.7),
        above=0,
        before=((0.6, 1.0, 1.7),),
        label=Message("Kernel widths tried"),
        help=Message("Standard deviations of the kernel, in those of the score, where no bandwidths are named."),
        when=_CHOSEN,
    )
    bandwidth_for: str = choice(
        "study",
        {"study": Message("the study"), "target": Message("each target")},
        label=Message("Bandwidth for"),
        help=Message("One for the whole study, or one for each target, as published."),
        when=_CHOSEN,
    )
    hold_out: int = whole(
        80, least=1, label=Message("Held-out samples"), help=Message("Used to choose the bandwidth."), when=_CHOSEN
    )
    l1: float | None = number(
        None,
        least=0,
        automatic="auto",
        label=Message("Penalty λ"),
        help=Message("Lasso penalty, on the scale where t't is the number of samples."),
        empty=Message("found by the criterion"),
    )
    l1_count: int = whole(
        20, least=1, label=Message("Penalty values"), help=Message("Values of λ on the path."), when={"l1": (None,)}
    )
    l1_ratio: float = number(
        0.05,
        above=0,
        below=1,
        label=Message("End of the path"),
        help=Message("Smallest λ as a share of the largest."),
        when={"l1": (None,)},
    )
    weighted_ratio: float = number(
        0.05,
        above=0,
        below=1,
        label=Message("End of the weighted paths"),
        help=Message("Smallest λ as a share of the largest, once recursive weights are in force."),
        when={"l1": (None,), **_WEIGHTED},
    )
    l2: float | None = number(
        None,
        least=0,
        automatic="auto",
        label=Message("Penalty γ"),
        help=Message("Ridge penalty, on the same scale as λ."),
        empty=Message("found by the criterion"),
    )
    l2_grid: tuple[float, ...] = numbers(
        (1.0,),
        least=0,
        label=Message("Ridge penalties tried"),
        help=Message("Values of γ, as shares of the number of samples."),
        empty=Message("none"),
        when={"l2": (None,)},
    )
    reweight: bool = flag(
        False,
        label=Message("Recursive weights"),
        help=Message(
            "As published: regulators strong in one pass are penalised less in the next. Fewer edges, but the choice "
            "among correlated regulators varies between samples."
        ),
    )
    rounds: int = whole(
        3,
        least=1,
        label=Message("Reweighting passes"),
        help=Message("At most this many passes of recursive weights; 1 for none."),
        when=_WEIGHTED,
    )
    xi: float = number(
        0.1, above=0, label=Message("Weight ξ"), help=Message("ξ in the recursive weights 1/(|β| + ξ)."), when=_WEIGHTED
    )
    center: str = choice(
        "cohort",
        {
            "local": Message("near each sample"),
            "cohort": Message("over the cohort"),
            "none": Message("not at all"),
        },
        label=Message("Gene centring"),
        help=Message(
            "Around each sample (like a regression with intercept), over the cohort, or not at all, as published."
        ),
    )
    kernel: str = choice(
        "constant",
        {"constant": Message("constant"), "adaptive": Message("adaptive")},
        label=Message("Kernel"),
        help=Message("One bandwidth everywhere, or wider where samples are sparse."),
    )
    neighbours: int = whole(
        30,
        least=1,
        label=Message("Neighbours"),
        help=Message("Number of samples within reach of the adaptive kernel, everywhere along the score."),
        when={"kernel": ("adaptive",)},
    )
    clip: float | None = number(
        None,
        above=0,
        automatic="none",
        before=(None,),
        label=Message("Gene values clipped"),
        help=Message("Values further than this many standard deviations from a gene’s mean are set to that distance."),
        empty=Message("no clipping"),
    )
    robust: bool = flag(
        False,
        label=Message("Robust"),
        help=Message("Outlying samples get less weight; the study lists them."),
    )
    seed: int = whole(
        0,
        least=0,
        label=Message("Seed"),
        help=Message("Seed of the random choices: the same seed gives the same study."),
    )
    device: str = choice(
        "cpu",
        {"cpu": Message("processor"), "cuda": Message("graphics card")},
        label=Message("Computed on"),
        help=Message("The processor, or an NVIDIA GPU, which searches all targets of a sample at once."),
    )

    def check_together(self) -> None:
        if self.device != "cpu" and self.search == "track":
            raise UserError(
                "The search 'track' goes from network to network on the processor; use --search full with --device "
                "{device}, or --device cpu.",
                device=self.device,
            )
        if self.device != "cpu" and self.leave_own_gene:
            raise UserError(
                "A target that is left out of its own score is searched alone, on the processor; use --device cpu with "
                "--leave-own-gene."
            )
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
        """Candidate bandwidths h, ascending: the one given, the grid given, or 2 (f · sd(m))² for each reach f."""
        if self.bandwidth is not None:
            return np.array([self.bandwidth])
        if self.bandwidth_grid:
            return np.unique(np.array(self.bandwidth_grid, float))
        spread = np.array(self.reach) * float(modulator.std())
        return 2.0 * spread * spread
