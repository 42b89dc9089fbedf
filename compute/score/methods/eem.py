"""The EEM score: the first principal component of the seed genes that are coherent.

After Niida et al. 2009 (the coherent subset) and Shimamura et al. 2011 (its first component as the hidden modulator).
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from compute.errors import UserError
from compute.messages import Message, shown_p, word
from compute.publication import journal_article
from compute.read import Expression
from compute.score.coherence import Module, ModuleSearch, most_variable
from compute.score.genes import FoundGenes, builtin_emt_genes
from compute.score.hidden import hidden_modulator
from compute.score.record import Score, Scored

# [ours] A list takes part if its coherent subset has a smaller p-value. The centre is chosen as the best, so the
# hypergeometric p-value is too small: lists of random genes reach about 2e-6 in pure noise.
COHERENT = 1e-6
Side = Literal["epithelial", "mesenchymal"]
SIDES: tuple[Side, Side] = ("epithelial", "mesenchymal")


def _compute(expression: Expression, lists: tuple[FoundGenes, ...]) -> Scored:
    population = most_variable(expression.values)
    search = ModuleSearch(expression.values[:, population])
    modules: dict[Side, Module] = {}
    notes: list[Message] = []
    for side, found in zip(SIDES, lists, strict=True):
        places = np.flatnonzero(np.isin(population, found.columns))
        if len(places) == 0:
            notes.append(
                Message(
                    "None of the {side} genes is among the {count:,} most variable genes.",
                    side=word(side),
                    count=len(population),
                    severity="warning",
                )
            )
            continue
        module = search.find(places)
        notes.append(
            Message(
                "{members:,} of {seeds:,} {side} genes among the {count:,} most variable genes are coherent (p {p}).",
                members=len(module.members),
                seeds=module.seeds,
                side=word(side),
                count=len(population),
                p=shown_p(module.p_value, 1),
            )
        )
        if module.p_value < COHERENT:
            modules[side] = module
        else:
            notes.append(
                Message(
                    "The {side} genes are not used in the score: their p is not below {limit:g}.",
                    side=word(side),
                    limit=COHERENT,
                    severity="warning",
                )
            )
    if not modules:
        raise UserError(
            "Neither the epithelial nor the mesenchymal genes are coherent in {source}, so EEM finds no score; choose "
            "another score, or give other genes.",
            source=expression.source,
        )
    columns = {side: population[module.members] for side, module in modules.items()}
    low, high = (columns.get(side, np.empty(0, dtype=np.intp)) for side in SIDES)
    return Scored(
        hidden_modulator(expression.values[:, low], expression.values[:, high]),
        tuple(notes),
        tuple(expression.genes[column] for column in np.concatenate([low, high])),
    )


SCORE = Score(
    name="eem",
    label="EEM",
    title=Message("first principal component of the coherent EMT genes"),
    written="the EEM score (first principal component of coherent EMT genes, after {reference})",
    reference=journal_article(
        "Niida2009",
        "Niida et al. 2009",
        "Niida, Atsushi and others",
        "Gene Set-Based Module Discovery in the Breast Cancer Transcriptome",
        2009,
        "BMC Bioinformatics", "10", "", "71", "10.1186/1471-2105-10-71",
    ),
    genes="classes",
    compute=_compute,
    builtin=builtin_emt_genes,
    fewest_samples=10,  # [ours] below, the correlations it rests on mean nothing
)  # fmt: skip
