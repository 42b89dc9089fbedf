"""What the page says of a target's regulators: against what was planted, and against the command line's ranking."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from compute.analyse import RankedRegulator, rank_regulators, regulatory_effects
from compute.errors import UserError
from compute.study import Study
from sign_dash.pages.regulators.effects import (
    Effects,
    first_target,
    found_target,
    peaks,
    push_of,
    table_rows,
    values_csv,
)

ENDS = ("epithelial", "mesenchymal")


@pytest.mark.parametrize(("by", "percentile"), [("change", 0.0), ("robust", 5.0)])
def test_the_order_is_that_of_the_command_line(study: Study, by: str, percentile: float) -> None:
    ranked = Effects(study).ranked("CDH1", by)  # type: ignore[arg-type]
    assert ranked.rows == rank_regulators(study, "CDH1", percentile)
    found = regulatory_effects(study, "CDH1")
    for row, effects, coefficients in zip(ranked.rows, ranked.effects, ranked.coefficients, strict=True):
        at = int(np.flatnonzero(found.regulators == study.regulator_index(row.regulator))[0])
        np.testing.assert_array_equal(effects, found.effects[at])
        np.testing.assert_array_equal(coefficients, study.edge(row.regulator, "CDH1"))


def test_the_planted_edges_are_said_in_words(study: Study) -> None:
    rows = {
        row["regulator"]: row
        for row in table_rows(study, Effects(study).ranked("CDH1", "change"), frozenset({"ZEB1"}), ENDS)
    }
    assert rows["ZEB1"]["does"] == "⊣ negative"
    assert rows["ZEB1"]["samples"] == len(study.samples)
    assert rows["ZEB1"]["known"] is True
    assert rows["GRHL2"]["known"] is False
    assert rows["GRHL2"]["samples"] < len(study.samples)
    assert rows["GRHL2"]["coefficient"] > 0


@pytest.mark.parametrize(
    ("low", "high", "robust", "peak", "words"),
    [
        (1.0, 2.0, 1.0, 1.5, "→ positive"),
        (-1.0, -2.0, 1.0, -1.5, "⊣ negative"),
        (1.0, 0.01, 1.0, 0.5, "→ positive (epithelial)"),
        (0.0, -1.0, 1.0, -0.3, "⊣ negative (mesenchymal)"),
        (-1.0, 1.0, 1.0, 0.0, "⊣ negative, then → positive"),
        (1.0, -0.2, 1.0, 0.4, "→ positive, then ⊣ negative"),
        (0.0, 0.0, 1.0, 0.7, "→ positive (in the middle)"),
        (0.01, 0.02, 1.0, 0.7, "→ positive (in the middle)"),
        (0.0, 0.0, 1.0, 0.0, "no net effect"),
        (0.0, 0.0, 1.0, 0.01, "no net effect"),
        (-0.3, 0.0, 2.0, -1.0, "⊣ negative (largest in the middle)"),
        (-0.3, 0.2, 2.0, -1.0, "⊣ negative (largest in the middle)"),
        (-0.8, 0.0, 2.0, -1.0, "⊣ negative (epithelial)"),
    ],
)
def test_signs_in_words(low: float, high: float, robust: float, peak: float, words: str) -> None:
    row = replace(RankedRegulator(1, "A", 3, robust, 0, 0, 0, 0, 0), effect_low=low, effect_high=high)
    push = push_of(row, peak)
    assert push.words(ENDS) == words
    assert push.marks == re.sub("[^→⊣]", "", words)


def test_the_peak_is_the_mean_of_the_tenth_where_the_effect_is_largest_in_size() -> None:
    effects = np.zeros((2, 40))
    effects[0, 16:20], effects[0, 30] = -3.0, 5.0  # one sample of a tenth counts for a quarter of it
    np.testing.assert_allclose(peaks(effects), [-3.0, 0.0])


def test_the_scale_free_order_is_that_of_its_column(study: Study) -> None:
    rows = Effects(study).ranked("CDH1", "scale_free").rows
    values = [row.scale_free_change for row in rows]
    assert values == sorted(values, reverse=True)
    assert [row.rank for row in rows] == list(range(1, len(rows) + 1))


def test_the_values_behind_the_picture_are_saved(study: Study) -> None:
    ranked = Effects(study).ranked("CDH1", "change")
    table = pd.read_csv(io.StringIO(values_csv(study, "CDH1", ranked, 3)))
    assert len(table) == 3 * len(study.samples)
    assert list(dict.fromkeys(table["regulator"])) == [row.regulator for row in ranked.rows[:3]]
    np.testing.assert_allclose(table["effect"], ranked.effects[:3].ravel(), rtol=1e-6, atol=1e-12)
    np.testing.assert_allclose(table["modulator"], np.tile(study.modulator, 3), rtol=1e-6)


def test_an_unknown_target_is_named(study: Study) -> None:
    with pytest.raises(UserError, match="NOSUCH"):
        Effects(study).ranked("NOSUCH", "change")


def test_the_first_target_is_cdh1_where_there_is_one(study: Study) -> None:
    assert first_target(study) == found_target(study) == "CDH1"
