"""The mark of genes that are part of the score, in the reader's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dash import html

from compute.suitability import OwnGenes, own_genes
from sign_dash.language import say
from sign_dash.shell.cohort import modulator_title

if TYPE_CHECKING:
    from compute.study import Study

MARK: Final = "◆"


def mark_words(study: Study) -> str:
    """What the mark means."""
    known = own_genes(study)
    if known is not None and not known.exact:
        return say("among the genes that the score {score} may have been computed from", score=modulator_title(study))
    return say("part of the {score}", score=modulator_title(study))


def score_mark(study: Study, gene: str) -> list[html.Span]:
    """The mark behind a gene's name, or nothing."""
    known = own_genes(study)
    if known is None or gene not in known.names:
        return []
    words = mark_words(study)
    return [html.Span(f" {MARK}", className="score-mark", title=words, role="img", **{"aria-label": words})]


def gene_in_score(study: Study, gene: str) -> str:
    """One sentence on a gene that is part of the score, with what it does to it; "" for any other."""
    known = own_genes(study)
    if known is None or gene not in known.names:
        return ""
    score = modulator_title(study)
    if not known.exact:
        return say(
            "{gene} is among the genes that the score {score} may have been computed from.", gene=gene, score=score
        )
    rho = known.without.get(gene)
    if gene in study.info.own_scores and rho is not None:
        return say(
            "{gene} is part of the {score}: its regulators were estimated along the score without it, which has the "
            "rank correlation {rho:.4f} with the one used.",
            gene=gene,
            score=score,
            rho=rho,
        )
    if rho is None:
        return say("{gene} is part of the {score}: how it changes along it is partly built in.", gene=gene, score=score)
    return say(
        "{gene} is part of the {score}: how it changes along it is partly built in. Without it the score has the rank "
        "correlation {rho:.4f} with the one used.",
        gene=gene,
        score=score,
        rho=rho,
    )


def own_genes_words(study: Study) -> str:
    """How many regulators and targets are part of the score, for About; "" where that is not known."""
    known = own_genes(study)
    if known is None:
        return ""
    targets = sum(name in known.names for name in study.targets)
    regulators = sum(name in known.names for name in study.regulators)
    counts = {"targets": f"{targets:,}", "regulators": f"{regulators:,}", "mark": MARK}
    words = (
        say("{targets} targets and {regulators} regulators, marked {mark}", **counts)
        if known.exact
        else say(
            "{targets} targets and {regulators} regulators are among the genes of its method, marked {mark}", **counts
        )
    )
    return words + _without_all(known) + _along_own(study)


def _without_all(known: OwnGenes) -> str:
    rho = known.without.get("*")
    return "" if rho is None else say("; the score without these targets: ρ = {rho:.3f} with the one used", rho=rho)


def _along_own(study: Study) -> str:
    count = len(study.info.own_scores)
    return say("; {count} targets estimated along the score without themselves", count=f"{count:,}") if count else ""
