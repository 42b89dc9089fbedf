"""What the headers of a table's name columns usually say, and what names look like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from compute.read.gene_names import genes, plain_name

_GENE = frozenset([
    "gene", "genes", "genesymbol", "genesymbols", "genename", "genenames", "symbol", "symbols", "hugosymbol",
    "hgncsymbol", "hgnc", "geneid", "ensembl", "ensemblid", "ensemblgeneid", "feature", "features",
    "featurename", "externalgenename", "geneshortname", "genesymbolhgnc", "approvedsymbol", "entrezgene",
])  # fmt: skip
_SAMPLE = frozenset([
    "sample", "samples", "sampleid", "samplename", "sampleids", "cell", "cells", "cellid", "cellname",
    "cellline", "celllines", "celllinename", "celllineid", "barcode", "barcodes", "patient", "patientid",
    "donor", "subject", "subjectid", "cosmic", "cosmicid", "depmapid", "modelid", "modelname", "obs", "obsnames",
])  # fmt: skip
_SYMBOL = frozenset([
    "genesymbol", "genesymbols", "symbol", "symbols", "hugosymbol", "hgncsymbol", "genename", "genenames",
    "externalgenename", "geneshortname", "approvedsymbol", "prgenesymbol",
])  # fmt: skip
_PEOPLE = frozenset(["patient", "patientid", "donor", "subject", "subjectid"])
_IDENTIFIER = frozenset([
    "entrez", "entrezid", "entrezgeneid", "entrezgene", "ncbigeneid", "ncbigene", "ncbiid", "locusid", "idref", "probe",
    "probeid", "probesetid", "probeset", "probesetname", "affymetrixprobe", "transcriptclusterid", "genenumber",
    "spotid", "agilentid", "illuminaid", "hgncid", "geneassignment", "uniprot", "uniprotid", "uniprotaccession",
    "proteinids", "proteingroup", "majorityproteinids",
])  # fmt: skip
_UNNAMED = frozenset(["", "unnamed0", "index", "id", "name", "names", "rowname", "rownames", "x"])
_DESCRIPTIVE = frozenset([
    "genetitle", "title", "description", "entrez", "entrezid", "entrezgeneid", "chromosome", "chrom", "chr",
    "start", "end", "strand", "length", "genetype", "genebiotype", "biotype", "probe", "probeid", "affymetrixprobe",
    "cytoband", "genelength", "effectivelength", "efflength", "exonlength", "transcriptlength", "width", "seqnames",
    "seqname", "chromosomename", "chromosomescaffoldname", "startposition", "endposition", "genestart", "geneend",
    "genestartbp", "geneendbp", "txstart", "txend", "gccontent", "percentagegenegccontent", "genegccontent",
    "ncbigeneid", "ncbigene", "entrezgene", "peptides", "uniquepeptides", "razoruniquepeptides", "molweightkda",
    "sequencelength", "sequencecoverage", "position", "mapinfo", "taxid", "exoncount", "exonnumber", "numprobes",
    "nprobes", "probecount", "pctgc", "percentgc", "gcpercent", "gcpct", "genelocation", "maplocation",
    "transcriptlengthincludingutrsandcds", "txlength", "cdslength", "medianlength", "meanlength", "proteingroup",
    "proteingroups", "proteinids", "proteinnames", "uniprot", "uniprotid", "accession", "fastaheaders",
    "genestrand", "genechr", "geneposition",
])  # fmt: skip
_NUMBERING = frozenset([
    "", "nr", "no", "num", "number", "n", "row", "rank", "index", "serial", "rownumber", "sno", "lfd",
])  # fmt: skip
_ENSEMBL = re.compile(r"ENS[A-Z]{0,4}G\d{6,}(\.\d+)?", re.IGNORECASE)
_SAMPLE_NAME = re.compile(
    r"TCGA[-.].+|GSM\d+|DATA\.\d+.*|[ACGT]{8,}([-_.]\w+)?|(sample|cell|patient|donor|row|s)[ _.-]?\d+|ACH-\d+",
    re.IGNORECASE,
)


def plain(label: str) -> str:
    """A header in lower case without blanks and punctuation: ``GENE_SYMBOLS`` and ``Gene Symbols`` are one."""
    return re.sub(r"[\W_]", "", label.casefold())


def says_gene(label: str) -> bool:
    return plain(label) in _GENE


def says_symbol(label: str) -> bool:
    """Whether a header announces symbols, where another column may hold Ensembl or probe ids."""
    return plain(label) in _SYMBOL


def says_sample(label: str) -> bool:
    return plain(label) in _SAMPLE


def says_names(label: str) -> bool:
    """Whether a header announces names at all (also an empty one, as pandas and R write it)."""
    return plain(label) in _UNNAMED or says_gene(label) or says_sample(label)


def says_identifier(label: str) -> bool:
    """Whether a header announces ids of genes or probes, which may be numbers."""
    return plain(label) in _IDENTIFIER


def sample_column(labels: Sequence[str]) -> int:
    """The column that names the samples: one headed so, rather of samples than of patients; else the first."""
    headed = [place for place, label in enumerate(labels) if says_sample(label)]
    of_samples = [place for place in headed if plain(labels[place]) not in _PEOPLE]
    return next(iter(of_samples or headed), 0)


def symbol_share(cells: Iterable[str]) -> float:
    """Of the cells that hold anything, the share that are gene symbols (approved, previous, or of the mouse)."""
    present = [cell.strip() for cell in cells if cell.strip()]
    return sum(map(is_symbol, present)) / len(present) if present else 0.0


def says_description(label: str) -> bool:
    return plain(label) in _DESCRIPTIVE


def says_numbering(label: str) -> bool:
    """Whether a header announces the number of the row, where the column then counts on by one."""
    return plain(label) in _NUMBERING


def is_ensembl(name: str) -> bool:
    return _ENSEMBL.fullmatch(name) is not None


def is_symbol(name: str) -> bool:
    """Whether a name is a symbol of a human or mouse gene, whatever its case and what stands beside it."""
    plain, _ = plain_name(name)
    return plain.upper() in genes().symbols


def is_sample_like(name: str) -> bool:
    return _SAMPLE_NAME.fullmatch(name) is not None


def is_formula_like(name: str) -> bool:
    """A name that a spreadsheet would run as a formula."""
    return name[:1] in ("=", "+", "@") or (name[:1] == "-" and len(name) > 1)
