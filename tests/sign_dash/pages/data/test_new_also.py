"""Further scores of a new study: what is offered, and the requests they stand for."""

from __future__ import annotations

import json

from compute.runs import ScoreChoice
from sign_dash.pages.data.form import COLUMN, LONG, METHOD, score_value
from sign_dash.pages.data.new_also import ALL, also_choices, also_options

FOUND = {
    "samples": 30,
    "columns": [{"file": "s.csv", "column": "EMT"}, {"file": "s.csv", "column": "Drug"}],
    "tables": [{"file": "long.csv", "names": ["Nutlin"]}],
}


def test_every_score_that_needs_nothing_else_is_offered() -> None:
    tables, drugs, computed = also_options(FOUND)
    assert [option["label"] for option in tables["items"]] == ["all 2 scores of your tables", "EMT", "Drug"]
    assert [option["value"] for option in drugs["items"]] == [score_value(LONG, "long.csv", "Nutlin")]
    assert {json.loads(option["value"])[2] for option in computed["items"]} >= {"eem", "mean-z"}
    assert "76gs" not in {json.loads(option["value"])[2] for option in computed["items"]}


def test_all_of_these_is_each_of_them_once() -> None:
    every = also_options(FOUND)[0]["items"][0]["value"]
    assert json.loads(every)[0] == ALL
    chosen = also_choices([every, score_value(COLUMN, "s.csv", "EMT"), score_value(METHOD, "", "eem")])
    assert chosen == [ScoreChoice("s.csv", "EMT"), ScoreChoice("s.csv", "Drug"), ScoreChoice(method="eem")]
