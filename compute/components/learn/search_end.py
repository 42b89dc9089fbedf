"""How a stored model's searches ended, to be said wherever the model is shown. No torch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compute.messages import Message


def stop_words(info: Mapping[str, Any]) -> Message:
    """How the search of the fit on all samples ended. info: a model's record; what it does not say went well."""
    if info.get("stopped_early"):
        return Message("stopped early: the held-out samples were no longer predicted better")
    if info.get("converged", True):
        return Message("converged")
    if ran_out(info):
        return Message("not converged: raise --max-epochs", severity="warning")
    return Message("stopped: no step lowered the loss further")


def not_converged(info: Mapping[str, Any]) -> list[Message]:
    """A message for each kind of fit of which some ended before they had converged; none where all is well."""
    said = []
    if ran_out(info):
        said.append(
            Message(
                "The search stopped at {max_epochs} epochs before it had converged; components and predictions would "
                "still change. Fit the model again with a larger --max-epochs.",
                max_epochs=info["max_epochs"],
                severity="warning",
            )
        )
    folds = info.get("folds_not_converged", 0)
    if folds:
        said.append(
            Message(
                "{folds} of {fits} cross-validation fits stopped before converging; the cross-validated figures come "
                "from them.",
                folds=folds,
                fits=info["folds"],
                severity="warning",
            )
        )
    stability = info.get("stability", {})
    refits = stability.get("not_converged", 0)
    if refits:
        of = len(stability["seeds"]) + stability["resamples"]
        said.append(
            Message(
                "{refits} of the {of} fits behind the stability stopped before converging.",
                refits=refits,
                of=of,
                severity="warning",
            )
        )
    return said


def ran_out(info: Mapping[str, Any]) -> bool:
    """Whether the epochs ended the search of the fit on all samples before it had converged."""
    if info.get("converged", True) or info.get("stopped_early"):
        return False
    return bool(info["epochs"] > info["max_epochs"] or info.get("early_stopping"))
