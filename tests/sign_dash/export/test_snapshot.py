"""From the canvas's report to the picture, and the tables and names beside it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import pytest

from compute import Study
from sign_dash.components.explained import Explained
from sign_dash.export import words
from sign_dash.export.callbacks import written
from sign_dash.export.snapshot import bend, legend, read_snapshot
from sign_dash.export.tables import cores_csv, edges_csv, loadings_csv
from sign_dash.network import look

SVG = "{http://www.w3.org/2000/svg}"


def node(gene: str, x: float, y: float, **more: Any) -> dict[str, Any]:
    plain = {"id": gene, "x": x, "y": y, "role": "target", "focus": 0, "size": 13, "colour": "#aabbcc", "active": 1}
    return {**plain, **more}


def edge(regulator: str, target: str, coefficient: float, **more: Any) -> dict[str, Any]:
    plain = {"regulator": regulator, "target": target, "coefficient": coefficient}
    return {**plain, "width": 2.5, "opacity": 0.5, "control": None, **more}


@pytest.fixture
def reported() -> dict[str, Any]:
    return {
        "sample": 7,
        "cutoff": 0.05,
        "reach": 1,
        "scale": 0.4,
        "total": 70,
        "drawn": 3,
        "candidates": 3,
        "nodes": [
            node("ZEB1", 0, 0, role="regulator", focus=1, size=30),
            node("CDH1", 120.5, -40),
            node("VIM", -60, 90, active=0),
        ],
        "edges": [edge("ZEB1", "CDH1", -0.31, width=4.25)],
    }


def test_the_picture_has_the_reported_nodes_edges_and_widths(modelled: Study, reported: dict[str, Any]) -> None:
    request = {"kind": "svg", "snapshot": reported, "subject": ""}
    root = ET.fromstring(written(modelled, request)["text"])
    marks = {mark.attrib["data-gene"]: mark for mark in root.findall(f".//{SVG}g[@id='nodes']/*")}
    assert set(marks) == {"ZEB1", "CDH1", "VIM"}
    assert (float(marks["ZEB1"].attrib["cx"]), float(marks["ZEB1"].attrib["cy"])) == (0, 0)
    assert float(marks["CDH1"].attrib["x"]) + 6.5 == pytest.approx(120.5)
    assert float(marks["VIM"].attrib["fill-opacity"]) == look.FADED
    named = {text.attrib["data-gene"] for text in root.findall(f".//{SVG}g[@id='names']/*")}
    assert named == {"ZEB1", "CDH1"}  # as on screen: a gene without an edge in this sample keeps its name to itself
    (drawn,) = root.findall(f".//{SVG}g[@class='edge']")
    assert drawn[1].attrib["stroke-width"] == "4.25"
    assert drawn[1].attrib["stroke"] == "#D55E00"


def test_the_caption_says_sample_cut_off_and_how_much_is_shown(modelled: Study, reported: dict[str, Any]) -> None:
    snapshot = read_snapshot(reported)
    caption = words.caption(modelled, snapshot, "")
    assert "within 1 step of ZEB1" in caption
    assert "1 of the 70 edges" in caption
    assert "≥\u00a00.05" in caption
    assert "considered" not in caption
    capped = words.caption(modelled, replace(snapshot, candidates=1234), "")
    assert "1,234 edges over all samples, of which the nearest and strongest 3 are considered" in capped
    assert caption.startswith("Simulated data.")
    assert words.title(modelled, 7).startswith(f"{modelled.samples[7]} · EMT score ")
    assert words.subtitle(modelled, 7).endswith("sample 8 of 48 · lung")


def test_file_names_carry_study_sample_and_cut_off_in_plain_letters(modelled: Study, reported: dict[str, Any]) -> None:
    snapshot = replace(read_snapshot(reported), cutoff=0.02)
    parts = words.network_parts(modelled, snapshot, "Region of 3 regulators / «odd»")
    name = words.file_name(modelled, parts, "svg")
    assert name == "Planted-cohort_simulated_LINE-007_Region-of-3-regulators-odd_strength-0.02.svg"


def test_the_edge_table_holds_the_drawn_edges_strongest_first() -> None:
    reported = [edge("A", "B", 0.1), edge("C", 'x,"y"', -0.7), edge("A", "C", 0.2)]
    nodes = [node(gene, 0, 0) for gene in ("A", "B", "C", 'x,"y"')]
    snapshot = read_snapshot(
        {"sample": 0, "cutoff": 0, "reach": 0, "scale": 1, "total": 3, "drawn": 3, "candidates": 3}
        | {"nodes": nodes, "edges": reported}
    )
    table = pd.read_csv(io.StringIO(edges_csv(snapshot.edges)))
    assert list(table.columns) == ["regulator", "target", "coefficient"]
    assert list(table["coefficient"]) == [-0.7, 0.2, 0.1]
    assert table["target"][0] == 'x,"y"'


def test_the_models_tables_hold_every_number(explained: Explained, modelled: Study) -> None:
    loadings = pd.read_csv(io.StringIO(loadings_csv(explained)))
    found = loadings.query("side == 'target' and gene == 'ESRP1'")["loading"]
    np.testing.assert_array_equal(found, explained.loadings["target"][explained.genes["target"].index("ESRP1")])
    cores = pd.read_csv(io.StringIO(cores_csv(explained, modelled)), index_col="sample")
    assert tuple(cores.index) == modelled.samples
    np.testing.assert_allclose(cores["core_2_1"], explained.cores[:, 1, 0], rtol=1e-12)
    adds = cores.filter(like="contribution_").sum(axis=1) + explained.baseline
    np.testing.assert_allclose(adds, cores["predicted"])


@pytest.mark.parametrize(("control", "expected"), [((50, 20), 10), ((50, -20), -10), ((50, 0), 0)])
def test_a_bend_is_half_its_control_points_distance(control: tuple[float, float], expected: float) -> None:
    assert bend((0, 0), (100, 0), control) == expected
    # The other way round the same curve bends to the other hand.
    assert bend((100, 0), (0, 0), control) == -expected


def test_the_legends_widths_are_those_of_the_canvas() -> None:
    shown = legend(0.4).widths
    assert [round(strength, 6) for strength, _ in shown] == [0.1, 0.2, 0.4]
    assert [width for _, width in shown] == [
        look.WIDTHS[look.LEVELS // 4],
        look.WIDTHS[look.LEVELS // 2],
        look.WIDTHS[-1],
    ]
