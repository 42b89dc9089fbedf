"""Files of gene sets, genes and pairs that people give the dashboard: taken once, kept by content, used by every page.

A page that asks for gene sets puts :func:`gene_sets_field` in its layout, calls :func:`register_gene_sets`, listens to
the store ``GeneSetsIds(prefix).file``, and reads the sets with ``kept_gene_sets(cache, file)``. A page that asks for
published pairs puts :func:`file_drop` and a control with :func:`evidence_options` in its layout, and calls
:func:`register_evidence`; one that only uses them listens to the store :data:`sign_dash.ids.EVIDENCE`.
"""

from sign_dash.gene_sets.asked import GeneSetsIds, gene_sets_field, register_gene_sets
from sign_dash.gene_sets.drop import file_drop
from sign_dash.gene_sets.evidence import (
    EvidenceChoice,
    chosen_evidence,
    evidence_options,
    evidence_store,
    register_known_pairs,
    remember_evidence,
    remembered_evidence,
    sent_pairs,
)
from sign_dash.gene_sets.evidence_asked import choose_evidence, register_evidence
from sign_dash.gene_sets.in_study import chosen_list, given_option, lists_in_study, study_options
from sign_dash.gene_sets.kept import File, KeptFiles, evidence_files, gene_set_files, kept_gene_sets, uploaded
from sign_dash.gene_sets.of_study import GivenGeneSets
from sign_dash.gene_sets.once import read_once

__all__ = [
    "EvidenceChoice",
    "File",
    "GeneSetsIds",
    "GivenGeneSets",
    "KeptFiles",
    "choose_evidence",
    "chosen_evidence",
    "chosen_list",
    "evidence_files",
    "evidence_options",
    "evidence_store",
    "file_drop",
    "gene_set_files",
    "gene_sets_field",
    "given_option",
    "kept_gene_sets",
    "lists_in_study",
    "read_once",
    "register_evidence",
    "register_gene_sets",
    "register_known_pairs",
    "remember_evidence",
    "remembered_evidence",
    "sent_pairs",
    "study_options",
    "uploaded",
]
