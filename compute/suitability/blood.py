"""Which samples are of blood: for them an EMT score means little.

Blood cells have no epithelial state to leave: most express vimentin and no epithelial keratin whatever else they do,
so that scores call them mesenchymal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.messages import Message
from compute.read import Expression, align_annotation
from compute.read.names import NEAR
from compute.study import Study
from compute.suitability.emt import measures_emt
from compute.suitability.ranks import Table, mean_rank, table_of, table_of_study

if TYPE_CHECKING:
    import pandas as pd

LEUKOCYTE: Final = ("PTPRC", "CD53", "LAPTM5", "CORO1A", "IKZF1", "CD48", "WAS")
"""[ours] Genes of all white cells; PTPRC (CD45) alone misses plasma cells, and so myeloma."""
ADHERENT: Final = ("KRT8", "KRT18", "KRT19", "YAP1", "WWTR1", "CAV1", "LAMB1", "CALD1")
"""[ours] Genes of adherent cells, epithelial (keratins) or mesenchymal (caveolin); white cells express vimentin too."""
FEWEST_GENES: Final = 3

_BLOOD: Final = re.compile(r"ha?emat|lymphoid|leuka?emi|lymphoma|myeloma|myeloid|(^|[^a-z])blood([^a-z]|$)", re.I)
_BLOOD_CODES: Final = frozenset({"LAML", "DLBC", "LCML", "CLL"})
_TISSUE: Final = re.compile(
    r"tissue|site|lineage|disease|cancer|tumou?r|histolog|oncotree|tcga|project|primary|organ|cell_?type", re.I
)


@dataclass(frozen=True, eq=False)
class BloodLines:
    """of_blood: (n,) whether a sample is of blood. by: what this is known from."""

    of_blood: NDArray[np.bool_]
    by: Literal["annotation", "expression", "both", ""]

    @property
    def count(self) -> int:
        """How many samples are of blood."""
        return int(np.count_nonzero(self.of_blood))

    def message(self) -> Message:
        """How many there are, and what of it."""
        return Message(
            "{blood:,} of {samples:,} samples are blood lines (by {how}): an EMT score means little for them.",
            blood=self.count,
            samples=self.of_blood.size,
            how=_HOW[self.by],
            severity="warning",
        )


_HOW: Final = {
    "annotation": Message("the annotation"),
    "expression": Message("their expression"),
    "both": Message("the annotation and, where it says nothing, their expression"),
    "": Message("nothing"),
}


def blood_lines(expression: Expression, annotation: pd.DataFrame | None = None, matching: str = NEAR) -> BloodLines:
    """By the annotation's columns of tissue or disease; where these say nothing of a sample, by its expression.

    By expression a sample is of blood where genes of white cells (:data:`LEUKOCYTE`) stand on average higher among all
    its genes than those of adherent cells (:data:`ADHERENT`); in a table of few genes nobody is. The annotation is
    matched to the samples by name.
    """
    known = expression.annotation if annotation is None else annotation
    aligned = None
    if known is not None:
        try:
            aligned, _ = align_annotation(expression.samples, known, matching)
        except UserError:
            aligned = None  # of other samples: said where it is read
    return _found(aligned, table_of(expression), len(expression.samples))


@lru_cache(maxsize=8)
def blood_of_study(study: Study) -> BloodLines | None:
    """The same of a study's samples; None where its score is no EMT score or no sample is of blood."""
    if not measures_emt(study.info.score):
        return None
    found = _found(study.annotation, table_of_study(study), len(study.samples))
    return found if found.count else None


def without_blood(
    expression: Expression, annotation: pd.DataFrame | None, matching: str = NEAR
) -> tuple[Expression, Message]:
    """The samples that are not of blood, and a note of it; :class:`UserError` where none is left."""
    found = blood_lines(expression, annotation, matching)
    if found.of_blood.all():
        raise UserError("All samples of {source} are blood lines; none is left.", source=expression.source)
    kept = replace(
        expression,
        values=expression.values[~found.of_blood],
        samples=tuple(name for name, blood in zip(expression.samples, found.of_blood, strict=True) if not blood),
    )
    note = Message(
        "{blood:,} of {samples:,} samples are blood lines (by {how}) and were left out.",
        blood=found.count,
        samples=found.of_blood.size,
        how=_HOW[found.by],
        severity="note",
    )
    return kept, note


def _found(annotation: pd.DataFrame | None, table: Table, samples: int) -> BloodLines:
    annotated = np.zeros(samples, bool)
    blood = np.zeros(samples, bool)
    if annotation is not None:
        annotated, blood = _by_annotation(annotation)
    by_expression = None if annotated.all() else _by_expression(table)
    if by_expression is not None and (~annotated & by_expression).any():
        return BloodLines(blood | (~annotated & by_expression), "both" if blood.any() else "expression")
    return BloodLines(blood, "annotation" if blood.any() else "")


def _by_annotation(annotation: pd.DataFrame) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Of each sample: whether a column of tissue says anything, and whether it says blood."""
    annotated = np.zeros(len(annotation), bool)
    blood = np.zeros(len(annotation), bool)
    for place, name in enumerate(map(str, annotation.columns)):
        if not _TISSUE.search(name):
            continue
        words = annotation.iloc[:, place].astype("string").fillna("").str.strip()
        if not words.str.contains("[A-Za-z]").any():
            continue
        annotated |= words.ne("").to_numpy(bool)
        blood |= np.array([bool(_BLOOD.search(word)) or word in _BLOOD_CODES for word in words], bool)
    return annotated, blood


def _by_expression(table: Table) -> NDArray[np.bool_] | None:
    """None where the table has too few of the genes."""
    white, adherent = table.present(LEUKOCYTE), table.present(ADHERENT)
    if min(len(white), len(adherent)) < FEWEST_GENES:
        return None
    reference = table.reference()
    if reference is None:
        return None
    return mean_rank(table, white, reference) > mean_rank(table, adherent, reference)
