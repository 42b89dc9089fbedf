"""One way into every score: check the lists, find the genes, compute, turn low to the low end."""

from __future__ import annotations

from compute.errors import UserError
from compute.read import Expression, LabelledGenes
from compute.score.genes import FoundGenes, find_genes
from compute.score.record import GeneLists, Score
from compute.score.registry import SCORES
from compute.score.result import ScoreResult


def score(expression: Expression, name: str, genes: GeneLists | None = None) -> ScoreResult:
    """Score every sample by the method ``name`` of :data:`SCORES`; low and high as its record says.

    genes: one list or two labelled ones, as the method takes them; None for its built-in ones.
    Raises :class:`UserError` for another name, genes that are missing or of the wrong kind, a list of which the table
    has nothing, too few samples, and whatever the method itself cannot do.
    """
    record = find_score(name)
    _check_samples(expression, record)
    lists, source = _lists_of(record, genes)
    found = tuple(find_genes(expression, listed, what) for what, listed in lists.items())
    scored = record.compute(expression, found)
    turned = (
        (f"The published {record.label} is high for {record.low}; here its sign is turned.",) if record.reversed else ()
    )
    return ScoreResult(
        score=record,
        samples=expression.samples,
        values=-scored.values if record.reversed else scored.values,
        used=_names(found) if scored.used is None else scored.used,
        missing=tuple(gene for one in found for gene in one.missing),
        notes=(
            *((f"Genes: {source}.",) if source else ()),
            *(note for what, one in zip(lists, found, strict=True) for note in one.notes(what)),
            *scored.notes,
            *turned,
        ),
    )


def find_score(name: str) -> Score:
    """The record of a method; :class:`UserError` naming those there are."""
    if name not in SCORES:
        raise UserError(f"There is no score {name!r}; choose one of {', '.join(SCORES)}.")
    return SCORES[name]


def _check_samples(expression: Expression, record: Score) -> None:
    samples = len(expression.samples)
    if samples < record.fewest_samples:
        others = [name for name, other in SCORES.items() if other.fewest_samples <= samples]
        way_out = f", or use {' or '.join(others)}" if others else ""
        raise UserError(
            f"{expression.source} has {samples} samples, and {record.name} needs at least {record.fewest_samples}; "
            f"add samples{way_out}."
        )


def _lists_of(record: Score, genes: GeneLists | None) -> tuple[dict[str, tuple[str, ...]], str]:
    """Each list by what messages call it, and where the genes are from ("" for a list without a name)."""
    if genes is None and record.builtin is not None:
        genes = record.builtin()
    if record.genes == "list":
        if genes is None or isinstance(genes, LabelledGenes):
            raise UserError(f"The score {record.name} needs one list of genes; give it with --genes FILE.")
        return {f"{record.label} genes": tuple(genes)}, ""
    if genes is None:
        raise UserError(
            f"The score {record.name} needs its two gene lists; give them with --genes FILE (columns gene, class)."
        )
    if not isinstance(genes, LabelledGenes):
        raise UserError(
            f"The score {record.name} needs genes in two classes; give a table with the columns gene and class (Epi or "
            "Mes)."
        )
    return {"epithelial genes": genes.epithelial, "mesenchymal genes": genes.mesenchymal}, genes.source


def _names(found: tuple[FoundGenes, ...]) -> tuple[str, ...]:
    return tuple(gene for one in found for gene in one.names)
