"""Rows and columns that are no genes and no samples."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tests.read.kinds.kind import COUNTS, SAMPLES, TABLE, Kind, beside, frame

_RANDOM = np.random.default_rng(2)
_T = TABLE.T.rename_axis("sample")
_NUMBERS = _RANDOM.integers(500, 9000, 30)
_ANNOTATION = "kept as annotation, a warning"


def _rows(kind: str, says: str, outcome: str = "left out, said", **rows: object) -> Kind:
    table = pd.concat([COUNTS, pd.DataFrame(rows, index=SAMPLES).T]).rename_axis("gene")
    return Kind(kind, outcome, "a.csv", frame(table), says, COUNTS)


def _columns(kind: str, says: str, outcome: str = _ANNOTATION, **columns: object) -> Kind:
    return Kind(
        kind,
        outcome,
        "a.csv",
        frame(_T.assign(**{key.replace("__", "."): one for key, one in columns.items()})),
        says,
        TABLE,
    )


def _among_samples(kind: str, label: str, cells: object, outcome: str = "left out, a warning", place: int = 0) -> Kind:
    return Kind(kind, outcome, "a.csv", frame(beside(label, cells, place)), label, TABLE)


NOT_GENES = (
    _among_samples("NCBI ids beside the samples, whatever their label", "NCBI", range(900, 930)),
    _among_samples(
        "positions in the genome, whatever their label", "start.1", range(10**6, 10**6 + 3000, 100), place=12
    ),
    _among_samples("the share of GC beside the samples", "gc", _RANDOM.uniform(0.3, 0.6, 30).round(3)),
    _among_samples("the number of the row beside the samples", "Nr.", range(1, 31), "left out, said", 12),
    _rows("controls of NanoString", "POS_A", **{"POS_A(128)": [9000] * 12, "NEG_A(0)": [3] * 12}),
    _rows("controls of Affymetrix", "AFFX-BioB", **{"AFFX-BioB-3_at": [9000] * 12}),
    _columns(
        "`rRNA_rate`, `pct_mapped` among the genes", "rRNA_rate", rRNA_rate=0.1, pct_mapped=_RANDOM.uniform(80, 99, 12)
    ),
    Kind(
        "a name that is no gene, on another scale than logarithms",
        "kept, a warning names it; the scale is that of the others",
        "a.csv",
        frame(_T.assign(response_pct=_RANDOM.uniform(0, 40, 12).round(2))),
        "response_pct",
        genes=(*TABLE.index, "response_pct"),
    ),
    _rows("`__no_feature` … (HTSeq)", "__no_feature", __no_feature=[900] * 12, __ambiguous=[90] * 12),
    _rows("`N_unmapped` … (STAR)", "N_unmapped", N_unmapped=[900] * 12),
    _rows("a row of totals", "Total", Total=COUNTS.sum().to_numpy()),
    _rows("spike-ins", "ERCC-00002", **{"ERCC-00002": [5000] * 12, "ERCC-00003": [300] * 12}),
    Kind(
        "a column of totals",
        "left out, a warning",
        "a.csv",
        frame(COUNTS.assign(Total=COUNTS.sum(axis=1))),
        "Total",
        COUNTS,
    ),
    Kind(
        "`mean` and `sd` among the samples",
        "left out, a warning",
        "a.csv",
        frame(TABLE.assign(mean=TABLE.mean(axis=1), sd=TABLE.std(axis=1))),
        "mean, sd",
        TABLE,
    ),
    Kind(
        "`Average`, `Variance`, `CV` among the samples",
        "left out, a warning",
        "a.csv",
        frame(TABLE.assign(Average=TABLE.mean(axis=1), Variance=TABLE.var(axis=1), CV=0.1)),
        "Average, Variance, CV",
        TABLE,
    ),
    Kind(
        "`logFC`, `pvalue`, `padj` among the samples",
        "left out, a warning",
        "a.csv",
        frame(TABLE.assign(logFC=0.5, pvalue=0.1, padj=0.2)),
        "logFC, pvalue, padj",
        TABLE,
    ),
    Kind(
        "`Length` before the samples",
        "left out, said",
        "a.txt",
        frame(beside("Length", _NUMBERS), sep="\t"),
        "Length",
        TABLE,
    ),
    Kind(
        "`gene_length` before the samples",
        "left out, said",
        "a.txt",
        frame(beside("gene_length", _NUMBERS), sep="\t"),
        "gene_length",
        TABLE,
    ),
    Kind(
        "BioMart's positions before the samples",
        "left out, said",
        "a.txt",
        frame(beside("start_position", _NUMBERS).assign(chromosome_name=1), sep="\t"),
        "start_position",
        TABLE,
    ),
    Kind(
        "featureCounts: Chr, Start, End, Strand, Length",
        "left out, said",
        "a.txt",
        frame(
            TABLE.assign(Chr="chr1", Start=_NUMBERS, End=_NUMBERS, Strand="+", Length=_NUMBERS)[
                ["Chr", "Start", "End", "Strand", "Length", *SAMPLES]
            ],
            sep="\t",
        ),
        "Chr, Start, End, Strand, Length",
        TABLE,
    ),
    _columns(
        "age, sex, survival among the genes",
        "Age, gender, OS.time, OS",
        Age=_RANDOM.integers(30, 80, 12),
        gender=[0, 1] * 6,
        OS__time=_RANDOM.integers(30, 3000, 12),
        OS=[0, 1] * 6,
    ),
    _columns(
        "`RIN`, `BMI`, `OS_MONTHS` among the genes",
        "OS_MONTHS, BMI, RIN",
        OS_MONTHS=_RANDOM.uniform(1, 99, 12),
        RIN=_RANDOM.uniform(6, 10, 12),
        BMI=_RANDOM.uniform(18, 40, 12),
    ),
    _columns("dose and time among the genes", "time_h, dose_uM", time_h=[0, 6, 12, 24] * 3, dose_uM=[0, 1, 10] * 4),
    _columns("a score among the genes", "EMT_score", EMT_score=_RANDOM.normal(0, 1, 12)),
    _columns(
        "coordinates (UMAP, PCA) among the genes",
        "UMAP_1, UMAP_2, PC1",
        UMAP_1=_RANDOM.normal(0, 5, 12),
        UMAP_2=_RANDOM.normal(0, 5, 12),
        PC1=_RANDOM.normal(0, 5, 12),
    ),
    _columns(
        "clusters and figures of scanpy",
        "leiden",
        leiden=_RANDOM.integers(0, 4, 12),
        total_counts=_RANDOM.integers(1000, 9000, 12),
    ),
    _columns(
        "figures of Seurat",
        "nCount_RNA, nFeature_RNA",
        "left out, said",
        nCount_RNA=_RANDOM.integers(1000, 9000, 12),
        nFeature_RNA=_RANDOM.integers(100, 900, 12),
    ),
    _columns("words of samples among the genes", "stage", "left out, said", stage=["I", "II", "III"] * 4),
    Kind(
        "a name that is no gene, on the genes' scale",
        "kept, a warning names it",
        "a.csv",
        frame(_T.assign(y2=_RANDOM.uniform(1, 9, 12))),
        "unknown to HGNC of June 2026 and was kept: y2",
        None,
        (*TABLE.index, "y2"),
    ),
    Kind(
        "−999 for missing",
        "taken for missing, a warning",
        "a.csv",
        frame(TABLE.mask(np.eye(30, 12, dtype=bool), -999)),
        "hold -999",
    ),
)
