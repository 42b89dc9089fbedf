"""ssGSEA as a score: a planted list is found, a list is needed, and the genes that are missing are named."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr

from compute.errors import UserError
from compute.score import score
from tests.score.conftest import Cohort


def test_a_planted_list_is_found_in_the_direction_it_has(cohort: Cohort) -> None:
    high = score(cohort.expression, "ssgsea", (*cohort.high, "NOSUCH"))
    assert spearmanr(high.values, cohort.score).statistic > 0.9
    assert spearmanr(score(cohort.expression, "ssgsea", cohort.low).values, cohort.score).statistic < -0.9
    assert (high.missing, high.listed) == (("NOSUCH",), 13)
    assert np.abs(high.values).max() < 1


def test_a_list_is_needed(cohort: Cohort) -> None:
    with pytest.raises(UserError, match="needs one list of genes"):
        score(cohort.expression, "ssgsea")
