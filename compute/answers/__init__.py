"""A study's five questions, each answered by a sentence with numbers, how sure it is, and one small picture."""

from compute.answers.asked import asked_regulator, asked_target
from compute.answers.dossier import Alternative, ComponentPlace, Dossier, Partner, PublishedPair, gene_dossier
from compute.answers.explained import first_model
from compute.answers.known_when import KnownComponent, KnownGene, When
from compute.answers.over_time import OverTime, evidence_over_time
from compute.answers.pairs_when import PairsOverTime, PairsWhen, WhenPair, pairs_over_time
from compute.answers.records import Answer, Bars, Lead, Lines, Picture
from compute.answers.regulators import what_a_regulator_does, who_regulates
from compute.answers.study_answers import QUESTIONS, answer, answers
from compute.answers.sure import UNKNOWN

__all__ = [
    "QUESTIONS",
    "UNKNOWN",
    "Alternative",
    "Answer",
    "Bars",
    "ComponentPlace",
    "Dossier",
    "KnownComponent",
    "KnownGene",
    "Lead",
    "Lines",
    "OverTime",
    "PairsOverTime",
    "PairsWhen",
    "Partner",
    "Picture",
    "PublishedPair",
    "When",
    "WhenPair",
    "answer",
    "answers",
    "asked_regulator",
    "asked_target",
    "evidence_over_time",
    "first_model",
    "gene_dossier",
    "pairs_over_time",
    "what_a_regulator_does",
    "who_regulates",
]
