"""What was chosen for a run comes back into the form, and out of it as the same request."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compute.runs import ComponentsChoice, GeneChoice, RunRequest, ScoreChoice
from sign_dash.pages.data.again import chosen_before, first_offered, roles_of
from sign_dash.pages.data.form import Form, setting_values

BEGUN = RunRequest(
    "A try",
    "table.csv",
    ScoreChoice(file="scores.csv", column="EMT"),
    GeneChoice("file", file="tf.txt"),
    GeneChoice("variable", count=150),
    annotation="lines.csv",
    orientation="genes-in-rows",
    simulated=True,
    settings={"search": "track", "robust": True, "bandwidth": 0.3},
    components=ComponentsChoice((4, 6), "mlp"),
    workers=3,
)


@pytest.mark.parametrize(
    "request_",
    [
        BEGUN,
        replace(BEGUN, score=ScoreChoice(method="ks", genes="ks.csv"), targets=GeneChoice("named", names=("A", "B"))),
        replace(BEGUN, score=ScoreChoice(file="drugs.csv", column="Nutlin"), components=None, regulators=GeneChoice()),
        replace(BEGUN, score=ScoreChoice(file="scores.csv", column="purity", low="pure", high="mixed")),
    ],
)
def test_the_form_asks_for_the_same_again(request_: RunRequest) -> None:
    chosen = chosen_before(request_)
    long = request_.score.file == "drugs.csv"
    form = Form(
        title="A try",
        score=chosen["scores"][-1 if long else 0],
        drug=chosen["drug"],
        score_genes=chosen["score_genes"],
        low_end=(chosen["ends"] or ["", ""])[0],
        high_end=(chosen["ends"] or ["", ""])[1],
        regulators=chosen["regulators"],
        targets=chosen["targets"],
        target_names=chosen["target_names"],
        target_count=chosen["target_count"],
        simulated=True,
        components=chosen["components"],
        rank_a=(chosen["rank"] or [5, 5])[0],
        rank_b=(chosen["rank"] or [5, 5])[1],
        predictor=chosen["predictor"] or "linear",
        settings=[*setting_values(request_.settings)[:-1], request_.workers],
    )
    roles = roles_of(request_)
    assert form.request(list(roles.items()), chosen["orientation"]) == request_
    assert roles["table.csv"] == "expression"
    assert "" not in roles


def test_a_choice_that_is_not_offered_gives_way() -> None:
    assert first_offered(["gone", "b"], ["a", "b"]) == "b"
    assert first_offered([None], ["a", "b"]) == "a"
    assert first_offered(["gone"], []) is None
