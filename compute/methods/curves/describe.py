"""The methods text: how a study's courses were estimated, from its record, in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compute.methods.own_scores import own_scores_text
from compute.publication import journal_article

if TYPE_CHECKING:
    from compute.study import Study

SPIKE_AND_SLAB = journal_article(
    "Carbonetto2012",
    "Carbonetto & Stephens 2012",
    "Carbonetto, Peter and Stephens, Matthew",
    "Scalable Variational Inference for Bayesian Variable Selection in Regression, and Its Accuracy in Genetic "
    "Association Studies",
    2012,
    "Bayesian Analysis", "7", "1", "73--108", "10.1214/12-BA703",
)  # fmt: skip


def courses_text(study: Study) -> str:
    """For the methods section of a paper: what is our own formulation is called so."""
    record = study.info
    settled = study.settled("course_choice")
    few, ridge, one, other = (0.0, 0.0, 0.0, 0.0) if settled is None else settled[0].tolist()
    if few:
        how = (
            "every coefficient absent, constant or a smooth function of the score, by spike-and-slab regression with "
            f"coordinate-ascent variational inference ({SPIKE_AND_SLAB.short}); coefficients above 0.1 in size count "
            "as edges"
        )
    else:
        how = (
            "every coefficient a level and a slope along the score, by an elastic net with a ridge of "
            f"{ridge:g} times the number of samples and its lasso penalty by three-fold cross-validation"
        )
    kept = study.info.method.settings["trend"]
    taken = kept == "removed" or (kept == "auto" and not record.score.method)
    compared = f" Of the variance of held-out samples it explained {max(one, other):.0%}." if one == one else ""
    text = (
        f"For each of {record.targets:,} targets one regression on {record.regulators:,} regulators gave the course of "
        f"every edge along the score, in the formulation of SiGN-Dash: {how}. What genes owe to the score alone was "
        f"{'taken out' if taken else 'kept'}.{compared} Coefficients are in standard deviations of the target per "
        "standard deviation of the regulator; positive ones activate, negative ones repress. Bands are pointwise."
    )
    return " ".join(filter(None, (text, own_scores_text(study))))
