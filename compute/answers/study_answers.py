"""A study's five questions in order."""

from __future__ import annotations

from collections.abc import Callable

from compute.analyse import MeanOf, mean_network
from compute.answers.along import what_changes
from compute.answers.asked import asked_regulator, asked_target
from compute.answers.explained import what_explains
from compute.answers.groups import how_ends_differ
from compute.answers.records import Answer
from compute.answers.regulators import what_a_regulator_does, who_regulates
from compute.errors import UserError
from compute.messages import Message
from compute.study import Study

QUESTIONS = ("changes", "regulators", "acting", "groups", "components")


def answer(study: Study, name: str, mean_of: MeanOf = mean_network) -> Answer:
    """One of the :data:`QUESTIONS`; where something of the study cannot be read, the answer says what."""
    ways: dict[str, Callable[[], Answer]] = {
        "changes": lambda: what_changes(study, mean_of),
        "regulators": lambda: who_regulates(study, asked_target(study)),
        "acting": lambda: what_a_regulator_does(study, asked_regulator(study)),
        "groups": lambda: how_ends_differ(study, mean_of=mean_of),
        "components": lambda: what_explains(study),
    }
    try:
        return ways[name]()
    except UserError as error:
        return Answer(name, Message("This question could not be answered."), error.message)


def answers(study: Study, mean_of: MeanOf = mean_network) -> list[Answer]:
    """All of a study's questions, each answered, or with the reason why not."""
    return [answer(study, name, mean_of) for name in QUESTIONS]
