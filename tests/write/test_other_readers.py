"""What is exported is read by R, as docs/library.md says, and by GSEApy."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import gseapy
import numpy as np
import pytest
from gseapy.parser import read_gmt

from compute import Study
from compute.write import export_networks, network_graphml, sample_network
from tests.conftest import ROOT
from tests.sign_dash.planted import Planted

PACKAGES = ("igraph", "hdf5r", "Matrix")


@pytest.fixture
def exported(planted: Planted, tmp_path: Path) -> tuple[Study, Path]:
    study = Study.open(planted.path)
    export_networks(study.stored, tmp_path / "regulons.gmt", "gmt", least_share=0.1)
    export_networks(study.stored, tmp_path / "all.h5ad", "h5ad")
    network = sample_network(study.stored, study.samples[1])
    (tmp_path / "A549.graphml").write_text(network_graphml(network), encoding="utf-8")
    return study, tmp_path


def _sets(folder: Path) -> dict[str, list[str]]:
    rows = (line.split("\t") for line in (folder / "regulons.gmt").read_text().splitlines())
    return {name: genes for name, _, *genes in rows}


@pytest.mark.slow
def test_gseapy_reads_the_regulons_and_scores_the_samples(exported: tuple[Study, Path]) -> None:
    study, folder = exported
    sets = read_gmt(str(folder / "regulons.gmt"))
    assert {name: list(genes) for name, genes in sets.items()} == _sets(folder)
    found = gseapy.ssgsea(data=study.expression().T, gene_sets=sets, min_size=1, outdir=None, no_plot=True)
    assert set(found.res2d["Term"]) <= set(sets)
    assert len(found.res2d) == len(study.samples) * found.res2d["Term"].nunique() > 0


@pytest.mark.slow
def test_regulons_are_named_as_pyscenic_names_them(exported: tuple[Study, Path]) -> None:
    study, folder = exported
    for name, genes in _sets(folder).items():
        found = re.fullmatch(r"(.+)\(([+-])\)", name)
        assert found is not None
        assert found[1] in study.regulator_names
        assert set(genes) <= set(study.target_names)


def _has_r() -> bool:
    words = ["Rscript", "-e", f"stopifnot({', '.join(f'requireNamespace({one!r})' for one in PACKAGES)})"]
    return (
        shutil.which("Rscript") is not None and subprocess.run(words, capture_output=True, check=False).returncode == 0
    )


@pytest.mark.slow
def test_r_reads_what_the_documentation_says(exported: tuple[Study, Path]) -> None:
    if not _has_r():
        pytest.skip(f"R with {', '.join(PACKAGES)} is not installed here")
    study, folder = exported
    code = re.findall(r"```r\n(.*?)```", (ROOT / "docs" / "library.md").read_text(encoding="utf-8"), re.DOTALL)
    asked = (
        "cat(igraph::ecount(graph), length(regulons), dim(networks), sum(networks), nrow(networks) ==\n"
        "  length(rownames(networks)), sum(sapply(regulons, length)))"
    )
    done = subprocess.run(
        ["Rscript", "-e", "\n".join([*code, asked])], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    edges, sets, rows, columns, total, named, genes = done.stdout.split()
    stored = study.stored
    dense = np.stack([stored.network(place).toarray() for place in range(len(study.samples))])
    assert int(edges) == np.count_nonzero(dense[1])
    assert (int(sets), int(genes)) == (len(_sets(folder)), sum(map(len, _sets(folder).values())))
    assert (int(rows), int(columns)) == (len(study.samples), np.count_nonzero((dense != 0).any(axis=0)))
    assert float(total) == pytest.approx(dense.sum(dtype=float), rel=1e-4)
    assert named == "TRUE"
