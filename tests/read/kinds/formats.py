"""Formats of repositories and programs, written here as they write them."""

from __future__ import annotations

import gzip
import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import anndata
import h5py
import numpy as np
import pandas as pd
import scipy.io
import scipy.sparse

from tests.read.kinds.kind import COUNTS, GENES, IDS, SAMPLES, TABLE, TSV, Kind, text

_ROWS = TSV.split("\n", 1)[1]
_TABS = "\t".join(SAMPLES)
_OBS = pd.DataFrame({"tissue": pd.Categorical(["lung", "skin"] * 6), "age": np.arange(12.0)}, index=SAMPLES)
_GCT12 = f"#1.2\n30\t12\nNAME\tDescription\t{_TABS}\n" + "".join(
    f"{line.split(chr(9), 1)[0]}\tna\t{line.split(chr(9), 1)[1]}\n" for line in _ROWS.strip().split("\n")
)
_GCT13 = (
    f"#1.3\n30\t12\t1\t2\nid\tpr_gene_symbol\t{_TABS}\ncell_type\tna\t"
    + "\t".join(["A549", "MCF7"] * 6)
    + "\ndose\tna\t"
    + "\t".join("0123456789ab"[place] if place < 10 else "10" for place in range(12))
    + "\n"
    + "".join(f"{one}\t{line}\n" for one, line in zip(IDS, _ROWS.strip().split("\n"), strict=True))
)
_GEO = (
    '!Series_title\t"EMT"\n!Sample_geo_accession\t'
    + "\t".join(f'"{one}"' for one in SAMPLES)
    + "\n!Sample_characteristics_ch1\t"
    + "\t".join(['"tissue: lung"', '"tissue: skin"'] * 6)
    + '\n!series_matrix_table_begin\n"ID_REF"\t'
    + "\t".join(f'"{one}"' for one in SAMPLES)
    + f"\n{_ROWS}!series_matrix_table_end\n"
)
_EDF = f"@TotalArrays\t12\n@TotalGenes\t30\n@Array\t{_TABS}\n@GeneName\n{_ROWS}"
_FIREHOSE = f"Hybridization REF\t{_TABS}\ngene_id" + "\tnormalized_count" * 12 + f"\n{_ROWS}"
_TXIMPORT = pd.concat(
    [(2**TABLE).add_prefix("abundance."), COUNTS.add_prefix("counts."), (COUNTS + 1).add_prefix("length.")], axis=1
)


def _h5ad(x: object, layers: dict[str, object] | None = None, **more: object) -> Callable[[], bytes]:
    def write() -> bytes:
        data = anndata.AnnData(x, _OBS.copy(), more.get("var", pd.DataFrame(index=GENES)), layers=layers)  # type: ignore[arg-type]
        if "raw" in more:
            data.raw = anndata.AnnData(more["raw"], _OBS.copy(), pd.DataFrame(index=GENES))  # type: ignore[arg-type]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.h5ad"
            data.write_h5ad(path)
            if more.get("strange"):
                with h5py.File(path, "a") as file:
                    file["obs/tissue"].attrs["encoding-type"] = "of-the-future"
            return path.read_bytes()

    return write


def _hdf5(fill: Callable[[h5py.File], None]) -> Callable[[], bytes]:
    def write() -> bytes:
        packed = io.BytesIO()
        with h5py.File(packed, "w") as file:
            fill(file)
        return packed.getvalue()

    return write


def _loom(file: h5py.File) -> None:
    file["matrix"] = TABLE.to_numpy()
    file["row_attrs/Gene"] = np.array(GENES, dtype="S")
    file["col_attrs/CellID"] = np.array(SAMPLES, dtype="S")


def _tenx(file: h5py.File) -> None:
    matrix = scipy.sparse.csr_matrix(COUNTS.to_numpy().T)
    for name, part in (("data", matrix.data), ("indices", matrix.indices), ("indptr", matrix.indptr)):
        file[f"matrix/{name}"] = part
    file["matrix/shape"] = [30, 12]
    file["matrix/barcodes"] = np.array(SAMPLES, dtype="S")
    file["matrix/features/name"] = np.array(GENES, dtype="S")
    file["matrix/features/id"] = np.array(IDS, dtype="S")
    file["matrix/features/feature_type"] = np.array(["Gene Expression"] * 30, dtype="S")


def _mtx() -> bytes:
    matrix, packed = io.BytesIO(), io.BytesIO()
    scipy.io.mmwrite(matrix, scipy.sparse.coo_matrix(COUNTS.to_numpy()))
    features = "".join(f"{one}\t{gene}\tGene Expression\n" for one, gene in zip(IDS, GENES, strict=True))
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("m/matrix.mtx", matrix.getvalue())
        archive.writestr("m/features.tsv", features)
        archive.writestr("m/barcodes.tsv", "\n".join(SAMPLES) + "\n")
    return packed.getvalue()


_LOGS, _RAW = TABLE.to_numpy().T, COUNTS.to_numpy().T.astype(float)
_SYMBOLS_BESIDE = pd.DataFrame({"gene_short_name": GENES}, index=IDS)
FORMATS_OF_PROGRAMS = (
    Kind("GCT 1.2", "read; Description left out, said", "a.gct", text(_GCT12), "GCT 1.2", TABLE),
    Kind("GCT 1.3 with metadata", "read; metadata kept as annotation", "a.gct", text(_GCT13), "GCT 1.3", TABLE),
    Kind(
        "a GEO series matrix", "read; `!Sample_` lines kept as annotation", "a_series_matrix.txt.gz",
        lambda: gzip.compress(_GEO.encode()), "GEO series matrix", TABLE,
    ),
    Kind("SiGN EDF", "read", "a.edf", text(_EDF), "SiGN EDF", TABLE),
    Kind(
        "two lines of header (Firehose)", "read; the measure said", "a.txt", text(_FIREHOSE), "normalized_count", TABLE
    ),
    Kind(
        "tximport as a data frame", "abundance taken, a warning", "a.csv", lambda: _TXIMPORT.to_csv().encode(),
        "abundance was used", 2**TABLE,
    ),
    Kind("loom", "read", "a.loom", _hdf5(_loom), "Loom", TABLE),
    Kind("10x Genomics .h5", "read", "a.h5", _hdf5(_tenx), "10x Genomics (.h5)", COUNTS),
    Kind("10x Genomics matrix in a zip", "read", "a.zip", _mtx, "10x", COUNTS),
    Kind("AnnData", "read; obs kept as annotation", "a.h5ad", _h5ad(_LOGS), "matrix X", TABLE),
    Kind(
        "AnnData, sparse, of counts with a layer", "X read, the layer named", "a.h5ad",
        _h5ad(scipy.sparse.csr_matrix(_RAW), {"logcounts": _LOGS}), "the file also has logcounts", COUNTS,
    ),
    Kind("AnnData with raw", "X read, raw named", "a.h5ad", _h5ad(_LOGS, raw=_RAW), "the file also has raw", TABLE),
    Kind(
        "AnnData named by Ensembl ids, symbols in var", "the symbols taken, said", "a.h5ad",
        _h5ad(_LOGS, var=_SYMBOLS_BESIDE), "var column 'gene_short_name'", TABLE,
    ),
    Kind(
        "AnnData with a column of a newer kind", "the column left out, said", "a.h5ad", _h5ad(_LOGS, strange=True),
        "obs tissue", TABLE,
    ),
    Kind(
        "AnnData without X but with several layers", "refused until a layer is chosen", "a.h5ad",
        _h5ad(None, {"a": _LOGS, "b": _RAW}), "choose one with --layer", refused=True,
    ),
)  # fmt: skip
