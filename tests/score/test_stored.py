"""A comparison that was kept is the same comparison."""

from __future__ import annotations

import json

import numpy as np
import pytest

from compute.messages import Message
from compute.score import Comparison, comparison_of, comparison_record
from compute.score.comparison import Column

NOTE = Message("{count:,} of them never vary.", count=3, severity="note")
FOUND = Comparison(
    ("a", "b"),
    (
        Column("epithelial", "E", np.array([0.1, 1 / 3]), emt=False, used=("CDH1",), missing=("X",), listed=2),
        Column("ssgsea:S", "ssGSEA S", np.array([-1e-9, 2.0]), emt=False, of_set=True, notes=(NOTE,)),
    ),
    (("76GS", Message("It needs its genes: {form}.", form=Message("a list of genes"))),),
)


def test_what_was_written_is_read_bit_by_bit() -> None:
    read = comparison_of(json.loads(json.dumps(comparison_record(FOUND))))
    assert read.samples == FOUND.samples
    assert read.left_out == FOUND.left_out
    for one, other in zip(read.columns, FOUND.columns, strict=True):
        np.testing.assert_array_equal(one.values, other.values)
        assert {**vars(one), "values": None} == {**vars(other), "values": None}


def test_a_record_of_another_length_is_none() -> None:
    record = comparison_record(FOUND)
    with pytest.raises(ValueError, match="reshape"):
        comparison_of({**record, "samples": ["a", "b", "c"]})
