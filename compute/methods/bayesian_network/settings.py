"""The choices behind a Bayesian network, with the defaults of the papers and of INGOR's manual."""

from __future__ import annotations

from dataclasses import dataclass

from compute.errors import UserError
from compute.messages import Message
from compute.methods.bayesian_network.basis import ORDER
from compute.methods.bayesian_network.search import Search
from compute.settings import DeclaredSettings, choice, flag, number, whole

FIRST = 0.1
"""Share of the rounds whose genes are drawn at random. [paper T11]"""
MOST_CANDIDATES = 30
"""A gene's set of parents is kept as the bits of a number."""
ZETA = (0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0)
"""Candidates for the weight ζ of knowledge. [ours]"""
_KNOWLEDGE = {"prior": ("knowledge",)}
_SUBSETS = {"sampling": ("neighbours",)}


@dataclass(frozen=True)
class Settings(DeclaredSettings):
    """How SiGN-BN runs. bootstraps: B. subset, rounds: s and T of neighbour node sampling. candidates: c. parents: m.
    functions: M, a multiple of four. zeta: ζ, None for the one whose network of all samples scores best. keep: the
    least strength an edge of the study has.
    """

    bootstraps: int = whole(
        100,
        least=1,
        label=Message("Bootstraps"),
        help=Message(
            "Number of networks from resampled samples; the strength of an edge is the share of them that have it."
        ),
        folded=False,
        when={"sampling": ("whole",)},
    )
    keep: float = number(
        0.05,
        least=0,
        below=1,
        label=Message("Minimum strength"),
        help=Message("Edges in a smaller share of the bootstraps are not kept; pictures usually show those above 0.5."),
        folded=False,
    )
    sampling: str = choice(
        "whole",
        {"whole": Message("all at once"), "neighbours": Message("neighbours")},
        label=Message("Genes searched"),
        help=Message(
            "All genes at once, in every bootstrap; or small sets of neighbours in the network found so far, from "
            "all samples, for thousands of genes (NNSR)."
        ),
        folded=False,
    )
    subset: int = whole(
        500,
        least=5,
        label=Message("Genes at a time"),
        help=Message("Number of genes searched together."),
        when=_SUBSETS,
    )
    rounds: int = whole(
        1000,
        least=10,
        label=Message("Rounds"),
        help=Message(
            "Number of networks of random gene sets; the strength of an edge is its share among those with both genes."
        ),
        when=_SUBSETS,
    )
    dynamic: bool = flag(
        False,
        label=Message("Dynamic"),
        help=Message(
            "The score is time: a gene depends on genes at the previous time point of the same time course "
            "(annotation column “replicate”)."
        ),
    )
    candidates: int = whole(
        10,
        least=1,
        label=Message("Candidate regulators"),
        help=Message("Candidates per gene: this many genes that explain it best one at a time."),
        folded=False,
    )
    parents: int = whole(
        10, least=1, label=Message("Most regulators"), help=Message("Maximum number of regulators per gene.")
    )
    restarts: int = whole(
        10,
        least=1,
        label=Message("Restarts"),
        help=Message(
            "Hill climbs from the empty network, each with the genes in another order; the best network is kept."
        ),
    )
    functions: int = whole(
        20,
        least=8,
        label=Message("Spline functions"),
        help=Message(
            "Number of B-splines per curve, a multiple of four; they are smoothed by a penalty, so more make "
            "little difference."
        ),
    )
    determinant: str = choice(
        "printed",
        {"printed": Message("as published"), "exact": Message("exact")},
        label=Message("Score of several regulators"),
        help=Message(
            "BNRC as published treats regulators as independent of each other; exact accounts for their correlation."
        ),
    )
    unequal: bool = flag(
        False,
        label=Message("Unequal variance"),
        help=Message("Lets a gene vary more where its regulators are far from their means; slower."),
    )
    prior: str = choice(
        "length",
        {
            "length": Message("description length"),
            "parameters": Message("number of parameters"),
            "knowledge": Message("published pairs"),
        },
        label=Message("Prior of the network"),
        help=Message(
            "Prior cost of an edge: by description length, by number of parameters, or lower for published pairs "
            "(--evidence)."
        ),
    )
    zeta: float | None = number(
        None,
        least=0,
        automatic="auto",
        label=Message("Weight ζ of published pairs"),
        help=Message("How strongly published pairs are favoured over others."),
        empty=Message("found by the score"),
        when=_KNOWLEDGE,
    )
    seed: int = whole(
        0,
        least=0,
        label=Message("Seed"),
        help=Message("Seed of the random choices: the same seed gives the same study."),
    )

    def check_together(self) -> None:
        if self.candidates > MOST_CANDIDATES:
            raise UserError(
                "Candidate regulators (candidates) must be at most {most}, not {candidates}.",
                most=MOST_CANDIDATES,
                candidates=self.candidates,
            )
        if self.sampling == "neighbours" and self.prior == "knowledge" and self.zeta is None:
            raise UserError(
                "ζ cannot be found by the score when genes are searched in sets; give it with --zeta, such as 1."
            )
        if self.functions % ORDER:
            raise UserError(
                "Spline functions (functions) must be a multiple of {order}, not {functions}.",
                order=ORDER,
                functions=self.functions,
            )

    def search(self) -> Search:
        """How one network is searched."""
        return Search(
            self.candidates, self.parents, self.restarts, self.determinant == "exact", self.unequal, not self.dynamic
        )

    def first_rounds(self) -> int:
        """Rounds whose genes are drawn at random."""
        return max(1, round(FIRST * self.rounds))

    def zetas(self) -> tuple[float, ...]:
        """The weights of knowledge to choose among."""
        return ZETA if self.zeta is None else (self.zeta,)
