"""A score that follows the stroma of bulk tumours is found out; of cell lines nothing is said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from compute.read import Expression
from compute.suitability import stroma
from compute.suitability.stroma import STROMAL


def test_a_score_of_stroma_is_warned_of(tumours: Expression, share: np.ndarray) -> None:
    found = stroma(tumours, None, share)
    assert found is not None
    assert found.strong
    assert found.stromal is not None
    assert found.stromal > 0.9
    assert found.immune is None
    assert found.message("the score").severity == "warning"
    assert "stromal ρ = +0." in str(found.message("the score"))


def test_a_score_of_something_else_is_not(tumours: Expression) -> None:
    found = stroma(tumours, None, np.random.default_rng(3).normal(size=60))
    assert found is not None
    assert not found.strong
    assert found.message("the score").severity == "note"


def test_genes_of_the_score_are_not_taken_for_stroma(tumours: Expression, share: np.ndarray) -> None:
    found = stroma(tumours, None, share, of_score=("DCN", "LUM"))
    assert found is not None
    assert len(found.stromal_genes) == len(STROMAL) - 2
    assert not {"DCN", "LUM"} & set(found.stromal_genes)


def test_samples_without_a_score_do_not_count(tumours: Expression, share: np.ndarray) -> None:
    score = np.where(np.arange(60) % 7 == 0, np.nan, share)
    found = stroma(tumours, None, score)
    assert found is not None
    assert found.strong


@pytest.mark.parametrize(("kind", "tumour"), [("Primary Tumor", True), ("cell line", False), ("normal", False)])
def test_the_annotation_says_what_samples_are(tumours: Expression, share: np.ndarray, kind: str, tumour: bool) -> None:
    named = replace(tumours, samples=tuple(f"S{i}" for i in range(60)))
    assert stroma(named, None, share) is None
    annotation = pd.DataFrame({"sample_type": [kind] * 60}, index=named.samples)
    assert (stroma(named, annotation, share) is not None) == tumour
