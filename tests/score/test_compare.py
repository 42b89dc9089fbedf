"""Every score of the same samples: which there are, their genes, what is left out and why."""

from __future__ import annotations

import numpy as np

from compute.read import Expression
from compute.score import Comparison, compare_scores, emt_sets
from compute.score.compare import genes_of_sets, with_score


def test_columns_come_in_order_and_what_is_left_out_is_said(found: Comparison) -> None:
    names = [column.name for column in found.columns]
    assert names[:2] == ["epithelial", "mesenchymal"]
    assert names[-2:] == ["ssgsea:EMT_UP", "ssgsea:NOISE"]
    assert {"76gs", "ks", "mean-z", "mlr-type", "singscore"} <= {column.name for column in found.emt}
    assert dict(found.left_out).keys() == {"STRANGE"}
    ks = found.column("ks")
    assert (ks.listed, ks.missing) == (41, ("NOSUCH",))


def test_without_lists_76gs_and_sets_are_left_out_and_ks_takes_the_built_in_genes(planted: Expression) -> None:
    bare = compare_scores(planted)
    assert {label for label, _ in bare.left_out} == {"76GS", "ssGSEA"}
    assert bare.column("ks").label == "KS (built-in genes)"


def test_of_a_large_collection_those_of_emt_are_taken() -> None:
    many = [f"SET{i}" for i in range(20)]
    assert emt_sets([*many, "HALLMARK_EPITHELIAL_MESENCHYMAL_TRANSITION"]) == (
        "HALLMARK_EPITHELIAL_MESENCHYMAL_TRANSITION",
    )
    assert emt_sets(many) == ()
    assert emt_sets(many[:3]) == tuple(many[:3])


def test_a_study_s_own_score_stands_beside_the_plane_and_is_counted_once(found: Comparison) -> None:
    again = with_score(found, "mine", found.column("mean-z").values, emt=True)
    assert again.columns[2].label == "mine"
    assert again.emt == found.emt
    other = with_score(found, "mine", np.arange(60.0) ** 2, emt=True)
    assert len(other.emt) == len(found.emt) + 1


def test_sets_named_after_scores_are_their_genes() -> None:
    genes = genes_of_sets({"My_76GS": ("A", "B"), "KS_EPI": ("C",), "KS_MES": ("D",), "OTHER": ("E",)})
    assert genes.gs76 == ("A", "B")
    assert genes.classes is not None
    assert genes.classes.mesenchymal == ("D",)
    assert genes_of_sets({"KS_EPI": ("C",)}).classes is None
