"""The fields by which samples are filtered: values that the engine reads, and what is left where they are applied."""

from __future__ import annotations

import numpy as np
import pytest

from compute.analyse import read_side, samples_between
from compute.errors import UserError
from compute.study import Study
from sign_dash.shell.filters import filter_fields


def test_every_offered_group_is_one_that_ranges_and_sides_read(study: Study) -> None:
    within, without = filter_fields(study, "in", "out")
    assert within.data == without.data
    values = [item["value"] for group in within.data for item in group["items"]]
    assert values
    for value in values:
        assert len(samples_between(study, 0, len(study.samples) - 1, f";within:{value}"))


def test_a_range_has_the_samples_a_side_of_its_ranks_and_filters_has(study: Study) -> None:
    text = ";within:tissue=lung"
    side = read_side(study, f"ranks:11-60{text}")
    np.testing.assert_array_equal(side.samples, samples_between(study, 10, 59, text))
    assert samples_between(study, 10, 59) == range(10, 60)
    assert not len(samples_between(study, 10, 59, text + ";without:tissue=lung"))
    with pytest.raises(UserError, match="liver"):
        samples_between(study, 0, 1, ";within:tissue=liver")
