"""The users of the load benchmark do what a recorded person did, each with a gene and a sample of their own."""

from __future__ import annotations

import json

from benchmarks.visits import GENE, Act, Asked, Visitor, own_version

BODY = {"inputs": [{"id": "gene", "property": "value", "value": GENE}], "state": [{"id": "position", "value": 3}]}
ACTS = (
    Act("open the study", "", "answers", (Asked("answers"),)),
    Act("look a gene up", "answers", "answers", (Asked("_dash-update-component", json.dumps(BODY)),)),
    Act("to Explore", "", "explore", (Asked("assets/a.js"),)),
)


def test_gene_and_sample_are_the_users_own() -> None:
    body = json.loads(own_version(ACTS[1].asks[0], "ZEB1", 8).body)
    assert body["inputs"][0]["value"] == "ZEB1"
    assert body["state"][0]["value"] == 8
    drawn = {"inputs": [{"id": "focus-genes", "value": ["ZEB1", "ZEB2"]}, {"id": "strength", "value": 0.1}]}
    own = json.loads(own_version(Asked("x", json.dumps(drawn)), "KLF5", 8).body)["inputs"]
    assert own[0]["value"] == ["KLF5", "ZEB2"]
    assert own[1]["value"] == 0.13
    assert own_version(ACTS[0].asks[0], "ZEB1", 8) == ACTS[0].asks[0]


def test_a_user_opens_the_study_first_and_does_what_its_page_offers() -> None:
    visitor = Visitor(1, "http://127.0.0.1:1/", ACTS, ["ZEB1"], 9, lambda *_: None)
    assert visitor.next_act() is ACTS[0]
    visitor._here = "answers"
    assert {visitor.next_act().name for _ in range(60)} == {"look a gene up", "to Explore"}
    visitor._here = "explore"
    assert {act.kind for act in ACTS[2].asks} == {"script"}


def test_what_does_not_answer_is_an_error() -> None:
    answered: list[tuple[str, float, int, str]] = []
    visitor = Visitor(1, "http://127.0.0.1:1/", ACTS, ["ZEB1"], 9, lambda *one: answered.append(one))
    visitor.do(ACTS[0])
    assert [(kind, status) for kind, _, status, _ in answered] == [("page", 0)]
