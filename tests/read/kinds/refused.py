"""Files that are no table of many samples: one sentence says what they are and what to do."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
from collections.abc import Callable

from tests.read.kinds.kind import CSV, SAMPLES, TABLE, Kind, text

_RDS = b"X\n\x00\x00\x00\x03\x00\x04\x01\x00" + bytes(200)


def _tar(mode: str) -> Callable[[], bytes]:
    def write() -> bytes:
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode=mode) as archive:  # type: ignore[call-overload]
            for number in range(3):
                entry = tarfile.TarInfo(f"GSM{number}_counts.txt")
                entry.size = len(CSV)
                archive.addfile(entry, io.BytesIO(CSV.encode()))
        return packed.getvalue()

    return write


def _no(kind: str, name: str, write: Callable[[], bytes], says: str, outcome: str = "named, with what to do") -> Kind:
    return Kind(kind, outcome, name, write, says, refused=True)


_SUMMARY = "Status\t" + "\t".join(SAMPLES) + "\nAssigned" + "\t5" * 12 + "\nUnassigned_Unmapped" + "\t7" * 12 + "\n"
_STAR = "N_unmapped\t5\t5\t5\nN_multimapping\t1\t1\t1\nCDH1\t1\t0\t1\nVIM\t2\t1\t1\n"
_SALMON = "Name\tLength\tEffectiveLength\tTPM\tNumReads\nENST1\t500\t400\t2.5\t10\n"
_DESEQ = "gene,baseMean,log2FoldChange,lfcSE,stat,pvalue,padj\nCDH1,5,1.5,0.2,3,0.01,0.05\nVIM,5,1.5,0.2,3,0.01,0.05\n"
_SOFT = "^DATABASE = GeoMiame\n!Database_name = GEO\n^SAMPLE = GSM1\n!Sample_title = x\n"
_SEURAT = "gene,p_val,avg_log2FC,pct.1,pct.2,p_val_adj\nCDH1,0.1,1.2,0.3,0.2,0.5\nVIM,0.1,1.2,0.3,0.2,0.5\n"
_SCANPY = "names,scores,logfoldchanges,pvals,pvals_adj\nCDH1,0.1,1.2,0.3,0.2\nVIM,0.1,1.2,0.3,0.2\n"
_GSEA = "NAME\tSIZE\tES\tNES\tNOM p-val\nHALLMARK_EMT\t20\t0.3\t1.2\t0.01\nHALLMARK_MYC\t20\t0.3\t1.2\t0.01\n"
_MAF = "#version 2.4\nHugo_Symbol\tVariant_Classification\tt_depth\nCDH1\tMissense\t30\nVIM\tSilent\t20\n"
_GTF = "".join(f'chr1\tHAVANA\tgene\t{place}\t{place + 9}\t.\t+\t.\tgene_id "ENSG{place}";\n' for place in (1, 30, 60))
REFUSED = (
    _no("differential expression of Seurat", "a.csv", text(_SEURAT), "differential expression (Seurat)"),
    _no("differential expression of scanpy", "a.csv", text(_SCANPY), "differential expression (scanpy)"),
    _no("enriched gene sets (GSEA)", "a.tsv", text(_GSEA), "enriched gene sets"),
    _no("mutations (MAF)", "a.maf", text(_MAF), "mutations (MAF)"),
    _no("an annotation of a genome without comments (GTF)", "a.gtf", text(_GTF), "GTF"),
    _no("STAR ReadsPerGene of one sample", "a.tab", text(_STAR), "counts of one sample (STAR"),
    _no("salmon, kallisto, RSEM of one sample", "quant.sf", text(_SALMON), "one sample (salmon)"),
    _no("HTSeq of one sample", "a.txt", text("CDH1\t5\nVIM\t7\nZEB1\t9\nFN1\t3\n"), "one sample (HTSeq)"),
    _no("differential expression (DESeq2, edgeR, limma)", "a.csv", text(_DESEQ), "differential expression"),
    _no("the summary of featureCounts", "a.txt.summary", text(_SUMMARY), "summary of featureCounts"),
    _no(
        "gene sets (GMT)",
        "a.gmt",
        text("HALLMARK_EMT\thttps\tCDH1\tVIM\tZEB1\nOTHER\thttps\tMYC\tTP53\n"),
        "gene sets (GMT)",
    ),
    _no(
        "gene sets of one size (GMT)",
        "a.txt",
        text("EMT_UP\tna\tVIM\tZEB1\tFN1\nEMT_DOWN\tna\tCDH1\tEPCAM\tESRP1\n"),
        "gene sets (GMT)",
    ),
    _no(
        "gene sets in columns (GMX)",
        "a.gmx",
        text("EMT_UP\tEMT_DOWN\nna\tna\nVIM\tCDH1\nZEB1\tEPCAM\nFN1\t\n"),
        "gene sets (GMX)",
    ),
    _no("GEO SOFT", "a.soft", text(_SOFT), "GEO SOFT file"),
    _no("a web page in place of the file", "a.csv", text("<!DOCTYPE html>\n<html><head></head></html>\n"), "web page"),
    _no("XML (MINiML)", "a.xml", text("<?xml version='1.0'?>\n<MINiML>\n</MINiML>\n"), "XML document"),
    _no("JSON", "a.json", text(json.dumps(TABLE.to_dict())), "JSON document"),
    _no(
        "a pointer of Git LFS",
        "a.csv",
        text("version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 1\n"),
        "pointer of Git LFS",
    ),
    _no("R data (RDS, RData)", "a.rds", lambda: gzip.compress(_RDS), "a file of R"),
    _no("R data, compressed by xz", "a.rds", lambda: lzma.compress(_RDS), "a file of R"),
    _no("an Affymetrix CEL file", "a.CEL", text("[CEL]\nVersion=3\n\n[HEADER]\nCols=712\n"), "CEL file"),
    _no("tar, also gzipped", "GSE1_RAW.tar", _tar("w"), "archive of several files"),
    _no("tar.gz", "a.tar.gz", _tar("w:gz"), "archive of several files"),
    _no("bzip2", "a.csv.bz2", lambda: bz2.compress(CSV.encode()), "bunzip2"),
    _no("xz", "a.csv.xz", lambda: lzma.compress(CSV.encode()), "unxz"),
    _no("PDF", "a.pdf", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF document"),
    _no("FASTQ", "a.fastq", text("@read1\nACGTACGT\n+\nIIIIIIII\n"), "sequencing reads"),
    _no("VCF", "a.vcf", text("##fileformat=VCFv4.2\n#CHROM\tPOS\tID\n1\t5\trs1\n"), "variants (VCF)"),
    _no("fields separated by |", "a.txt", lambda: TABLE.to_csv(sep="|").encode(), "separated by |"),
    _no("MATLAB (.mat)", "a.mat", lambda: b"MATLAB 5.0 MAT-file, Platform: GLNXA64".ljust(200, b"\0"), "a MATLAB file"),
    _no("columns of blanks of any width", "a.txt", lambda: TABLE.to_string().encode(), "columns in row 2"),
)
