"""Blood lines are found by their annotation, else by their expression."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from compute.errors import UserError
from compute.read import Expression, read_annotation
from compute.study import StudyScore
from compute.suitability import blood_lines, measures_emt, without_blood
from tests.suitability.conftest import BLOOD

CELLS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "gdsc_cell_lines.csv"


def test_by_expression(lines: Expression) -> None:
    found = blood_lines(lines)
    assert found.by == "expression"
    np.testing.assert_array_equal(np.flatnonzero(found.of_blood), np.arange(BLOOD))


def test_on_another_scale_it_is_the_same(lines: Expression) -> None:
    other = replace(lines, values=np.exp2(lines.values))
    np.testing.assert_array_equal(blood_lines(other).of_blood, blood_lines(lines).of_blood)


def test_the_annotation_goes_before_the_expression(lines: Expression) -> None:
    tissue = pd.DataFrame({"tissue": ["lung"] * 10 + ["", ""] + ["B-cell lymphoma"] + [""] * 29}, index=lines.samples)
    found = blood_lines(lines, tissue)
    assert found.by == "both"
    assert np.flatnonzero(found.of_blood).tolist() == [10, 11, 12]


def test_few_genes_say_nothing(lines: Expression) -> None:
    few = replace(lines, values=lines.values[:, :100], genes=lines.genes[:100])
    assert not blood_lines(few).of_blood.any()


def test_words_of_other_columns_say_nothing(lines: Expression) -> None:
    notes = pd.DataFrame({"remark": ["leukemia"] * len(lines.samples)}, index=lines.samples)
    assert blood_lines(lines, notes).count == BLOOD


def test_they_are_left_out(lines: Expression) -> None:
    kept, note = without_blood(lines, None)
    assert kept.samples == lines.samples[BLOOD:]
    assert str(note) == "12 of 42 samples are blood lines (by their expression) and were left out."
    with pytest.raises(UserError, match="none is left"):
        without_blood(replace(lines, values=lines.values[:BLOOD], samples=lines.samples[:BLOOD]), None)


def test_which_scores_measure_emt() -> None:
    assert measures_emt(StudyScore("x", "ks"))
    assert measures_emt(StudyScore("My EMT", ""))
    assert not measures_emt(StudyScore("Remtinib", "", "sensitive", "resistant"))


@pytest.mark.skipif(not CELLS.is_file(), reason="the GDSC annotation is not there")
def test_gdsc_has_165(lines: Expression) -> None:
    cells = read_annotation(CELLS, CELLS.name)
    samples = tuple(map(str, cells.index))
    table = Expression(np.zeros((len(samples), 1)), samples, ("A",), "x", "0")
    assert blood_lines(table, cells).count == 165
