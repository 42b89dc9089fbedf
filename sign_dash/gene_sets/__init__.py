"""Files of gene sets, genes and pairs that people give the dashboard: taken once, kept by content, used by every page.

A page that asks for gene sets puts :func:`gene_sets_field` in its layout, calls :func:`register_gene_sets`, listens to
the store ``GeneSetsIds(prefix).file``, and reads the sets with ``kept_gene_sets(cache, file)``. For files of genes or
pairs it puts :func:`file_drop` in its layout, an empty ``dcc.Store`` beside it, and calls :func:`register_evidence`.
"""

from sign_dash.gene_sets.asked import GeneSetsIds, gene_sets_field, register_evidence, register_gene_sets
from sign_dash.gene_sets.drop import file_drop
from sign_dash.gene_sets.in_study import chosen_list, given_option, lists_in_study, study_options
from sign_dash.gene_sets.kept import File, KeptFiles, evidence_files, gene_set_files, kept_gene_sets, uploaded
from sign_dash.gene_sets.of_study import GivenGeneSets

__all__ = [
    "File",
    "GeneSetsIds",
    "GivenGeneSets",
    "KeptFiles",
    "chosen_list",
    "evidence_files",
    "file_drop",
    "gene_set_files",
    "gene_sets_field",
    "given_option",
    "kept_gene_sets",
    "lists_in_study",
    "register_evidence",
    "register_gene_sets",
    "study_options",
    "uploaded",
]
