"""The methods text: how a study's networks were estimated, from its record, in English."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from compute.methods.own_scores import own_scores_text
from compute.publication import journal_article

if TYPE_CHECKING:
    from compute.study import Study

PUBLICATION = journal_article(
    "Shimamura2011",
    "Shimamura et al. 2011",
    "Shimamura, Teppei and Imoto, Seiya and Shimada, Yukako and Hosono, Yasuyuki and Niida, Atsushi and Nagasaki, "
    "Masao and Yamaguchi, Rui and Takahashi, Takashi and Miyano, Satoru",
    "A Novel Network Profiling Analysis Reveals System Changes in Epithelial-Mesenchymal Transition",
    2011,
    "PLoS ONE", "6", "6", "e20804", "10.1371/journal.pone.0020804",
)  # fmt: skip


def networks_text(study: Study) -> str:
    """For the methods section of a paper. What is our own formulation is called so and cites nobody."""
    return " ".join(filter(None, (_published(study), _variants(study), own_scores_text(study))))


def _published(study: Study) -> str:
    record, made = study.info, study.info.method.settings
    details = []
    h = study.settled("bandwidth")
    if h is not None:
        low, high = float(np.min(h)), float(np.max(h))
        details.append(f"bandwidth {low:.3g}" if low == high else f"bandwidth {low:.3g} to {high:.3g}")
        if made.get("bandwidth") is not None:
            details[0] += ", given"
        elif "hold_out" in made:
            details[0] += f", chosen by cross-validation on {made['hold_out']} held-out samples"
    if made.get("l1") is None and "l1_count" in made:
        criterion = "a weighted BIC" if made.get("criterion") == "bic" else "a bias-corrected weighted AIC"
        details.append(f"penalties by {criterion} over {made['l1_count']} values of λ")
    if made.get("l2") is None and made.get("l2_grid"):
        details.append(f"ridge penalty {_listed(made['l2_grid'])} times the number of samples")
    recursive = made.get("reweight", True)
    if recursive and "rounds" in made:
        details += [f"at most {made['rounds']} recursive rounds", f"ξ = {made['xi']}"]
    if made.get("clip") is not None:
        details.append(f"values beyond {made['clip']:g} standard deviations of a gene drawn in")
    if "seed" in made:
        details.append(f"seed = {made['seed']}")
    model = "a recursive elastic net" if recursive else "an elastic net"
    return (
        f"For every sample a network of {record.regulators:,} regulators and {record.targets:,} targets was estimated "
        f"with NetworkProfiler ({PUBLICATION.short}): for each target {model}, weighted by a Gaussian kernel "
        f"of the distance in score ({'; '.join(details)}). Coefficients are on the weighted, standardised scale "
        "of the method; positive ones activate, negative ones repress."
    )


def _listed(values: Sequence[float]) -> str:
    return " or ".join(f"{value:g}" for value in values)


def _variants(study: Study) -> str:
    made = study.info.method.settings
    own = []
    if made.get("kernel", "constant") != "constant":
        own.append(f"the bandwidth grows where samples are sparse ({made.get('neighbours', '?')} neighbours)")
    if made.get("robust"):
        own.append("outlying samples get less weight")
    if made.get("center") in ("cohort", "local"):
        own.append(f"genes are centred {'over the cohort' if made['center'] == 'cohort' else 'near each sample'}")
    if made.get("score_grid"):
        own.append(f"networks are estimated at {made['score_grid']} scores")
    return f"In the formulation of SiGN-Dash, {', '.join(own)}." if own else ""
