"""The choices behind a state space model, with the advice of the software's manual where it gives any."""

from __future__ import annotations

from dataclasses import dataclass

from compute.messages import Message
from compute.methods.state_space.rules import Rules
from compute.settings import DeclaredSettings, choice, flag, number, whole


@dataclass(frozen=True)
class Settings(DeclaredSettings):
    """How SiGN-SSM runs. dimension: k, None for the one BIC prefers, up to ``most``. starts, finalists: EM starts from
    so many places, and the best go on. ridge: κ, None for what BIC prefers in a short series and 0 in any other. loops:
    of EM at most. refit: loops of EM after a permutation.
    """

    dimension: int | None = whole(
        None,
        least=1,
        automatic="auto",
        label=Message("Dimension"),
        help=Message("States (modules) that all genes follow."),
        empty=Message("found by BIC"),
        folded=False,
    )
    most: int = whole(
        10,
        least=1,
        label=Message("Largest dimension"),
        help=Message("BIC chooses from 1 to this many states, at most two fewer than there are time points."),
    )
    starts: int = whole(
        100,
        least=1,
        label=Message("Starts"),
        help=Message("EM finds a local optimum; 100 starts or more are advised."),
        folded=False,
    )
    finalists: int = whole(
        10,
        least=1,
        label=Message("Starts continued"),
        help=Message("Number of best starts after 20 iterations that continue to the end."),
    )
    permutations: int = whole(
        1000,
        least=1,
        label=Message("Permutations"),
        help=Message(
            "Number of permutations of each gene's time points; the smallest possible p is one over this number."
        ),
        folded=False,
    )
    largest_p: float = number(
        0.05,
        above=0,
        below=1.0001,
        label=Message("Largest p"),
        help=Message("Edges with a larger p are not kept."),
        folded=False,
    )
    spacing: str = choice(
        "time",
        {"time": Message("by time"), "order": Message("one step each")},
        label=Message("Steps"),
        help=Message(
            "By time: gaps between measured times count as steps without values. One step each: every measured time "
            "is one step after the previous one."
        ),
        folded=False,
    )
    standardise: bool = flag(
        False, label=Message("Standardise"), help=Message("Bring every gene to variance 1 before the model is fitted.")
    )
    ridge: float | None = number(
        None,
        least=0,
        automatic="auto",
        label=Message("Ridge on the transitions"),
        help=Message("Shrinks the transitions, against spurious oscillations in short series; 0: none."),
        empty=Message("found by BIC for at most ten time points, otherwise none"),
    )
    initial: str = choice(
        "estimated",
        {"estimated": Message("estimated"), "zero": Message("zero")},
        label=Message("State before the first time"),
        help=Message("State of the modules before the first time point."),
    )
    noise: str = choice(
        "genes",
        {"genes": Message("of each gene"), "common": Message("the same for all")},
        label=Message("Variance of the noise"),
        help=Message("One for all genes is steadier where there are few samples."),
    )
    refit: int = whole(
        50,
        least=0,
        label=Message("Iterations per permutation"),
        help=Message(
            "EM iterations after each permutation; 0 keeps the states and estimates the genes' loadings alone."
        ),
    )
    edges: int = whole(
        1_000_000,
        least=1,
        label=Message("Edges tested"),
        help=Message("At most this many edges, those with the largest coefficients, are tested; the others get p = 1."),
    )
    loops: int = whole(500, least=1, label=Message("EM iterations"), help=Message("Maximum number of EM iterations."))
    seed: int = whole(
        0,
        least=0,
        label=Message("Seed"),
        help=Message("Seed of the random choices: the same seed gives the same study."),
    )

    def rules(self, ridge: float) -> Rules:
        """How parameters are estimated with a ridge."""
        return Rules(ridge, self.noise == "common", self.initial == "zero")
