"""The methods text: how a study's Bayesian network was estimated, from its record, in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from compute.publication import Publication

if TYPE_CHECKING:
    from compute.study import Study

PUBLICATION = Publication(
    "Imoto2002",
    "inproceedings",
    "Imoto et al. 2002",
    "Imoto, Seiya and Goto, Takao and Miyano, Satoru",
    "Estimation of Genetic Networks and Functional Structures Between Genes by Using Bayesian Networks and "
    "Nonparametric Regression",
    2002,
    (("booktitle", "Pacific Symposium on Biocomputing"), ("volume", "7"), ("pages", "175--186")),
)
_PRIORS = {
    "length": "by description length",
    "parameters": "by the number of parameters",
    "knowledge": "from published pairs",
}


def network_text(study: Study) -> str:
    """For the methods section of a paper. What is our own formulation is called so and cites nobody."""
    record, made = study.info, study.info.method.settings
    zeta = study.settled("zeta")
    weight = f" (ζ = {float(zeta[0]):g})" if made["prior"] == "knowledge" and zeta is not None else ""
    return (
        f"One network of {record.regulators:,} regulators and {record.targets:,} targets was estimated from all "
        f"{record.samples:,} samples as a non-parametric Bayesian network (SiGN-BN, {PUBLICATION.short}): every gene "
        f"depends on its regulators through penalised cubic B-splines ({made['functions']} functions each), networks "
        f"are compared by BNRC with a prior {_PRIORS[made['prior']]}{weight}, and searched by greedy hill climbing "
        f"({made['candidates']} candidates and at most {made['parents']} regulators per gene, {made['restarts']} "
        f"restarts; seed {made['seed']}). {_resampled(made)} {made['keep']:g} or more were kept."
        f"{_variants(study)}{_carried(study)}"
    )


def _resampled(made: Mapping[str, Any]) -> str:
    """What strength and direction are shares of."""
    if made.get("sampling") == "neighbours":
        return (
            f"Networks of {made['subset']:,} genes at a time were estimated in {made['rounds']:,} rounds by neighbour "
            "node sampling; the strength of an edge is the share of the rounds with both genes that connect them, its "
            "direction the share of these that lead the same way; edges of strength"
        )
    if made.get("dynamic"):
        return (
            f"The strength of an edge is the share of {made['bootstraps']:,} bootstraps of steps in time that have it; "
            "edges of strength"
        )
    return (
        f"The strength of an edge is the share of {made['bootstraps']:,} bootstraps that connect both genes, its "
        "direction the share of these that lead the same way; edges of strength"
    )


def _carried(study: Study) -> str:
    """Of a study that holds what the edges add in each sample."""
    if not study.per_sample:
        return ""
    return (
        f" The network of a sample holds, for every edge of strength {study.info.method.facts['least_strength']:g} or "
        "more, the height of its mean curve at the sample's level of the regulator (the edge contribution value of "
        "Tanaka et al. 2020), in standard deviations of the target."
    )


def _variants(study: Study) -> str:
    made = study.info.method.settings
    own = ["genes depend on genes at the time before"] if made.get("dynamic") else []
    own += [
        "the slope of an edge is that of the straight line nearest to its mean curve over the middle 90 % of the "
        "regulator's values, 0 where their correlation is below 0.5"
    ]
    if made["determinant"] == "exact":
        own.append("the score takes the determinant over all regulators of a gene together")
    if made["unequal"]:
        own.append("the variance of a gene may grow away from the means of its regulators")
    return f" In the formulation of SiGN-Dash, {', and '.join(own)}."
