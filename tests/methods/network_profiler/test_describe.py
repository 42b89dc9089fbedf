"""The methods text names what was done, and nothing that was not."""

from __future__ import annotations

from dataclasses import asdict
from types import SimpleNamespace
from typing import Any

from compute.methods.network_profiler.describe import networks_text
from compute.methods.network_profiler.settings import Settings


def text_of(own: tuple[str, ...] = (), **settings: Any) -> str:
    made = SimpleNamespace(settings=asdict(Settings(**settings)))
    record = SimpleNamespace(regulators=1505, targets=200, method=made, own_scores=own)
    return networks_text(SimpleNamespace(info=record, settled=lambda _: None))  # type: ignore[arg-type]


def test_recursion_is_told_where_there_was_any() -> None:
    assert "1,505 regulators" in text_of()
    assert "an elastic net, weighted" in text_of()
    assert "recursive" not in text_of()
    assert "ξ" not in text_of()
    told = text_of(reweight=True, rounds=4, xi=0.5)
    assert "a recursive elastic net" in told
    assert "at most 4 recursive rounds; ξ = 0.5" in told


def test_criterion_ridge_and_clipping_are_those_of_the_study() -> None:
    assert "a bias-corrected weighted AIC over 20 values" in text_of()
    assert "a weighted BIC over 20 values" in text_of(criterion="bic")
    assert "ridge penalty 0.01 or 0.1 times the number of samples" in text_of(l2_grid=(0.01, 0.1))
    assert "drawn in" not in text_of()
    assert "values beyond 2.5 standard deviations of a gene drawn in" in text_of(clip=2.5)
    assert "centred over the cohort" in text_of()


def test_targets_with_a_score_of_their_own_are_told() -> None:
    assert "without it" not in text_of()
    assert "The target that the score is computed from was estimated along the score without it" in text_of(("CDH1",))
    assert "Each of the 2 targets that the score is computed from was estimated" in text_of(("CDH1", "VIM"))
