"""Whether a score of bulk tumours follows their stroma: fibroblasts and white cells express mesenchymal genes too."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from compute.messages import Message
from compute.read import Expression
from compute.read.barcodes import barcode
from compute.study import Study
from compute.suitability.own_genes import own_genes
from compute.suitability.ranks import Table, mean_rank, table_of, table_of_study

if TYPE_CHECKING:
    import pandas as pd

STROMAL: Final = (
    "DCN", "LUM", "COL1A1", "COL1A2", "COL3A1", "COL6A3", "THY1", "PDGFRB", "FAP", "POSTN", "SFRP2", "DPT", "ISLR",
    "ASPN", "OGN", "C1S", "PECAM1", "VWF", "CDH5", "CLDN5",
)  # fmt: skip
"""[ours] Well-known genes of fibroblasts and, the last four, of vessels; lists of EMT genes hold many of the first."""
IMMUNE: Final = ("PTPRC", "CD53", "LAPTM5", "CORO1A", "CD48", "CD2", "CD3E", "CD14", "CSF1R", "HAVCR2")
"""[ours] Well-known genes of white cells."""
FEWEST_GENES: Final = 4
STRONG: Final = 0.5
"""Rank correlation of the score with one of both from which it is said."""
_KIND: Final = re.compile(r"sample_?type|tissue_?type|specimen|material|definition", re.I)
_TUMOUR: Final = re.compile(r"primary.*tumou?r|tumou?r|metasta|recurren|biops|resect|surg", re.I)
_LINE: Final = re.compile(r"cell.?line|xenograft|organoid|cultur", re.I)


@dataclass(frozen=True)
class Stroma:
    """Rank correlations of the score with the stromal and the immune score, None where too few genes are there.

    stromal_genes, immune_genes: those that were used; none of them is in the score itself.
    """

    stromal: float | None
    immune: float | None
    stromal_genes: tuple[str, ...]
    immune_genes: tuple[str, ...]

    @property
    def strong(self) -> bool:
        """Whether one of them is as large as :data:`STRONG`."""
        return any(rho is not None and abs(rho) >= STRONG for rho in (self.stromal, self.immune))

    def message(self, score: str | Message) -> Message:
        """The figures; a warning where one is strong. score: what it is called."""
        figures = [
            Message("{kind} ρ = {rho:+.2f} ({genes} genes)", kind=kind, rho=rho, genes=len(genes))
            for kind, rho, genes in (
                (Message("stromal"), self.stromal, self.stromal_genes),
                (Message("immune"), self.immune, self.immune_genes),
            )
            if rho is not None
        ]
        if self.strong:
            return Message(
                "These samples look like bulk tumours, and {score} goes with their stroma: {figures}. A high score may "
                "mean much stroma in the sample, and an edge that cell types were mixed.",
                score=score,
                figures=figures,
                severity="warning",
            )
        return Message(
            "These samples look like bulk tumours; {score} with their stroma: {figures}.",
            score=score,
            figures=figures,
            severity="note",
        )


def looks_like_tumours(samples: Sequence[str], annotation: pd.DataFrame | None) -> bool:
    """By barcodes of TCGA, or a column of the annotation that says what kind of sample each is: most are of tissue."""
    if annotation is not None:
        for place, name in enumerate(map(str, annotation.columns)):
            if not _KIND.search(name):
                continue
            words = annotation.iloc[:, place].astype("string").fillna("")
            if words.str.contains(_LINE).mean() >= 0.5:
                return False
            if words.str.contains(_TUMOUR).mean() >= 0.5:
                return True
    return 2 * sum(bool(barcode(name)) for name in samples) >= max(len(samples), 1)


def stroma(
    expression: Expression,
    annotation: pd.DataFrame | None,
    score: NDArray[np.float64],
    of_score: Collection[str] = (),
) -> Stroma | None:
    """How a score goes with the stroma of bulk tumours; None where the samples do not look like such.

    score: (n,), of the samples of ``expression``; NaN where a sample has none. of_score: its genes, which are not taken
    for stroma. A stromal (immune) score is the mean rank of :data:`STROMAL` (:data:`IMMUNE`) among the genes of one
    sample.
    """
    known = expression.annotation if annotation is None else annotation
    return _stroma(table_of(expression), expression.samples, known, score, of_score)


@lru_cache(maxsize=8)
def stroma_of_study(study: Study) -> Stroma | None:
    """The same of a study."""
    genes = own_genes(study)
    taken = () if genes is None else genes.made_of
    return _stroma(table_of_study(study), study.samples, study.annotation, np.asarray(study.modulator), taken)


def _stroma(
    table: Table,
    samples: Sequence[str],
    annotation: pd.DataFrame | None,
    score: NDArray[np.float64],
    of_score: Collection[str],
) -> Stroma | None:
    if not looks_like_tumours(samples, annotation):
        return None
    from scipy.stats import spearmanr  # slow to load, and an application starts without it

    lists = [table.present([name for name in wanted if name not in set(of_score)]) for wanted in (STROMAL, IMMUNE)]
    reference = table.reference()
    if reference is None or all(len(genes) < FEWEST_GENES for genes in lists):
        return None
    scored = np.isfinite(score)
    found = [
        None
        if len(genes) < FEWEST_GENES
        else float(spearmanr(mean_rank(table, genes, reference)[scored], score[scored]).statistic)
        for genes in lists
    ]
    return Stroma(found[0], found[1], lists[0], lists[1])
