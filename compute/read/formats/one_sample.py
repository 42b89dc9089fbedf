"""Files that pipelines write for each sample alone: recognised, so that the sentence says what to do with them."""

from __future__ import annotations

from compute.errors import UserError
from compute.messages import Message
from compute.read.formats.base import Format
from compute.read.labels import plain
from compute.read.numbers import is_number
from compute.read.source import Source
from compute.read.table import RawTable

_HEADERS = {
    Message("the gene counts of one sample (GDC, STAR)"): {"geneid", "unstranded", "strandedfirst"},
    Message("the quantification of one sample (salmon)"): {"name", "effectivelength", "tpm", "numreads"},
    Message("the quantification of one sample (kallisto)"): {"targetid", "efflength", "estcounts", "tpm"},
    Message("the quantification of one sample (RSEM)"): {"effectivelength", "expectedcount", "tpm", "fpkm"},
    Message("the quantification of one sample (StringTie)"): {"geneid", "coverage", "fpkm", "tpm"},
    Message("the quantification of one sample (Cufflinks)"): {"trackingid", "fpkm", "fpkmconflo"},
}
_DIFFERENTIAL = {
    Message("a table of differential expression"): {"log2foldchange", "pvalue", "padj"},
    Message("a table of differential expression (edgeR)"): {"logfc", "logcpm", "pvalue"},
    Message("a table of differential expression (limma)"): {"logfc", "aveexpr", "pvalue"},
    Message("a table of differential expression (GEO2R)"): {"logfc", "pvalue", "adjpval"},
    Message("a table of differential expression (Seurat)"): {"pval", "pvaladj", "pct1", "pct2"},
    Message("a table of differential expression (scanpy)"): {"names", "scores", "logfoldchanges"},
    Message("a table of differential expression (Cuffdiff)"): {"testid", "log2foldchange", "pvalue"},
    Message("a table of differential expression (sleuth)"): {"targetid", "pval", "qval", "seb"},
    Message("a table of enriched gene sets"): {"es", "nes"},
}
_VARIANTS = {
    Message("a table of mutations (MAF)"): {"hugosymbol", "variantclassification"},
    Message("a table of copy-number segments"): {"segmean", "chrom"},
}
_STAR = ("N_unmapped", "N_multimapping", "N_noFeature", "N_ambiguous")
_MOST_COLUMNS = 14


def _what(source: Source) -> Message | None:
    """What a file is, if it is of one sample; None if it is not."""
    lines = [line for line in source.first_lines()[:60] if line.strip() and not line.startswith("#")]
    if not lines:
        return None
    header = next((line.split("\t" if "\t" in line else ",") for line in lines), [])
    labels = {plain(label) for label in header}
    if (variants := next((what for what, wanted in _VARIANTS.items() if wanted <= labels), None)) is not None:
        return variants
    if len(header) > _MOST_COLUMNS:
        return None
    for what, wanted in (_HEADERS | _DIFFERENTIAL).items():
        if wanted <= labels:
            return what
    fields = [line.split("\t") for line in lines]
    if any(record[0] in _STAR for record in fields) and all(
        len(record) == 4 and all(is_number(cell) for cell in record[1:]) for record in fields
    ):
        return Message("the gene counts of one sample (STAR ReadsPerGene)")
    if (
        len(fields) > 3
        and all(len(record) == 2 and is_number(record[1]) for record in fields)
        and all(record[1].strip().isdigit() for record in fields)
    ):
        return Message("the gene counts of one sample (HTSeq)")
    return None


def refuse(source: Source) -> RawTable:
    """:class:`UserError` with what the file is."""
    what = _what(source)
    way_out = (
        Message("use the expression table itself")
        if what in _DIFFERENTIAL or what in _VARIANTS
        else Message("merge the files of all samples into one table, genes in rows and samples in columns")
    )
    raise UserError(
        "{source} is {what}, not a table of many samples; {way_out}.", source=source.name, what=what, way_out=way_out
    )


FORMAT = Format(
    name="one-sample",
    label="",
    title="counts of one sample (STAR, HTSeq, salmon, kallisto, RSEM), and tables of differential expression",
    extensions=(".sf", ".out.tab", ".genes.results"),
    carries="nothing that is read: the sentence says what to do",
    recognise=lambda source: _what(source) is not None,
    read=refuse,
    refused=True,
    turn=140,
)
