"""Read what users bring: expression tables, scores, annotation, gene lists.

Importing this loads neither pandas nor anndata; each reader loads what it needs when it is called.
"""

from compute.read.annotation import align_annotation, best_match, read_annotation
from compute.read.apart import (
    evidence_apart,
    gene_sets_apart,
    known_apart,
    known_regulators_apart,
    read_apart,
    recognise_apart,
)
from compute.read.builtin import (
    builtin_emt_regulators,
    builtin_epithelial_seeds,
    builtin_mesenchymal_seeds,
    builtin_regulators,
)
from compute.read.evidence import (
    Evidence,
    Markers,
    PublishedReport,
    builtin_markers,
    has_pairs,
    is_evidence,
    read_evidence,
    read_known,
    read_markers,
)
from compute.read.expression import Expression, Scores
from compute.read.formats import FORMATS, Format, parts_of
from compute.read.gene_lists import LabelledGenes, read_gene_list, read_labelled_genes
from compute.read.gene_names import GeneMatch, GeneTable, Renamed, match_genes
from compute.read.gmt import GeneSets, read_gene_sets
from compute.read.known import KnownRegulators, read_known_regulators
from compute.read.known_pairs import KNOWN_SIGNS, KnownPair, KnownSign, known_pair, known_pairs
from compute.read.names import MATCHING, NameMatch, match_names
from compute.read.orientation import ORIENTATIONS
from compute.read.pubmed_years import EARLIEST, about_year
from compute.read.read import read_expression
from compute.read.recognise import ROLES, recognise
from compute.read.report import ExpressionReport
from compute.read.scale import ValueScale, scale_of
from compute.read.scores import declared_meaning, meaning_columns, read_scores, score_columns, split_column
from compute.read.sent import Sent
from compute.read.transform import STEPS, transform, treatment_words

__all__ = [
    "EARLIEST",
    "FORMATS",
    "KNOWN_SIGNS",
    "MATCHING",
    "ORIENTATIONS",
    "ROLES",
    "STEPS",
    "Evidence",
    "Expression",
    "ExpressionReport",
    "Format",
    "GeneMatch",
    "GeneSets",
    "GeneTable",
    "KnownPair",
    "KnownRegulators",
    "KnownSign",
    "LabelledGenes",
    "Markers",
    "NameMatch",
    "PublishedReport",
    "Renamed",
    "Scores",
    "Sent",
    "ValueScale",
    "about_year",
    "align_annotation",
    "best_match",
    "builtin_emt_regulators",
    "builtin_epithelial_seeds",
    "builtin_markers",
    "builtin_mesenchymal_seeds",
    "builtin_regulators",
    "declared_meaning",
    "evidence_apart",
    "gene_sets_apart",
    "has_pairs",
    "is_evidence",
    "known_apart",
    "known_pair",
    "known_pairs",
    "known_regulators_apart",
    "match_genes",
    "match_names",
    "meaning_columns",
    "parts_of",
    "read_annotation",
    "read_apart",
    "read_evidence",
    "read_expression",
    "read_gene_list",
    "read_gene_sets",
    "read_known",
    "read_known_regulators",
    "read_labelled_genes",
    "read_markers",
    "read_scores",
    "recognise",
    "recognise_apart",
    "scale_of",
    "score_columns",
    "split_column",
    "transform",
    "treatment_words",
]
