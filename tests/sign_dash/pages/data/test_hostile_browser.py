"""Files that mean harm, brought through the browser: one sentence each, nothing is run, and the server answers on."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import anndata
import h5py
import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Page, expect
from scipy import sparse

from sign_dash.server.library import Library
from tests.sign_dash.pages.data.conftest import offering

pytestmark = pytest.mark.browser
MARKUP = '<img src=x onerror="window.harmed=1">'
GENES = ["CDH1", "VIM", "FN1"]
SENTENCES = {
    "elsewhere.h5ad": "elsewhere.h5ad has values kept in another file (external storage) at /X",
    "astray.h5ad": "astray.h5ad has a sparse matrix /X whose indices do not fit its shape",
    "endless.csv.gz": "endless.csv.gz has 5,000,001 rows, and at most 5,000,000 are read",
    "endless-line.txt.gz": "endless-line.txt.gz has a line of more than 33,554,432 characters",
    "deep.json": "deep.json",
    f"{MARKUP}.csv": f"columns CDH1, {MARKUP}",
}
"""What the page says of each."""


def hostile(folder: Path) -> list[Path]:
    """The files of SENTENCES."""
    outside = folder / "secret.bin"
    outside.write_bytes(np.arange(9, dtype="f4").tobytes())
    table = pd.DataFrame(np.eye(3, dtype="f4") + 1, index=list("abc"), columns=GENES)
    anndata.AnnData(table).write_h5ad(folder / "elsewhere.h5ad")
    with h5py.File(folder / "elsewhere.h5ad", "a") as file:
        del file["X"]
        file.create_dataset("X", (3, 3), "f4", external=[(str(outside), 0, 36)])
    anndata.AnnData(
        sparse.csr_matrix(table.to_numpy()), pd.DataFrame(index=list("abc")), pd.DataFrame(index=GENES)
    ).write_h5ad(folder / "astray.h5ad")
    with h5py.File(folder / "astray.h5ad", "a") as file:
        file["X/indices"][0] = 10**6
    (folder / "endless.csv.gz").write_bytes(gzip.compress(b"gene,S1,S2\n" + b"\n" * 6_000_000))
    (folder / "endless-line.txt.gz").write_bytes(gzip.compress(b"0" * 40_000_000))
    (folder / "deep.json").write_text("[" * 100_000)
    (folder / f"{MARKUP}.csv").write_text(f"sample,CDH1,{MARKUP}\n{MARKUP},1e308,2\nb,x,3\n")
    return [folder / name for name in SENTENCES]


@pytest.mark.slow
def test_each_is_one_sentence_and_the_server_answers_on(page: Page, library: Library, tmp_path: Path) -> None:
    brought = tmp_path / "brought"
    brought.mkdir()
    files = hostile(brought)
    with offering(library, tmp_path / "cache") as address:
        page.goto(f"{address}/runs")
        page.get_by_role("tab", name="New study").click()
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Choose files").click()
        chooser.value.set_files(files)
        for sentence in SENTENCES.values():
            expect(page.locator("body")).to_contain_text(sentence, timeout=60_000)
        assert page.evaluate("() => window.harmed") is None
        layout = json.loads(page.request.get(f"{address}/study/second/_dash-layout").text())
        assert layout["props"]
