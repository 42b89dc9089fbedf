"""One way into every score: check the lists, find the genes, compute, turn low to the low end."""

from __future__ import annotations

from collections.abc import Collection

from compute.errors import UserError
from compute.messages import Message
from compute.read import Expression, LabelledGenes
from compute.score.genes import FoundGenes, find_genes
from compute.score.record import GeneLists, Score
from compute.score.registry import SCORES
from compute.score.result import ScoreResult


def score(
    expression: Expression, name: str, genes: GeneLists | None = None, leave_out: Collection[str] = ()
) -> ScoreResult:
    """Score every sample by the method ``name`` of :data:`SCORES`; low and high as its record says.

    genes: one list or two labelled ones, as the method takes them; None for its built-in ones. leave_out: genes, as the
    table calls them, that are taken out of these lists.
    Raises :class:`UserError` for another name, genes that are missing or of the wrong kind, a list of which the table
    has nothing, too few samples, and whatever the method itself cannot do.
    """
    record = find_score(name)
    _check_samples(expression, record)
    builtin = record.builtin if genes is None else None
    lists = _lists_of(record, genes if builtin is None else builtin())
    found = tuple(find_genes(expression, listed, what) for what, listed in lists)
    left_out = [gene for one in found for gene in one.names if gene in set(leave_out)]
    if left_out:
        found = tuple(one.without(left_out, what) for (what, _), one in zip(lists, found, strict=True))
    scored = record.compute(expression, found)
    turned = Message(
        "The published {score} is high for {low}; here its sign is reversed.",
        score=record.label,
        low=Message(record.low),
    )
    return ScoreResult(
        score=record,
        samples=expression.samples,
        values=-scored.values if record.reversed else scored.values,
        used=_names(found) if scored.used is None else scored.used,
        missing=tuple(gene for one in found for gene in one.missing),
        notes=(
            *((Message("The score’s built-in genes are used."),) if builtin is not None else ()),
            *((Message("Left out of the score: {genes}.", genes=left_out, severity="note"),) if left_out else ()),
            *(note for (what, _), one in zip(lists, found, strict=True) for note in one.notes(what)),
            *scored.notes,
            *((turned,) if record.reversed else ()),
        ),
        listed=sum(len(one.names) + len(one.missing) for one in found),
    )


def find_score(name: str) -> Score:
    """The record of a method; :class:`UserError` naming those there are."""
    if name not in SCORES:
        raise UserError("There is no score {name!r}; choose one of {scores}.", name=name, scores=list(SCORES))
    return SCORES[name]


def _check_samples(expression: Expression, record: Score) -> None:
    samples = len(expression.samples)
    if samples < record.fewest_samples:
        raise UserError(
            "{source} has {samples:,} samples, and {score} needs at least {fewest:,}; add samples, or choose another "
            "score.",
            source=expression.source,
            samples=samples,
            score=record.name,
            fewest=record.fewest_samples,
        )


def _lists_of(record: Score, genes: GeneLists | None) -> list[tuple[Message, tuple[str, ...]]]:
    """Each list with what messages call it."""
    if record.genes == "list":
        if genes is None or isinstance(genes, LabelledGenes):
            raise UserError("The score {score} needs one list of genes; give it with --genes FILE.", score=record.name)
        return [(Message("{score} genes", score=record.label), tuple(genes))]
    if genes is None:
        raise UserError(
            "The score {score} needs its two gene lists; give them with --genes FILE (columns gene, class).",
            score=record.name,
        )
    if not isinstance(genes, LabelledGenes):
        raise UserError(
            "The score {score} needs genes in two classes; give a table with the columns gene and class (Epi or Mes).",
            score=record.name,
        )
    low, high = (Message("epithelial genes"), genes.epithelial), (Message("mesenchymal genes"), genes.mesenchymal)
    return [low, high]


def _names(found: tuple[FoundGenes, ...]) -> tuple[str, ...]:
    return tuple(gene for one in found for gene in one.names)
