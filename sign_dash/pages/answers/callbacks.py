"""What the page Answers does: every question is answered once the page is open, each by itself."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dash import Dash, Input, Output, no_update

from compute.answers import QUESTIONS, Answer, answer, evidence_over_time, gene_dossier, pairs_over_time
from compute.errors import UserError
from sign_dash import ids
from sign_dash.gene_sets import EvidenceChoice, chosen_evidence, register_evidence
from sign_dash.language import spoken
from sign_dash.pages.answers import names
from sign_dash.pages.answers.cards import answer_card
from sign_dash.pages.answers.dossier import dossier_card
from sign_dash.pages.answers.evidence import over_time_parts
from sign_dash.pages.answers.evidence_pairs import pairs_parts
from sign_dash.pages.answers.report import register_report
from sign_dash.pages.compare.means import Means
from sign_dash.pages.explore.inspector import problem
from sign_dash.pages.explore.offer import callbacks as offer_callbacks
from sign_dash.pages.explore.offer.names import ANSWERS
from sign_dash.pages.regulators.callbacks import strength
from sign_dash.server.kept import steady

if TYPE_CHECKING:
    from compute.study import Study


def register(app: Dash, study: Study, cache: Path) -> None:
    """Wire the page. cache: folder of mean networks that are kept."""
    means = Means(cache)
    answered = lru_cache(maxsize=len(QUESTIONS))(lambda question: _legible(study, answer(study, question, means.of)))

    def wire(question: str) -> None:
        # The page's own id stands for the page being there.
        @app.callback(Output(names.card(question), "children"), Input(names.PAGE, "id"))
        @steady
        def show(_: str) -> Any:
            return answer_card(study, answered(question))

    for question in QUESTIONS:
        wire(question)

    @app.callback(
        Output(names.DOSSIER, "children"),
        Input(names.GENE, "value"),
        Input(ids.EVIDENCE, "data"),
    )
    @steady
    def dossier(gene: str | None, chosen: EvidenceChoice | None) -> Any:
        if not gene:
            return None
        try:
            return dossier_card(study, gene_dossier(study, gene, chosen_evidence(study, cache, chosen)))
        except UserError as error:
            return problem(spoken(error))

    @app.callback(
        Output(names.EVIDENCE, "children"),
        Input(names.DATA_YEAR, "value"),
        Input(ids.EVIDENCE, "data"),
    )
    @steady
    def over_time(year: int | str | None, chosen: EvidenceChoice | None) -> Any:
        if not isinstance(year, int):
            return no_update  # the field is being edited
        try:
            evidence = chosen_evidence(study, cache, chosen)
            if evidence is None:
                return None
            genes, pairs = evidence_over_time(study, evidence, year), pairs_over_time(study, evidence, year)
            return [*over_time_parts(study, genes, year), *pairs_parts(study, pairs, year)]
        except UserError as error:
            return problem(spoken(error))

    register_evidence(app, study, cache, names.EVIDENCE_UPLOAD, names.EVIDENCE_BY, names.EVIDENCE_EVERYWHERE)
    register_report(app, study, cache)
    offer_callbacks.register(app, study, cache, ANSWERS)


def _legible(study: Study, found: Answer) -> Answer:
    """With the strength at which Explore draws no more than can be read."""
    if found.lead is None or found.lead.page != "explore" or not study.per_sample:
        return found
    genes = [str(gene) for gene in found.lead.values["genes"]]  # type: ignore[union-attr]
    values = {**found.lead.values, "strength": strength(study, genes, len(study.samples) // 2)}
    return replace(found, lead=replace(found.lead, values=values))
