"""Gene sets of a file are scored or taken for a score's genes; what was compared once is not computed again."""

from __future__ import annotations

from pathlib import Path

from compute.score import Comparison
from compute.study import Study
from sign_dash.gene_sets import File
from sign_dash.pages.scores.compared import compared, first_sets, is_list, sets_of


def test_sets_are_scored_and_lists_are_the_genes_of_scores(found: Comparison) -> None:
    assert {"76gs", "ssgsea:EMT_UP"} <= {column.name for column in found.columns}
    assert found.column("ssgsea:EMT_UP").missing == ("NOSUCH",)
    assert [is_list(name) for name in ("MY_76GS", "KS_EPI", "KS_MES", "EMT_UP")] == [True, True, True, False]


def test_the_table_s_own_scores_stay_while_sets_are_exchanged(
    study: Study, sets_file: tuple[Path, File], found: Comparison
) -> None:
    assert compared(study, *sets_file, ["EMT_UP"]) is found
    without = compared(study, *sets_file, ["no such set"])
    assert without.columns == found.columns[:-1]
    cache, file = sets_file
    assert first_sets(sets_of(cache, file)) == ["EMT_UP"]
    assert sets_of(cache, None) == {}
