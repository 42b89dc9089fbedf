"""A search that ended before it had converged is said wherever its model is told of."""

from __future__ import annotations

from typing import Any

from compute.components.learn.search_end import not_converged, ran_out, stop_words

DONE: dict[str, Any] = {
    "epochs": 20, "max_epochs": 500, "converged": True, "stopped_early": False, "early_stopping": False, "folds": 5,
    "folds_not_converged": 0,
}  # fmt: skip


def test_a_search_that_converged_has_nothing_to_say() -> None:
    assert str(stop_words(DONE)) == "converged"
    assert not_converged(DONE) == []


def test_a_search_that_ran_out_of_epochs_says_so() -> None:
    info = DONE | {"epochs": 501, "converged": False, "folds_not_converged": 2}
    assert str(stop_words(info)) == "not converged: raise --max-epochs"
    whole, folds = map(str, not_converged(info))
    assert "500 epochs before it had converged" in whole
    assert folds.startswith("2 of 5 cross-validation fits")


def test_other_ends_are_none_of_that() -> None:
    stuck = DONE | {"converged": False}
    early = DONE | {"converged": False, "stopped_early": True, "early_stopping": True}
    assert not any(map(ran_out, (stuck, early)))
    assert str(stop_words(stuck)).startswith("stopped: no step")
    assert str(stop_words(early)).startswith("stopped early")


def test_fits_behind_the_stability_are_counted() -> None:
    (said,) = not_converged(DONE | {"stability": {"seeds": [1, 2], "resamples": 4, "not_converged": 3}})
    assert str(said).startswith("3 of the 6 fits behind the stability")
