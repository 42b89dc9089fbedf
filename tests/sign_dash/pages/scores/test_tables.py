"""The tables and captions name what is missing, what is left out, and the samples that scores place apart."""

from __future__ import annotations

from compute.score import Comparison
from sign_dash.pages.scores.tables import apart_table, genes_table
from sign_dash.pages.scores.words import LONGEST, agreement_caption, plane_caption, short_label
from tests.sign_dash.pages.components.reading import text


def test_missing_genes_and_reasons_are_said(found: Comparison) -> None:
    table, notes = genes_table(found)
    assert "EMT_UP 4/5 NOSUCH" in text(table)
    assert "not the published MLR" in text(notes)
    assert "EEM finds no score" in text(notes)


def test_the_samples_most_apart_come_first(found: Comparison) -> None:
    rows = apart_table(found).children[1].children
    assert [row.children[0].children.children for row in rows] == [one.sample for one in found.disagreements(8)]


def test_labels_are_short_and_captions_complete(found: Comparison) -> None:
    assert all(len(short_label(column)) <= LONGEST for column in found.columns)
    assert short_label(found.column("ks")) == "KS *"
    assert f"{found.counts['hybrid']} hybrid" in plane_caption(found, "phenotype")
    assert "Spearman" in agreement_caption(found)
