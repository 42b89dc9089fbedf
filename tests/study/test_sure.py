"""A study of its sure edges: theirs are the coefficients of the whole one, all others are absent."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from compute.errors import UserError
from compute.study import open_study, sure_edges
from tests.sign_dash.sure import with_confidence
from tests.study.conftest import Planted


def test_edges_below_are_absent_and_all_others_as_they_are(planted: Planted, tmp_path: Path) -> None:
    whole = with_confidence(planted, tmp_path / "sure")
    assert whole.confidence is not None
    edges = whole.confidence.edges
    least = float(np.median(edges["confidence"]))
    kept = np.zeros((len(whole.regulators), len(whole.targets)), bool)
    at = edges[edges["confidence"] >= least]
    kept[at["regulator"], at["target"]] = True
    assert 0 < kept.sum() < (planted.networks != 0).any(axis=0).sum()
    sure = sure_edges(whole, least)
    for sample in range(len(whole.samples)):
        np.testing.assert_array_equal(sure.network(sample).toarray(), planted.networks[sample] * kept)
    gone = np.argwhere(~kept & (planted.networks != 0).any(axis=0))[0]
    assert not sure.edge(whole.regulators[gone[0]], whole.targets[gone[1]]).any()
    assert sure.edge_counts.tolist() == [(networks * kept != 0).sum() for networks in planted.networks]
    assert whole.edge_counts.tolist() == [(networks != 0).sum() for networks in planted.networks]
    assert sure_edges(whole, 0.0) is whole


def test_what_cannot_be_is_said(planted: Planted, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Confidence has not been computed for planted; run `confidence` first"):
        sure_edges(open_study(planted.path), 0.8)
    whole = with_confidence(planted, tmp_path / "sure")
    with pytest.raises(UserError, match=r"No edge of .* has a confidence of 0.995 or more"):
        sure_edges(whole, 0.995)
    with pytest.raises(UserError, match="between 0 and 1, not 80"):
        sure_edges(whole, 80)
