"""What is selected: one edge with its curve along the score, or one gene with its rewiring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from dash import html
from dash.development.base_component import Component

from compute.analyse import NetworkDifference
from compute.errors import UserError
from sign_dash.language import say
from sign_dash.numbers import signed_coefficient
from sign_dash.pages.compare.comparison import edge_rows
from sign_dash.pages.compare.figures import compared_curve
from sign_dash.pages.compare.selected_gene import CURVE_HEIGHT, gene_card, open_button
from sign_dash.pages.compare.words import STEADY, category_meanings, category_names, study_titles
from sign_dash.plots import plot, score_plot
from sign_dash.scene.meaning import sign_class
from sign_dash.shell.cohort import score_name


def nothing_selected() -> html.P:
    """Before anything is selected."""
    return html.P(say("Select an edge or a gene, in a picture or in a table."), className="hint selected-none")


def selected(
    difference: NetworkDifference, picked: Mapping[str, Any] | None, strength: float, change: float
) -> Component:
    """The card of what is picked."""
    if picked and picked.get("regulator"):
        return _edge(difference, strength, change, str(picked["regulator"]), str(picked["target"]))
    if picked and picked.get("gene"):
        return gene_card(difference, strength, change, str(picked["gene"]))
    return nothing_selected()


def _edge(difference: NetworkDifference, strength: float, change: float, regulator: str, target: str) -> Component:
    row = _row(difference, strength, change, regulator, target)
    arrow = "⊣" if (row["meanB"] or row["meanA"]) < 0 else "→"
    name = category_names()[row["category"]]
    meaning = category_meanings()[row["category"]]
    head = html.Div(
        className="selected-head",
        children=[
            html.H3(
                [
                    f"{regulator} {arrow} {target} ",
                    html.Span(name, className=f"change-name change-{row['category']}", title=meaning),
                ],
                **{"data-regulator": regulator, "data-target": target},
            ),
            open_button({"regulator": regulator, "target": target, "category": row["category"]}),
        ],
    )
    return html.Div(
        [head, _values(difference, row), *_curves(difference, regulator, target, arrow)], className="selected"
    )


def _row(difference: NetworkDifference, strength: float, change: float, regulator: str, target: str) -> dict[str, Any]:
    """The table's row of an edge; zeros where no sample of either side has it."""
    if regulator not in difference.regulators or target not in difference.targets:
        raise UserError(
            "{regulator} → {target} is not possible in both networks; choose another edge.",
            regulator=regulator,
            target=target,
        )
    j, k = difference.regulators.index(regulator), difference.targets.index(target)
    found = np.flatnonzero((difference.regulator == j) & (difference.target == k))
    if not found.size:
        none = {"meanA": 0.0, "meanB": 0.0, "difference": 0.0, "presentA": 0, "presentB": 0, "category": STEADY}
        return none | {"spreadA": None, "spreadB": None, "standardised": None}
    return edge_rows(difference, found, difference.categories(strength, change)[found])[0]


def _values(difference: NetworkDifference, row: Mapping[str, Any]) -> html.Dl:
    def side(letter: str, size: int) -> html.Div:
        mean, spread, present = row[f"mean{letter}"], row[f"spread{letter}"], row[f"present{letter}"]
        varies = "" if spread is None else f" ± {spread:.2g}"
        return html.Div(
            [
                html.Dt(letter),
                html.Dd([html.B(_zero(mean), className=sign_class(mean)), varies]),
                html.Dd(say("in {n} of {all} samples", n=f"{present:,}", all=f"{size:,}"), className="quiet"),
            ]
        )

    beside = row["standardised"]
    return html.Dl(
        className="selected-values",
        children=[
            side("A", difference.a.samples.size),
            side("B", difference.b.samples.size),
            html.Div(
                [
                    html.Dt("B − A"),
                    html.Dd(html.B(_zero(row["difference"]))),
                    html.Dd(
                        say("no standard deviation within the sides")
                        if beside is None
                        else say("{n} times the SD within the sides", n=f"{abs(beside):.3g}"),
                        className="quiet",
                    ),
                    *_band(row),
                ]
            ),
        ],
    )


def _band(row: Mapping[str, Any]) -> list[html.Dd]:
    """Between what the difference lies, where that is known."""
    if row.get("low") is None:
        return []
    low, high = signed_coefficient(row["low"]), signed_coefficient(row["high"])
    clear = row["low"] > 0 or row["high"] < 0
    text = (
        say("90% band {low} to {high}: excludes 0", low=low, high=high)
        if clear
        else say("90% band {low} to {high}: includes 0", low=low, high=high)
    )
    return [html.Dd(text, className="quiet", title=say("Pointwise, from the curves before thresholding"))]


def _zero(value: float) -> str:
    return "0" if value == 0 else signed_coefficient(value)


def _curves(difference: NetworkDifference, regulator: str, target: str, arrow: str) -> list[Component]:
    a, b = difference.a, difference.b
    title = say(
        "Coefficient of {edge} along the {score}", edge=f"{regulator} {arrow} {target}", score=score_name(a.study)
    )
    if a.study is b.study:
        band = None
        if a.study.courses is not None:
            band = a.study.edge_band(regulator, target, a.study.modulator)
        figure = compared_curve(a.study, a.study.edge(regulator, target), [("A", a), ("B", b)], band)
        return [score_plot(figure, title, CURVE_HEIGHT)]
    of_a, of_b = study_titles(a, b)
    here = compared_curve(a.study, a.study.edge(regulator, target), [("A", a)])
    there = compared_curve(b.study, b.study.edge(regulator, target), [("B", b)])
    return [
        html.P(say("A: {study}", study=of_a), className="hint"),
        score_plot(here, f"{title}, {of_a}", CURVE_HEIGHT),
        html.P(say("B: {study}", study=of_b), className="hint"),
        plot(there, f"{title}, {of_b}", CURVE_HEIGHT),
    ]
