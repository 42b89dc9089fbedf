"""Files as labs have them, one folder each beside the checkout: every one gets the outcome that its README states."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from compute.errors import UserError
from compute.read import (
    Expression,
    builtin_regulators,
    match_genes,
    read_annotation,
    read_expression,
    read_gene_list,
    read_gene_sets,
    read_scores,
)
from compute.read.check import check
from tests.conftest import ROOT

CASES = ROOT.parent / "shared" / "cases"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not CASES.is_dir(), reason="the files of labs (../shared/cases) are not on this machine"),
]


def _said(file: str) -> tuple[Expression, str]:
    expression, report = read_expression(CASES / file)
    return expression, " ".join(map(str, report.messages()))


@pytest.fixture(scope="module")
def truth() -> Expression:
    """The table behind most of the files: 60 samples × 375 genes."""
    return read_expression(CASES / "audit-warning/plain_genes_rows.csv")[0]


SAME = (
    "comment-lines/comment_lines.tsv",
    "comment-lines/sep_line_excel.csv",
    "containers/base.loom",
    "containers/genes.feather",
    "containers/plain.xlsx",
    "containers/utf16le_nobom.txt",
    "edf/sign.edf",
    "ensembl-h5ad-columns/ad_ens_col_Gene.h5ad",
    "ensembl-h5ad-columns/ad_ens_col_external_gene_name.h5ad",
    "ensembl-h5ad-columns/ad_ens_col_gene_short_name.h5ad",
    "ensembl-h5ad-columns/ad_intindex_symbolcol.h5ad",
    "gct/gct12_probe_name_symbol_desc.gct",
    "gct/gct12_symbols.gct",
    "gct/gct13.gct",
    "h5ad-unknown-encoding/ad_future_obs_col.h5ad",
    "metadata-as-genes/gct13_numeric_meta_stripped.tsv",
    "metadata-as-genes/sample_meta_cols_inside.csv",
    "not-a-matrix/firehose_RSEM_genes_normalized.txt",
    "not-a-matrix/long_format.csv",
    "not-a-matrix/normalised_with_pvals.csv",
    "symbols-with-more/OmicsExpressionProteinCodingGenesTPMLogp1.csv",
    "symbols-with-more/ensembl_underscore_symbol.csv",
    "symbols-with-more/toil_pipe_symbols.tsv",
    "symbols-with-more/probe_with_symbols_triple_slash.tsv",
)


@pytest.mark.parametrize("file", SAME)
def test_the_same_table_in_another_dress(file: str, truth: Expression) -> None:
    expression, _ = read_expression(CASES / file)
    assert expression.genes == truth.genes
    assert len(expression.samples) == 60
    np.testing.assert_allclose(expression.values, truth.values, rtol=0, atol=6e-5)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("comment-lines/comment_lines.tsv", "comments: 2"),
        ("comment-lines/featureCounts.txt", "S000.sorted.bam → S000"),
        ("edf/sign.edf", "SiGN EDF"),
        ("gct/gct13.gct", "GCT 1.3"),
        ("ensembl-h5ad-columns/ad_ens_col_Gene.h5ad", "symbols were taken from var column 'Gene'"),
        ("ensembl-versions/ensembl_versioned.csv", "The version was removed"),
        ("excel-dates-other-forms/dates_saved_as_csv.csv", "look like dates"),
        ("containers/dates.xlsx", "look like dates"),
        ("geo-series-matrix/GSE_short_series_matrix.txt", "GEO series matrix"),
        ("h5ad-raw-and-layers/ad_counts_X_log_layer.h5ad", "the file also has logcounts"),
        ("h5ad-raw-and-layers/ad_scaled_X_raw.h5ad", "Z-scores"),
        ("h5ad-unknown-encoding/ad_future_obs_col.h5ad", "obs tissue"),
        ("htseq-star-summary-rows/HTSeq_merged.tsv", "__no_feature"),
        ("htseq-star-summary-rows/STAR_ReadsPerGene_merged.tsv", "N_unmapped"),
        ("linear-below-100/counts_small.csv", "raw counts"),
        ("linear-below-100/tpm_linear_small.csv", "linear values"),
        ("metadata-as-genes/sample_meta_cols_inside.csv", "age, batch, OS_time"),
        ("metadata-as-genes/gct13_numeric_meta_stripped.tsv", "2 rows or columns without a gene symbol"),
        ("mouse-profile/mouse_symbols.csv", "those of the mouse"),
        ("not-a-matrix/firehose_RSEM_genes_normalized.txt", "normalized_count"),
        ("not-a-matrix/normalised_with_pvals.csv", "logFC, pvalue, padj, baseMean"),
        ("not-a-matrix/tximport_asdataframe.csv", "abundance was used"),
        ("symbols-with-more/probe_with_symbols_triple_slash.tsv", "with several"),
        ("thousands-dot/de_thousands_dot.csv", "between thousands"),
    ],
)
def test_what_was_done_is_said(file: str, words: str) -> None:
    assert words in _said(file)[1]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("not-a-matrix/S000.ReadsPerGene.out.tab", "counts of one sample (STAR"),
        ("comment-lines/gdc_augmented_star_gene_counts.tsv", "counts of one sample (GDC"),
        ("gmt-weights/gmx.gmx", "gene sets (GMX)"),
        ("gmt-weights/mouse.gmt", "gene sets (GMT)"),
    ],
)
def test_one_sample_is_no_table(file: str, words: str) -> None:
    with pytest.raises(UserError) as raised:
        read_expression(CASES / file)
    assert words in str(raised.value)


@pytest.mark.parametrize("table", ["ensembl_versioned.csv", "gdc_xena_star_tpm.tsv", "tximport_abundance.csv"])
def test_ensembl_versions_do_not_keep_lists_apart(table: str) -> None:
    expression, _ = read_expression(CASES / "ensembl-versions" / table)
    for listed in ("tf_ens.txt", "tg_ens.txt"):
        match = expression.gene_table.match(read_gene_list(CASES / "ensembl-versions" / listed))
        assert len(match.found) == 30


def test_mouse_symbols_meet_the_built_in_regulators(truth: Expression) -> None:
    mouse, _ = read_expression(CASES / "mouse-profile/mouse_symbols.csv")
    human = truth.gene_table.match(builtin_regulators()).names
    found = mouse.gene_table.match(builtin_regulators()).names
    assert len(found) == len(human)
    assert [name.upper() for name in found] == list(human)


@pytest.mark.parametrize("name", ["numeric_entrez_header.tsv", "numeric_probe_IDREF.tsv", "data_mrna_entrez_only.txt"])
def test_numbers_name_genes(name: str, truth: Expression) -> None:
    path = CASES / "numeric-gene-ids" / name
    expression, report = read_expression(path)
    assert report.orientation == "genes-in-rows"
    assert expression.values.shape == truth.values.shape
    assert expression.genes == tuple(pd.read_csv(path, sep="\t", dtype=str).iloc[:, 0])
    assert read_expression(path, "genes-in-rows")[0].genes == expression.genes


def test_thousands_are_read_as_thousands() -> None:
    expression, _ = read_expression(CASES / "thousands-dot/de_thousands_dot.csv")
    assert expression.gene("CDH1")[:4].tolist() == [1289, 794, 1391, 4234]


@pytest.mark.parametrize(("part", "genes"), [("", 120), ("raw", 375)])
def test_the_matrix_of_an_anndata_file_can_be_chosen(part: str, genes: int) -> None:
    expression, report = read_expression(CASES / "h5ad-raw-and-layers/ad_hvg_only_raw_full.h5ad", part=part)
    assert len(expression.genes) == genes
    assert f"matrix {part or 'X'}" in str(report.messages()[0])
    assert expression.annotation is not None
    assert set(expression.annotation.columns) == {"n", "tissue"}


def test_a_clinical_file_of_cbioportal() -> None:
    path = CASES / "clinical-cbioportal/clin_cbio.txt"
    annotation = read_annotation(path)
    assert annotation.index[0] == "TCGA-E2-A000-01"
    assert annotation["AGE"].dtype.kind == "i"
    scores = read_scores(path)
    assert (scores.name, scores.values[0]) == ("AGE", 50)


def test_scores_with_decimal_commas_and_semicolons() -> None:
    scores = read_scores(CASES / "eu-two-columns/sc_eu.csv")
    assert scores.samples[:2] == ("S000", "S001")
    assert scores.values[0] == pytest.approx(0.0012301533574825)


def test_samples_of_geo_and_gct_come_with_their_annotation() -> None:
    for file in ("GSE99999_series_matrix.txt.gz", "GSE_short_series_matrix.txt"):
        expression, _ = read_expression(CASES / "geo-series-matrix" / file)
        assert expression.samples[0] == "GSM1000000"
        assert expression.annotation is not None
        assert expression.annotation["tissue"].iloc[0] == "lung"
    gct, _ = read_expression(CASES / "gct/gct13.gct")
    assert gct.annotation is not None
    assert gct.annotation["cell_type"].iloc[:2].tolist() == ["A549", "MCF7"]
    assert gct.annotation["dose"].iloc[:3].tolist() == [0, 10, 20]


def test_gene_sets_with_weights_of_the_mouse_and_in_columns(truth: Expression) -> None:
    folder = CASES / "gmt-weights"
    weighted = read_gene_sets(folder / "weighted.gmt")
    assert weighted.genes[0][:2] == ("COL3A1", "COL5A2")
    mouse = read_gene_sets(folder / "mouse.gmt")
    assert len(match_genes(mouse.genes[0], truth.genes).found) > 10
    columns = read_gene_sets(folder / "gmx.gmx")
    assert columns.names == ("A", "B")
    assert columns.genes[1][:2] == ("CDH11", "COMP")


def test_every_file_is_checked_without_a_traceback() -> None:
    refused: list[str] = []
    for path in sorted(CASES.glob("*/*")):
        if path.name != "README" and path.suffix not in (".gmt", ".gmx"):
            try:
                found = check(path)
            except UserError as error:
                refused.append(str(error))
            else:
                assert found.samples or found.genes, path
    assert len(refused) == 2
    assert all("\n" not in sentence for sentence in refused)


def test_every_folder_of_cases_is_known_here() -> None:
    assert {path.name for path in CASES.iterdir()} == KNOWN


KNOWN = {
    "audit-warning", "clinical-cbioportal", "comment-lines", "containers", "edf", "ensembl-h5ad-columns",
    "ensembl-versions", "eu-two-columns", "excel-dates-other-forms", "gct", "geo-series-matrix", "gmt-weights",
    "h5ad-raw-and-layers", "h5ad-unknown-encoding", "htseq-star-summary-rows", "linear-below-100", "metadata-as-genes",
    "mouse-profile", "not-a-matrix", "numeric-gene-ids", "symbols-with-more", "thousands-dot",
}  # fmt: skip
