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
        help=Message("BIC chooses among 1 to so many states, and two fewer than there are times."),
    )
    starts: int = whole(
        100,
        least=1,
        label=Message("Starts"),
        help=Message("EM finds the best model near where it starts; 100 starts or more are advised."),
        folded=False,
    )
    finalists: int = whole(
        10,
        least=1,
        label=Message("Starts carried on"),
        help=Message("The best starts after 20 loops, which go on to the end."),
    )
    permutations: int = whole(
        1000,
        least=1,
        label=Message("Permutations"),
        help=Message("Times of every gene are permuted so often; the smallest p there can be is one in so many."),
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
            "By time, gaps between measured times count as steps without values; or every measured time is one step "
            "after the one before, however long it took."
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
        help=Message("Draws the modules towards steady courses, against oscillations in short series; 0 for none."),
        empty=Message("found by BIC for at most ten times, otherwise none"),
    )
    initial: str = choice(
        "estimated",
        {"estimated": Message("estimated"), "zero": Message("zero")},
        label=Message("State before the first time"),
        help=Message("Where the courses of the modules begin."),
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
        label=Message("Loops per permutation"),
        help=Message("EM loops after each permutation; 0 keeps the states and estimates the genes' loadings alone."),
    )
    edges: int = whole(
        1_000_000,
        least=1,
        label=Message("Edges tested"),
        help=Message("Only the largest effects, so many, are tested where there are more; the others count as p = 1."),
    )
    loops: int = whole(500, least=1, label=Message("EM loops"), help=Message("EM stops after so many at the latest."))
    seed: int = whole(
        0,
        least=0,
        label=Message("Seed"),
        help=Message("Seed of the random choices: the same seed gives the same study."),
    )

    def rules(self, ridge: float) -> Rules:
        """How parameters are estimated with a ridge."""
        return Rules(ridge, self.noise == "common", self.initial == "zero")
