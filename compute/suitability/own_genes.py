"""Targets and regulators that are part of the score themselves: what is found of them along it is partly built in."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.messages import Message
from compute.read import Expression, LabelledGenes, read_gene_list
from compute.score import SCORES, score
from compute.score.record import GeneLists
from compute.study import Study

OWN_GENES: Final = "score_genes.txt"
"""A list of this name among a study's ``gene_lists`` says of which genes a score that was brought is made."""
ALL: Final = "*"
"""Under this name :func:`without_targets` has the score without all of its targets at once."""
SECONDS: Final = 10.0
"""How long scores without one gene at a time may take together; those of more are not computed."""


@dataclass(frozen=True)
class OwnGenes:
    """names: regulators and targets that the score is made of; made_of: all of its genes. exact: False where these are
    the built-in lists of its method, of which it may have used some. without: rank correlation of the score with the
    one that lacks a gene, and under :data:`ALL` with the one that lacks all targets; empty where it was not computed.
    """

    names: frozenset[str]
    made_of: frozenset[str]
    exact: bool
    without: Mapping[str, float]


@lru_cache(maxsize=8)
def own_genes(study: Study) -> OwnGenes | None:
    """The regulators and targets of a study that are part of its score; None where its genes are not known.

    They are known where the run computed the score or was given its genes, from a list :data:`OWN_GENES` that somebody
    put there, or as the built-in lists of the score's method.
    """
    info, there = study.info, {*study.regulators, *study.targets}
    if info.score_genes:
        return _own(info.score_genes, there, True, info.score_without)
    own = study.path / "gene_lists" / OWN_GENES
    if own.is_file():
        try:
            return _own(read_gene_list(str(own)), there, True, {})
        except UserError:
            return None
    known = SCORES.get(info.score.method)
    if known is None or known.builtin is None:
        return None
    return _own(plain_genes(known.builtin()), there, False, {})


def _own(genes: Sequence[str], there: set[str], exact: bool, without: Mapping[str, float]) -> OwnGenes:
    made_of = frozenset(genes)
    return OwnGenes(made_of & there, made_of, exact, without)


def plain_genes(genes: GeneLists) -> tuple[str, ...]:
    """Both classes of labelled genes as one list."""
    return genes.epithelial + genes.mesenchymal if isinstance(genes, LabelledGenes) else tuple(genes)


def targets_in_score(targets: Sequence[str], genes: Collection[str]) -> tuple[str, ...]:
    """In the order of the targets."""
    wanted = set(genes)
    return tuple(name for name in targets if name in wanted)


def without_targets(
    expression: Expression, method: str, genes: GeneLists | None, values: NDArray[np.float64], targets: Sequence[str]
) -> dict[str, float]:
    """What the targets that are part of a computed score do to it.

    values: (n,) the score. targets: those in it. Rank correlation of ``values`` with the score that lacks all of them
    (under :data:`ALL`), and, while that takes less than :data:`SECONDS`, with the one that lacks each; what cannot be
    computed is not there.
    """
    from scipy.stats import spearmanr  # slow to load, and an application starts without it

    found: dict[str, float] = {}
    begun = time.monotonic()
    for name, left_out in ((ALL, tuple(targets)), *((gene, (gene,)) for gene in targets)):
        try:
            rest = score(expression, method, genes, leave_out=left_out)
        except UserError:
            continue
        found[name] = float(spearmanr(values, rest.values).statistic)
        if (time.monotonic() - begun) / len(found) * (len(targets) + 1) > SECONDS:
            break
    return found


def score_genes_messages(
    genes: Collection[str],
    inside: Sequence[str],
    without: Mapping[str, float],
    score_name: str,
    own: Collection[str] = (),
) -> list[Message]:
    """What a run says of the targets in its score: none where there is none. own: those along a score without them."""
    if own:
        return _own_messages(genes, inside, without, score_name, own)
    if not inside:
        return []
    if ALL not in without:
        return [
            Message(
                "{inside:,} of the targets are among the {genes:,} genes of the {score} ({names}); their networks "
                "along it are partly built in.",
                inside=len(inside), genes=len(genes), score=score_name, names=inside, severity="note",
            )
        ]  # fmt: skip
    return [
        Message(
            "{inside:,} of the targets are among the {genes:,} genes of the {score} ({names}); the score without all "
            "of them has the rank correlation {rho:.3f} with it.",
            inside=len(inside), genes=len(genes), score=score_name, names=inside, rho=without[ALL], severity="note",
        )
    ]  # fmt: skip


def _own_messages(
    genes: Collection[str],
    inside: Sequence[str],
    without: Mapping[str, float],
    score_name: str,
    own: Collection[str],
) -> list[Message]:
    said = [
        Message(
            "{own:,} of the targets are among the {genes:,} genes of the {score} ({names}); each was estimated along a "
            "score without itself (rank correlation with the score {least:.3f} or more).",
            own=len(own), genes=len(genes), score=score_name, names=list(own), severity="note",
            least=min(without[gene] for gene in own),
        )
    ]  # fmt: skip
    rest = [gene for gene in inside if gene not in own]
    if rest:
        said.append(
            Message(
                "The {score} cannot be computed without {names}; the networks of these targets along it are partly "
                "built in.",
                score=score_name,
                names=rest,
                severity="warning",
            )
        )
    return said
