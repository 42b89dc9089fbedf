"""The methods text: how a study's state space model was estimated, from its record, in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compute.publication import Publication

if TYPE_CHECKING:
    from compute.study import Study

PUBLICATION = Publication(
    "Hirose2008",
    "article",
    "Hirose et al. 2008",
    "Hirose, Osamu and Yoshida, Ryo and Imoto, Seiya and Yamaguchi, Rui and Higuchi, Tomoyuki and Charnock-Jones, "
    "D. Stephen and Print, Cristin and Miyano, Satoru",
    "Statistical inference of transcriptional module-based gene networks from time course gene expression profiles by "
    "using state space models",
    2008,
    (("journal", "Bioinformatics"), ("volume", "24"), ("number", "7"), ("pages", "932--942")),
)


def model_text(study: Study) -> str:
    """For the methods section of a paper. What is our own formulation is called so and cites nobody."""
    record, made = study.info, study.info.method.settings
    replicate, step = study.settled("replicate"), study.settled("step")
    loading, choice = study.settled("loading"), study.settled("dimension_choice")
    states = made["dimension"] if loading is None else loading.shape[1]
    courses = 1 if replicate is None else int(replicate.max()) + 1
    times = 0 if step is None else len(set(step.tolist()))
    how = (
        "given"
        if made["dimension"] is not None
        else f"the smallest BIC among 1 to {0 if choice is None else int(choice[:, 0].max())}"
    )
    adjusted = f" Expression was adjusted for {', '.join(record.adjust)} beforehand." if record.adjust else ""
    return (
        f"One network of {record.regulators:,} regulators and {record.targets:,} targets was estimated from "
        f"{courses:,} courses of {times:,} times with a linear Gaussian state space model (SiGN-SSM, "
        f"{PUBLICATION.short}): {states} states ({how}) follow each other in time by a matrix F, and every gene "
        f"follows the states. Parameters are of maximum likelihood by EM from {made['starts']:,} starts, unique by "
        f"orthogonal loadings (seed {made['seed']}). The coefficient of an edge is the effect of a gene on another one "
        f"step later that the states carry, both in units of their noise; its p-value is from {made['permutations']:,} "
        f"permutations of the times of every gene, q by Benjamini and Hochberg over all pairs. Edges of p up to "
        f"{made['largest_p']:g} were kept.{adjusted}{_variants(study)}"
    )


def _variants(study: Study) -> str:
    made = study.info.method.settings
    steps = (
        "every measured time is one step"
        if made["spacing"] == "order"
        else "times lie on a grid of equal steps, those between measured times without values"
    )
    ends = "p of an edge is the largest of permuting both genes, the regulator alone and the target alone"
    after = (
        f"the model is estimated again after each permutation by at most {made['refit']} loops of EM"
        if made["refit"]
        else "the states are kept after a permutation, and loadings and noise estimated again"
    )
    own = [steps, "EM scales the states in every loop, which needs fewer of them", after, ends]
    table = study.settled("dimension_choice")
    ridge = 0.0 if table is None else float(table[table[:, -1] == 1][0, 1])
    if ridge:
        own.append(f"a ridge of weight {ridge:g} draws F towards steady states")
    return f" In the formulation of SiGN-Dash, {'; '.join(own)}."
