"""What is exported is what decoupler takes: gene sets from a file, and a network with an AnnData object."""

from __future__ import annotations

from pathlib import Path

import decoupler as dc
import numpy as np
import pytest

from compute import Study
from compute.write import export_networks
from tests.sign_dash.planted import Planted

pytestmark = pytest.mark.slow


def test_decoupler_reads_the_regulons_and_scores_the_samples(planted: Planted, tmp_path: Path) -> None:
    study = Study.open(planted.path)
    export_networks(study.stored, tmp_path / "regulons.gmt", "gmt", least_share=0.1)
    sets = dc.pp.read_gmt(tmp_path / "regulons.gmt")
    lines = [line.split("\t") for line in (tmp_path / "regulons.gmt").read_text().splitlines()]
    assert {(row[0], gene) for row in lines for gene in row[2:]} == set(
        zip(sets["source"], sets["target"], strict=True)
    )

    data = study.to_anndata()
    mean = np.asarray(data.obsm["networks"].mean(axis=0)).ravel()
    net = data.uns["edges"].assign(weight=mean).rename(columns={"regulator": "source"})
    dc.mt.ulm(data, net=net[["source", "target", "weight"]], tmin=3)
    activity = data.obsm["score_ulm"]
    assert list(activity.index) == list(study.samples)
    assert set(activity.columns) <= set(study.regulator_names)
    assert np.isfinite(activity.to_numpy()).all()
