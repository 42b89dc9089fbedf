"""Damaged files of every format: whatever a byte becomes, the answer is a table or one sentence.

The short profile runs with the other tests; ``SIGN_FUZZ=20000 python -m pytest tests/faults`` tries so many for each.
"""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import anndata
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compute.errors import UserError
from compute.read import read_annotation, read_expression, read_gene_list, read_gene_sets, read_scores, recognise

EXAMPLES = int(os.environ.get("SIGN_FUZZ", "25"))
FRAME = pd.DataFrame(
    np.random.default_rng(2).normal(7, 2, (6, 5)),
    index=[f"S{number}" for number in range(6)],
    columns=["CDH1", "VIM", "ZEB1", "FN1", "EPCAM"],
)


def _text(separator: str) -> bytes:
    return FRAME.T.to_csv(sep=separator).encode()


def _written(write: Callable[[io.BytesIO], object]) -> bytes:
    buffer = io.BytesIO()
    write(buffer)
    return buffer.getvalue()


def _zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("table.csv", _text(","))
    return buffer.getvalue()


def _gct() -> bytes:
    frame = FRAME.T.copy()
    frame.insert(0, "Description", "x")
    return b"#1.2\n5\t6\n" + frame.to_csv(sep="\t", index_label="Name").encode()


def _edf() -> bytes:
    rows = FRAME.T.to_csv(sep="\t", header=False).encode()
    return b"@TotalArrays\t6\n@Array\t" + "\t".join(FRAME.index).encode() + b"\n" + rows


def _geo() -> bytes:
    table = FRAME.T.to_csv(sep="\t", index_label="ID_REF").encode()
    names = "\t".join(FRAME.index).encode()
    head = b"!Series_title\tx\n!Sample_geo_accession\t" + names + b"\n!series_matrix_table_begin\n"
    return head + table + b"!series_matrix_table_end\n"


def _h5ad(folder: Path) -> bytes:
    path = folder / "table.h5ad"
    anndata.AnnData(FRAME).write_h5ad(path)
    return path.read_bytes()


FILES: dict[str, Callable[[], bytes]] = {
    "table.csv": lambda: _text(","),
    "table.csv.gz": lambda: gzip.compress(_text(",")),
    "table.parquet": lambda: _written(FRAME.to_parquet),
    "table.feather": lambda: _written(FRAME.reset_index().to_feather),
    "table.xlsx": lambda: _written(lambda buffer: FRAME.T.to_excel(buffer, engine="openpyxl")),
    "table.zip": _zip,
    "table.gct": _gct,
    "table.edf": _edf,
    "series_matrix.txt": _geo,
}
READERS = (recognise, read_expression, read_scores, read_annotation, read_gene_list, read_gene_sets)


def _read_all(path: Path) -> None:
    for read in READERS:
        try:
            read(path)
        except UserError as error:
            said = str(error)
        else:
            continue
        assert "\n" not in said
        assert len(said) < 1500


@pytest.mark.parametrize("name", [*FILES, "table.h5ad"])
def test_a_damaged_file_is_a_table_or_one_sentence(name: str, tmp_path: Path) -> None:
    whole = _h5ad(tmp_path) if name == "table.h5ad" else FILES[name]()
    path = tmp_path / name

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255)), max_size=8),
        st.integers(0, len(whole)),
    )
    def damaged(changes: list[tuple[int, int]], end: int) -> None:
        body = bytearray(whole)
        for place, byte in changes:
            body[place] = byte
        path.write_bytes(bytes(body[: end if end % 3 == 0 else len(body)]))
        _read_all(path)

    damaged()
