"""What was chosen for a run comes back into the form, and out of it as the same request."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compute.methods import METHODS
from compute.runs import ComponentsChoice, GeneChoice, RunRequest, ScoreChoice, settings_of
from compute.settings import declared
from sign_dash.pages.data.again import chosen_before, first_offered, roles_of
from sign_dash.pages.data.form import METHOD, Form, score_value
from sign_dash.pages.data.settings import settings_shown

OTHERS = {
    "search": "full", "score_grid": 40, "criterion": "bic", "bandwidth": 0.3, "bandwidth_grid": [0.1, 2.5],
    "bandwidth_for": "target", "hold_out": 12, "l1": 0.0, "l1_count": 7, "l1_ratio": 0.2, "weighted_ratio": 0.01,
    "l2": 3.0, "l2_grid": [0.02, 0.5], "reweight": True, "rounds": 4, "xi": 0.001, "center": "none", "clip": 4.0,
    "reach": [0.5, 2.0],
    "kernel": "adaptive", "neighbours": 25, "robust": True, "seed": 5, "device": "cuda", "leave_own_gene": False,
}  # fmt: skip
"""Every setting of NetworkProfiler, none at its default but the search, which a GPU decides."""

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
        replace(BEGUN, settings=OTHERS),
        replace(BEGUN, settings={}),
        replace(BEGUN, part="raw", transform="cpm,log2,average", matching="exact"),
        replace(BEGUN, transform="none", targets=GeneChoice("variable", names=("ZEB1",), count=20)),
        replace(BEGUN, annotation="lines.csv", adjust=("tissue", "batch"), only="sex=f", confidence=3),
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
        adjust=chosen["adjust"],
        only=chosen["only"],
        part=chosen["part"],
        transform=chosen["transform"],
        quantile=chosen["quantile"],
        average=chosen["average"],
        near_names=chosen["near_names"],
        confidence=chosen["confidence"],
        pairs=chosen["pairs"],
        simulated=True,
        components=chosen["components"],
        rank_a=(chosen["rank"] or [5, 5])[0],
        rank_b=(chosen["rank"] or [5, 5])[1],
        predictor=chosen["predictor"] or "linear",
        method=request_.method,
        threads=request_.workers,
        settings=settings_shown(request_.method, request_.settings),
    )
    roles = roles_of(request_)
    asked = form.request(list(roles.items()), chosen["orientation"])
    assert settings_of(asked) == settings_of(request_)
    assert asked.settings.keys() == OTHERS.keys(), "every setting is sent, whatever its value"
    assert replace(asked, settings=request_.settings) == request_
    assert roles["table.csv"] == "expression"
    assert "" not in roles


def test_time_and_course_of_a_sample_are_asked_for_again() -> None:
    asked = replace(BEGUN, method="state-space", score=ScoreChoice(), settings={}, time="hours", replicate="dish")
    assert {"time": "hours", "replicate": "dish"}.items() <= chosen_before(asked).items()


@pytest.mark.parametrize(
    ("method", "time", "replicate", "score"),
    [
        ("state-space", "hours", "dish", ScoreChoice()),  # its order is the time, whatever score is chosen
        ("bayesian-network", "", "dish", ScoreChoice(method="ks", genes="ks.csv")),
        ("network-profiler", "", "", ScoreChoice(method="ks", genes="ks.csv")),
    ],
)
def test_methods_get_the_columns_they_ask_for(method: str, time: str, replicate: str, score: ScoreChoice) -> None:
    form = Form(
        title="A try", score=score_value(METHOD, "", "ks"), drug=None, score_genes="ks.csv", low_end="", high_end="",
        regulators="all", targets="all", target_names="", target_count=None, simulated=True, components=False,
        rank_a=5, rank_b=5, predictor="linear", method=method, threads=1, settings=settings_shown(method, {}),
        time="hours", replicate="dish",
    )  # fmt: skip
    asked = form.request([("table.csv", "expression")], "")
    assert (asked.time, asked.replicate, asked.score) == (time, replicate, score)


def test_a_file_of_published_pairs_has_its_role_again() -> None:
    again = replace(BEGUN, method="bayesian-network", settings={}, evidence="pairs.tsv")
    assert roles_of(again)["pairs.tsv"] == "evidence"


def test_no_setting_is_left_at_its_default_above() -> None:
    """A setting that is declared later must be added there."""
    same = [
        setting.name for setting in declared(METHODS["network-profiler"].settings)
        if setting.at_default(OTHERS[setting.name])
    ]  # fmt: skip
    assert same == ["search", "leave_own_gene"], "neither goes with a graphics card"


def test_a_choice_that_is_not_offered_gives_way() -> None:
    assert first_offered(["gone", "b"], ["a", "b"]) == "b"
    assert first_offered([None], ["a", "b"]) == "a"
    assert first_offered(["gone"], []) is None
