"""An MLR-type score: from 0 (epithelial) over 1 (hybrid) to 2 (mesenchymal), by ordinal regression on three genes.

George et al. 2017 and Chakraborty et al. 2020 describe an ordinal regression with CLDN7 and the ratio VIM/CDH1 as
predictors and three classes, fitted to the NCI-60 cell lines, and a score made of its probabilities. The fitted
coefficients are not published as text, so this is **not** MLR: predictors, model and score are theirs, the coefficients
are fitted here to samples of the table itself.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.messages import Message, word
from compute.publication import journal_article
from compute.read import Expression
from compute.score.correlation import standardised
from compute.score.genes import FoundGenes, builtin_emt_genes, find_genes
from compute.score.ordinal import fit_ordinal
from compute.score.plane import PHENOTYPES, phenotypes
from compute.score.ranks import check_other_genes, normalised_rank
from compute.score.record import Score, Scored

RATIO, THIRD = ("VIM", "CDH1"), "CLDN7"
FEWEST_OF_A_CLASS = 3  # [ours] below, a class is an anecdote


def mlr_score(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """The score of George et al. 2017 from the probabilities (samples × epithelial, hybrid, mesenchymal), in 0..2.

    Nearer to the epithelial class it is the probability of the hybrid one, otherwise 2 minus that.
    """
    epithelial, hybrid, mesenchymal = probabilities.T
    score: NDArray[np.float64] = np.where(epithelial > mesenchymal, hybrid, 2 - hybrid)
    return score


def _compute(expression: Expression, lists: tuple[FoundGenes, ...]) -> Scored:
    """Classes for the fit are those of the plane of E and M score, the predictors' genes left out of both [ours].

    The difference of the logarithms of VIM and CDH1 stands for the published ratio of the two logarithms [ours]: that
    ratio has no bounds where CDH1 is near zero, and depends on where a platform has its zero.
    """
    check_other_genes(expression, lists, "the MLR-type score")
    predictors, used, notes = _predictors(expression)
    own = [expression.gene_index[gene] for gene in used]
    low, high = (np.setdiff1d(found.columns, own) for found in lists)
    if not (len(low) and len(high)):
        raise UserError(
            "The MLR-type score needs genes of both ends beside {genes}, by which it finds its reference samples; "
            "give more genes.",
            genes=used,
        )
    seen = np.array(phenotypes(*(normalised_rank(expression.values, columns) for columns in (low, high))))
    ordered = PHENOTYPES[:3]
    counts = {name: int((seen == name).sum()) for name in ordered}
    if min(counts.values()) < FEWEST_OF_A_CLASS:
        fewest = min(ordered, key=lambda name: counts[name])
        raise UserError(
            "{source} has only {count} {phenotype} samples by the E and M score, and the MLR-type score is fitted to "
            "at least {fewest} of each; choose another score.",
            source=expression.source,
            count=counts[fewest],
            phenotype=word(fewest),
            fewest=FEWEST_OF_A_CLASS,
        )
    reference = seen != "neither"
    classes = np.array([ordered.index(name) for name in seen[reference]], dtype=np.intp)
    probabilities = fit_ordinal(predictors[reference], classes).probabilities(predictors)
    right = int((probabilities[reference].argmax(axis=1) == classes).sum())
    fitted = Message(
        "This is not the published MLR, whose coefficients are not available as text: predictors and score are as "
        "published, the coefficients are fitted to {epithelial:,} epithelial, {hybrid:,} hybrid and {mesenchymal:,} "
        "mesenchymal samples of this table, told apart by their E and M score. It finds the class of {right:,} of "
        "these {count:,} again.",
        **counts,
        right=right,
        count=int(reference.sum()),
        severity="warning",
    )
    return Scored(mlr_score(probabilities), (fitted, *notes), used)


def _predictors(expression: Expression) -> tuple[NDArray[np.float64], tuple[str, ...], tuple[Message, ...]]:
    """Predictors (samples × 1 or 2, standardised), the genes they are made of, and what to know of them."""
    vim, cdh1 = (
        find_genes(expression, [gene], Message("predictors of the MLR-type score ({gene})", gene=gene))
        for gene in RATIO
    )
    values = expression.values
    columns = [values[:, vim.columns[0]] - values[:, cdh1.columns[0]]]
    used: tuple[str, ...] = (*vim.names, *cdh1.names)
    notes: tuple[Message, ...] = ()
    third = expression.gene_table.match([THIRD])
    if third.names:
        columns.append(values[:, expression.gene_index[third.names[0]]])
        used = (*used, third.names[0])
    else:
        notes = (
            Message(
                "{gene} is not in the table, so VIM and CDH1 are its only predictors.", gene=THIRD, severity="warning"
            ),
        )
    return standardised(np.column_stack(columns)) * np.sqrt(len(values)), used, notes


SCORE = Score(
    name="mlr-type",
    label="MLR-type",
    title=Message("ordinal regression on VIM − CDH1 and CLDN7, 0 to 2; fitted to this table, not the published MLR"),
    written="an MLR-type score (predictors and score after {reference}, coefficients fitted to the cohort itself)",
    reference=journal_article(
        "George2017",
        "George et al. 2017",
        "George, Jason T. and Jolly, Mohit Kumar and Xu, Shengnan and Somarelli, Jason A. and Levine, Herbert",
        "Survival Outcomes in Cancer Patients Predicted by a Partial EMT Gene Expression Scoring Metric",
        2017,
        "Cancer Research", "77", "22", "6415--6428", "10.1158/0008-5472.CAN-16-3521",
    ),
    genes="classes",
    compute=_compute,
    builtin=builtin_emt_genes,
    fewest_samples=20,  # [ours] below, three classes are too much to ask
)  # fmt: skip
