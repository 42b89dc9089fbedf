"""Files of gene sets, genes and pairs that people give the dashboard: taken once, kept by content, used by every page.

A page puts :func:`file_drop` in its layout and an empty ``dcc.Store`` beside it; its callback writes
``gene_set_files(cache).keep(uploaded(contents), name)`` into the store; whoever needs the sets calls
``kept_gene_sets(cache, file)``.
"""

from sign_dash.gene_sets.drop import file_drop
from sign_dash.gene_sets.in_study import lists_in_study
from sign_dash.gene_sets.kept import File, KeptFiles, evidence_files, gene_set_files, kept_gene_sets, uploaded

__all__ = [
    "File",
    "KeptFiles",
    "evidence_files",
    "file_drop",
    "gene_set_files",
    "kept_gene_sets",
    "lists_in_study",
    "uploaded",
]
