"""The plane of E and M score: each quarter has its name, and only the order of the samples counts."""

from __future__ import annotations

import numpy as np

from compute.score.plane import phenotypes


def test_each_quarter_has_its_name() -> None:
    e, m = np.array([4.0, 3.0, 1.0, 2.0]), np.array([1.0, 3.0, 4.0, 2.0])
    assert phenotypes(e, m) == ("epithelial", "hybrid", "mesenchymal", "neither")
    assert phenotypes(m, e) == ("mesenchymal", "hybrid", "epithelial", "neither")
    assert phenotypes(np.exp(e), m**3) == phenotypes(e, m)


def test_a_score_that_never_varies_makes_no_hybrid() -> None:
    assert set(phenotypes(np.ones(4), np.arange(4.0))) == {"mesenchymal", "neither"}
