"""The sections of a study's report: what was done, what was found, and what that can and cannot show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from compute.answers import Answer, OverTime, PairsOverTime, answers, evidence_over_time, pairs_over_time
from compute.read import EARLIEST, Evidence
from compute.suitability import every_caution
from sign_dash.export.methods import methods_paragraph
from sign_dash.numbers import with_minus_signs
from sign_dash.pages.story.callbacks import foot_line
from sign_dash.report.components import component_sections
from sign_dash.report.document import Report, ReportTable, Section
from sign_dash.report.drawings import drawn
from sign_dash.shell.cohort import written_score_name

if TYPE_CHECKING:
    from compute.study import Study

LIMITS: Final = (
    "An edge says that a regulator's expression helps to predict its target's once the other regulators are taken into "
    "account. It is an association: neither binding nor cause follows from it.",
    "Networks were estimated along the score, so they carry it: predicting the score from them, with whatever R², is "
    "no evidence for mechanism.",
    "Networks depend on a sample's score alone. What is special to a tissue or to one sample cannot show in them.",
    "Regulators that go together can stand in for each other; the confidence of an edge says how often another half of "
    "the cohort chooses it, where that was computed.",
    "Signs and sizes of loadings say how much a gene takes part in a component, not whether it activates or represses.",
    "Published pairs are those of the file given. A few genes have most of the papers, and what nobody looked at is "
    "missing from it.",
)


def study_report(
    study: Study, evidence: Evidence | None = None, data_year: int | None = None, model: str | None = None
) -> Report:
    """The whole report, in English. evidence: its genes called as the study's; data_year: what was published up to
    then was known, None to leave that section out. model: the TRIP model that is read; None for the first.
    """
    sections = [_made(study), *(_answered(study, one) for one in answers(study) if one.name != "components")]
    sections += component_sections(study, model, evidence)
    if evidence is not None and data_year is not None:
        sections.append(_over_time(study, evidence_over_time(study, evidence, data_year), data_year))
        sections.append(_pairs_over_time(study, pairs_over_time(study, evidence, data_year), data_year))
    sections.append(Section("What this can and cannot show", "Associations along a score, not causes", LIMITS))
    return Report(study.title, foot_line(study), study.simulated, tuple(sections))


def _made(study: Study) -> Section:
    record = study.info
    message = (
        f"{record.samples:,} samples, {record.regulators:,} regulators and {record.targets:,} targets along "
        f"{written_score_name(study)}, by {record.method.title}"
    )
    words = (methods_paragraph(study), *map(str, every_caution(study)))
    return Section("What was done", message, words)


def _answered(study: Study, found: Answer) -> Section:
    words = () if found.confidence is None else (str(found.confidence),)
    picture = None if found.picture is None else drawn(found.picture, written_score_name(study))
    return Section(str(found.question), with_minus_signs(str(found.sentence)), words, picture)


def _over_time(study: Study, found: OverTime, data_year: int) -> Section:
    section = _answered(study, found.answer)
    rows = tuple(
        (gene.gene, _year(gene.year, gene.exact), str(gene.references), gene.when(data_year)) for gene in found.genes
    )
    columns = ("Gene", "First published with a gene of the transition", "References", f"Known {data_year}")
    return Section(section.heading, section.message, section.words, section.picture, ReportTable(columns, rows))


def _pairs_over_time(study: Study, found: PairsOverTime, data_year: int) -> Section:
    section = _answered(study, found.answer)
    if not found.sets:
        return section
    rows = tuple(
        (f"{pair.regulator} – {pair.target}", _year(pair.year, pair.exact), str(pair.references),
         pair.when(data_year) or "year unknown")
        for pair in found.sets[0].pairs
    )  # fmt: skip
    columns = ("Edge", "First published", "References", f"Known {data_year}")
    words = (*section.words, f"Listed: published pairs among the {found.sets[0].edges:,} {found.sets[0].name}.")
    return Section(section.heading, section.message, words, section.picture, ReportTable(columns, rows))


def _year(year: int | None, exact: bool) -> str:
    if year is None:
        return "–"
    return str(year) if exact else f"{year} or earlier" if year == EARLIEST else f"about {year}"
