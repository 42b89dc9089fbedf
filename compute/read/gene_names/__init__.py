"""Names of genes: one set of rules for tables, lists, gene sets, evidence and scores."""

from compute.read.gene_names.dates import dates_among, is_date
from compute.read.gene_names.decorated import plain_name
from compute.read.gene_names.genes import SOURCE, genes
from compute.read.gene_names.match import FoundGene, GeneMatch, GeneTable, is_mouse, match_genes
from compute.read.gene_names.near import with_near
from compute.read.gene_names.of_table import Renamed, TableNames, names_of_table

__all__ = [
    "SOURCE",
    "FoundGene",
    "GeneMatch",
    "GeneTable",
    "Renamed",
    "TableNames",
    "dates_among",
    "genes",
    "is_date",
    "is_mouse",
    "match_genes",
    "names_of_table",
    "plain_name",
    "with_near",
]
