"""The scores of the planted study, compared once."""

from __future__ import annotations

from pathlib import Path

import pytest

from compute.score import Comparison
from compute.study import Study
from sign_dash.gene_sets import File, gene_set_files
from sign_dash.pages.scores.compared import Scores

SETS = "EMT_UP\t\tVIM\tFN1\tCDH2\tSPARC\tNOSUCH\nMY_76GS\t\tCDH1\tESRP1\tEPCAM\tVIM\n"


@pytest.fixture(scope="session")
def sets_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, File]:
    """A folder of the cache, and a file of gene sets in it."""
    cache = tmp_path_factory.mktemp("cache")
    return cache, gene_set_files(cache).keep(SETS.encode(), "sets.gmt")


@pytest.fixture(scope="session")
def scores(study: Study, sets_file: tuple[Path, File]) -> Scores:
    return Scores(study, sets_file[0])


@pytest.fixture(scope="session")
def found(scores: Scores, sets_file: tuple[Path, File]) -> Comparison:
    made = scores.found(sets_file[1], ["EMT_UP"])
    assert isinstance(made, Comparison)
    return made
