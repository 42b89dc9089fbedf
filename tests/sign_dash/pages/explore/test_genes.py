"""What can be asked of genes: paths in words, common functions, the focus after an action."""

from __future__ import annotations

from pathlib import Path

import pytest
from dash import html

from compute.errors import UserError
from compute.study import Study
from sign_dash.gene_sets import gene_set_files
from sign_dash.pages.explore.callbacks import MOST_NEIGHBOURS, refocused
from sign_dash.pages.explore.common import common_functions
from sign_dash.pages.explore.facts import current_samples, gene_facts
from sign_dash.pages.explore.path import Paths, path_words
from sign_dash.pages.explore.view import Drawings, View
from tests.sign_dash.pages.explore.test_facts import words

LAST = range(89, 90)


def rows_of(study: Study, *pairs: tuple[str, str]) -> list[dict[str, object]]:
    return [{"regulator": r, "target": t, "coefficient": float(study.edge(r, t)[89])} for r, t in pairs]


def test_a_path_that_is_drawn_is_listed_with_its_coefficients(study: Study) -> None:
    found = Paths(study).between("ZEB1", "CDH1", LAST, rows_of(study, ("ZEB1", "CDH1")))
    assert found.highlighted == ["ZEB1", "CDH1"]
    said = words(html.Div(path_words(study, found, LAST)))
    assert study.samples[89] in said
    assert f"−{abs(float(study.edge('ZEB1', 'CDH1')[89])):.2f}" in said


def test_where_the_picture_has_no_path_the_whole_network_is_asked(study: Study) -> None:
    found = Paths(study).between("ZEB1", "CDH1", LAST, [])
    said = words(html.Div(path_words(study, found, LAST)))
    assert found.highlighted is None
    assert "No path leads from ZEB1 to CDH1 among the edges drawn" in said
    assert "The strongest path in the whole network" in said
    assert "Add its genes to the focus" in said


def test_no_path_at_all_is_said_plainly(study: Study) -> None:
    found = Paths(study).between("CDH1", "ZEB1", LAST, rows_of(study, ("ZEB1", "CDH1")))
    assert found.whole is None  # CDH1 regulates nothing
    assert "No directed path leads from CDH1 to ZEB1" in words(html.Div(path_words(study, found, LAST)))


def test_a_range_is_one_sample_where_there_is_none(study: Study) -> None:
    assert current_samples(study, 7, None) == range(7, 8)
    assert current_samples(study, 7, {"first": 3, "last": 9}) == range(3, 10)


def test_neighbours_come_with_a_gene_strongest_first(study: Study) -> None:
    focus = refocused(study, "neighbours", ["ZEB1", "NOSUCH"], ["CDH1"], LAST)
    facts = gene_facts(study, "ZEB1", LAST)
    partners = sorted((*(facts.regulators or ()), *(facts.targets or ())), key=lambda p: -abs(p.coefficient))
    assert focus == list(dict.fromkeys(["CDH1", "ZEB1", *(p.gene for p in partners[:MOST_NEIGHBOURS])]))
    assert refocused(study, "focus", ["VIM"], ["CDH1"], LAST) == ["CDH1", "VIM"]
    assert refocused(study, "unfocus", ["CDH1"], ["CDH1", "VIM"], LAST) == ["VIM"]


def test_common_functions_name_the_file_the_background_and_the_genes(study: Study, tmp_path: Path) -> None:
    chosen = study.targets[:6]
    gmt = "\n".join(["SHARED\t-\t" + "\t".join(study.targets[:12]), "FAR\t-\t" + "\t".join(study.targets[30:45])])
    file = gene_set_files(tmp_path).keep(gmt.encode(), "sets.gmt")
    found = common_functions(study, tmp_path, file, chosen)
    background = len({*study.regulators, *study.targets})
    said = words(html.Div(found.words))
    assert f"6 selected genes against 2 gene sets of sets.gmt; background: the {background} genes" in said
    (row,) = found.rows
    assert (row["gene_set"], row["genes"], row["size"]) == ("SHARED", 6, 12)
    assert row["names"] == ", ".join(sorted(chosen))
    assert row["q"] < 0.01
    with pytest.raises(UserError):
        common_functions(study, tmp_path, gene_set_files(tmp_path).keep(b"no tabs", "bad.gmt"), chosen)


def test_a_drawing_says_how_it_was_made(study: Study) -> None:
    drawings = Drawings(study)
    plain = drawings.drawn(View(("ZEB1", "CDH1"), 1, 0.0))
    assert (plain["layout"], plain["colourBy"], plain["sizeBy"]) == ("force", "correlation", "drawn")
    assert "expression" not in plain
    other = drawings.drawn(View(("ZEB1", "CDH1"), 1, 0.0, 5, 3000, "expression", "change", "layers"))
    assert (other["layout"], other["colourBy"], other["sizeBy"]) == ("layers", "expression", "change")
    assert len(other["sources"]) == 5
    assert {node["y"] for node in other["nodes"]} != {node["y"] for node in plain["nodes"]}
