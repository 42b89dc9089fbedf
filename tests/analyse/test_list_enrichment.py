"""A list against gene sets: as scipy's Fisher test and its Benjamini-Hochberg step say."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from compute.analyse import list_enrichment
from compute.errors import UserError
from compute.read import GeneSets
from compute.study import Study, open_study
from tests.study.conftest import Planted


@pytest.fixture
def study(planted: Planted) -> Study:
    return open_study(planted.path)


def test_against_scipy(study: Study) -> None:
    background = list(dict.fromkeys((*study.regulators, *study.targets)))
    sets = {"A": background[:5], "B": background[3:9], "C": background[::2], "FAR": background[-3:]}
    given = GeneSets(tuple(sets), tuple(tuple(s) for s in sets.values()), "sets.gmt", "0" * 64, ())
    genes = [*background[:4], "STRANGER", background[0]]
    found = list_enrichment(study, given, genes, smallest=1, largest=100)
    assert (found.listed, found.background, found.tested) == (4, len(background), 4)
    listed = set(background[:4])
    p = {}
    for name, members in sets.items():
        both = len(listed & set(members))
        table = [[both, 4 - both], [len(members) - both, len(background) - 4 - len(members) + both]]
        p[name] = float(stats.fisher_exact(table, alternative="greater").pvalue)
    q = dict(zip(p, stats.false_discovery_control(list(p.values())), strict=True))
    assert [s.gene_set for s in found.sets] == sorted((n for n in sets if listed & set(sets[n])), key=lambda n: p[n])
    assert {"A", "B", "C"} <= {s.gene_set for s in found.sets}
    for s in found.sets:
        assert s.genes == tuple(sorted(listed & set(sets[s.gene_set])))
        np.testing.assert_allclose([s.p_value, s.q_value], [p[s.gene_set], q[s.gene_set]], rtol=1e-9)


def test_strangers_alone_are_said_to_be(study: Study) -> None:
    given = GeneSets(("A",), (study.targets[:3],), "sets.gmt", "0" * 64, ())
    with pytest.raises(UserError, match="None of these genes"):
        list_enrichment(study, given, ["STRANGER"], smallest=1)
