"""What a study's networks lack of what is needed, in one sentence."""

from __future__ import annotations

from collections.abc import Set

from compute.messages import Message


def lacking(title: str, missing: Set[str]) -> Message | None:
    """The sentence; None where nothing is missing. missing: names as :attr:`compute.study.Study.provides` has them."""
    if "modules" in missing:
        return Message(
            "{study} has no modules; they belong to a state space model (--method state-space).",
            study=title,
            severity="problem",
        )
    if "per_sample" in missing:
        return Message(
            "{study} has one network for all samples; this needs one for each sample.", study=title, severity="problem"
        )
    if "coefficients" in missing:
        return Message(
            "The edges of {study} are contributions to their targets already; this needs coefficients.",
            study=title,
            severity="problem",
        )
    if "courses" in missing:
        return Message("{study} keeps a network for each sample, and no bands.", study=title, severity="problem")
    if missing:
        return Message(
            "The edges of {study} have no sign; this needs signed edges.",
            study=title,
            severity="problem",
        )
    return None
