"""The data sets that ``fetch`` knows: where they are, under which terms, what they are for here.

Addresses and checksums are as published or as others have recorded them; where no checksum is published, what came the
first time is what later ones are compared with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from compute.errors import UserError, unknown_name
from compute.messages import word


@dataclass(frozen=True)
class DataSet:
    """name: as it is asked for. what: it holds. use: the option of ``profile`` or page that takes it. url: of the one
    file. file: what it is called. terms: its licence, in a sentence; page: where that is said. checksum: as pooch takes
    it (``md5:…``), "" where none is known.
    """

    name: str
    what: str
    use: str
    url: str
    file: str
    terms: str
    page: str
    checksum: str = ""


_GDSC = "GDSC data are free for research; commercial use needs a licence of the Wellcome Sanger Institute."
_GDSC_PAGE = "https://www.cancerrxgene.org/legal"
_DEPMAP = "DepMap Public 24Q4 is CC BY 4.0; cite DepMap, Broad (2024)."
_DEPMAP_PAGE = "https://doi.org/10.25452/figshare.plus.27993248.v1"
_TCGA = "TCGA data of the open tier are free for any use; cite the TCGA Research Network and UCSC Xena."
_TCGA_PAGE = "https://gdc.cancer.gov/access-data/data-access-policies"
_XENA = "https://tcga-xena-hub.s3.us-east-1.amazonaws.com/download"
_SANGER = "https://cog.sanger.ac.uk/cancerrxgene/GDSC_release8.5"
_FIGSHARE = "https://ndownloader.figshare.com/files"
_TRRUST = "TRRUST version 2 is CC BY-SA 4.0; cite Han et al., Nucleic Acids Research 46:D380, 2018."
_COHORT = re.compile(r"xena-tcga-([a-z]{2,4})(-clinical)?", re.IGNORECASE)

CATALOGUE: dict[str, DataSet] = {
    one.name: one
    for one in (
        DataSet(
            "gdsc-expression", "about 1,000 cancer cell lines, log2 RMA (Affymetrix HG-U219)", "EXPR",
            "https://www.cancerrxgene.org/gdsc1000/GDSC1000_WebResources/Data/preprocessed/"
            "Cell_line_RMA_proc_basalExp.txt.zip",
            "Cell_line_RMA_proc_basalExp.txt.zip", _GDSC, _GDSC_PAGE,
        ),
        DataSet(
            "gdsc-drugs", "ln IC50 of the drugs of GDSC2 (release 8.5)", "--modulator FILE:DRUG",
            f"{_SANGER}/GDSC2_fitted_dose_response_27Oct23.xlsx", "GDSC2_fitted_dose_response_27Oct23.xlsx", _GDSC,
            _GDSC_PAGE,
        ),
        DataSet(
            "gdsc-cell-lines", "tissue and identifiers of the cell lines (release 8.5)", "--annotation",
            f"{_SANGER}/Cell_Lines_Details.xlsx", "Cell_Lines_Details.xlsx", _GDSC, _GDSC_PAGE,
        ),
        DataSet(
            "depmap-expression", "cell lines, log2(TPM + 1) of protein-coding genes (DepMap 24Q4)", "EXPR",
            f"{_FIGSHARE}/51065489", "OmicsExpressionProteinCodingGenesTPMLogp1.csv", _DEPMAP, _DEPMAP_PAGE,
        ),
        DataSet(
            "depmap-models", "lineage and identifiers of the cell lines (DepMap 24Q4)", "--annotation",
            f"{_FIGSHARE}/51065297", "Model.csv", _DEPMAP, _DEPMAP_PAGE,
        ),
        DataSet(
            "xena-pancan", "10,459 samples of TCGA without batch effects, log2(x + 1)", "EXPR",
            "https://tcga-pancan-atlas-hub.s3.us-east-1.amazonaws.com/download/"
            "EB%2B%2BAdjustPANCAN_IlluminaHiSeq_RNASeqV2.geneExp.xena.gz",
            "EB++AdjustPANCAN_IlluminaHiSeq_RNASeqV2.geneExp.xena.gz", _TCGA, _TCGA_PAGE,
        ),
        DataSet(
            "xena-toil-tpm", "TCGA by the Toil pipeline, log2(TPM + 0.001), Ensembl ids", "EXPR",
            "https://toil-xena-hub.s3.us-east-1.amazonaws.com/download/tcga_RSEM_gene_tpm.gz", "tcga_RSEM_gene_tpm.gz",
            _TCGA, _TCGA_PAGE,
        ),
        DataSet(
            "trrust-human", "published regulator → target pairs with their sign", "--evidence",
            "https://www.grnpedia.org/trrust/data/trrust_rawdata.human.tsv", "trrust_rawdata.human.tsv", _TRRUST,
            "https://www.grnpedia.org/trrust/", "md5:63bed867f32fa6519a4ee481bcee0785",
        ),
        DataSet(
            "trrust-mouse", "published regulator → target pairs of the mouse", "--evidence",
            "https://www.grnpedia.org/trrust/data/trrust_rawdata.mouse.tsv", "trrust_rawdata.mouse.tsv", _TRRUST,
            "https://www.grnpedia.org/trrust/", "md5:c5eb4ddd26e02d3706bb8a172cf8c6c9",
        ),
        DataSet(
            "msigdb-hallmark", "the 50 hallmark gene sets (2023.2)", "enrichment --gene-sets",
            "https://data.broadinstitute.org/gsea-msigdb/msigdb/release/2023.2.Hs/h.all.v2023.2.Hs.symbols.gmt",
            "h.all.v2023.2.Hs.symbols.gmt",
            "The hallmark collection of MSigDB is CC BY 4.0; cite Liberzon et al., Cell Systems 1:417, 2015.",
            "https://www.gsea-msigdb.org/gsea/msigdb_license_terms.jsp",
        ),
    )
}  # fmt: skip


def find_data_set(name: str) -> DataSet:
    """A data set of the catalogue, or ``xena-tcga-COHORT`` (expression) and ``xena-tcga-COHORT-clinical``.

    :class:`UserError` for a name that is none.
    """
    if name in CATALOGUE:
        return CATALOGUE[name]
    found = _COHORT.fullmatch(name)
    if not found:
        raise unknown_name(word("data set"), name, CATALOGUE, word("the catalogue"))
    cohort = found[1].upper()
    if len(cohort) < 3 and cohort != "OV":
        raise UserError("There is no cohort {cohort} in TCGA; name one like BRCA, LUAD or OV.", cohort=cohort)
    file = f"{cohort}_clinicalMatrix" if found[2] else "HiSeqV2.gz"
    return DataSet(
        name,
        f"what is known of the samples of TCGA {cohort}" if found[2] else f"TCGA {cohort}, log2(RSEM + 1)",
        "--annotation" if found[2] else "EXPR",
        f"{_XENA}/TCGA.{cohort}.sampleMap%2F{file}",
        f"TCGA.{cohort}.{file}" + (".tsv" if found[2] else ""),
        _TCGA,
        _TCGA_PAGE,
    )
