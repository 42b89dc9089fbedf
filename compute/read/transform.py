"""What is done to the values before they are scored or profiled: chosen, said, and kept with the study."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.messages import Message
from compute.read.expression import Expression
from compute.read.scale import ValueScale, scale_words

AUTO, NONE = "auto", "none"
PER_MILLION = 1e6
_BLOCK = 1 << 18
"""Values transformed at a time."""
_REPLICATE = re.compile(r"(.+?)[ ._-]*(?:\b|_)(?:rep|replicate|r|tech|run)[ ._-]?\d+", re.IGNORECASE)


@dataclass(frozen=True)
class Step:
    """One transformation. title: as sentences name it. help: one line. apply: on samples × genes. by_sample: whether
    each sample is transformed by itself."""

    title: Message
    help: Message
    apply: Callable[[Expression], Expression]
    by_sample: bool = False


def log2(expression: Expression) -> Expression:
    """log2(x + 1). :class:`UserError` where a value is negative."""
    _require_linear(expression, "log2")
    return replace(expression, values=np.log2(expression.values + 1))


def cpm(expression: Expression) -> Expression:
    """Every sample divided by its sum, times a million. :class:`UserError` for negative values or an empty sample."""
    _require_linear(expression, "cpm")
    sums = expression.values.sum(axis=1, keepdims=True)
    if (sums == 0).any():
        sample = expression.samples[int(np.argmin(sums))]
        raise UserError("{source} has only zeros for {sample}; remove it.", source=expression.source, sample=sample)
    return replace(expression, values=expression.values * (PER_MILLION / sums))


def quantile(expression: Expression) -> Expression:
    """Quantile normalisation: every sample gets the same distribution, the mean over samples of the sorted values.

    Ties share the mean of their places (Bolstad et al., Bioinformatics 19:185, 2003).
    """
    from scipy.stats import rankdata

    reference = np.sort(expression.values, axis=1).mean(axis=0)
    places = np.arange(1, len(reference) + 1)
    normal = np.array([np.interp(rankdata(row), places, reference) for row in expression.values])
    return replace(expression, values=normal)


def average(expression: Expression) -> Expression:
    """The mean of samples whose names differ only in a replicate's number (A549_rep1, A549_rep2)."""
    groups: dict[str, list[int]] = {}
    for row, name in enumerate(expression.samples):
        found = _REPLICATE.fullmatch(name)
        groups.setdefault(found[1] if found else name, []).append(row)
    values = np.array([expression.values[rows].mean(axis=0) for rows in groups.values()])
    return replace(expression, values=values, samples=tuple(groups))


STEPS: dict[str, Step] = {
    "cpm": Step(Message("counts per million"), Message("each sample divided by its sum, times a million"), cpm, True),
    "log2": Step(Message("log2(x + 1)"), Message("log2(x + 1)"), log2, True),
    "quantile": Step(Message("quantile normalisation"), Message("the same distribution in every sample"), quantile),
    "average": Step(
        Message("the mean of replicates"), Message("the mean of samples named alike but for _rep1, _rep2"), average
    ),
}
"""Name → transformation; several are applied in the order in which they are named."""


def steps_of(choice: str) -> tuple[str, ...]:
    """The steps of a choice ("cpm,log2", "auto,average", "none"); :class:`UserError` for a name that is none."""
    names = tuple(part.strip() for part in choice.split(",") if part.strip())
    if names == (NONE,):
        return names
    unknown = [name for place, name in enumerate(names) if name not in STEPS and (name != AUTO or place)]
    if unknown or not names:
        raise UserError(
            "There is no transformation {name!r}; choose {choices:or}, or several separated by commas.",
            name=unknown[0] if unknown else choice,
            choices=[AUTO, NONE, *STEPS],
        )
    return names


def usual_steps(scale: ValueScale) -> tuple[str, ...]:
    """What "auto" does: counts become log2 of counts per million, other linear values log2; logarithms stay."""
    if scale.kind == "counts":
        return ("cpm", "log2")
    return ("log2",) if scale.linear else ()


def transform(expression: Expression, scale: ValueScale, choice: str = AUTO) -> tuple[Expression, tuple[Message, ...]]:
    """The expression as it is scored and profiled, and what a reader should know of it.

    choice: "auto", "none" or steps as in :func:`steps_of`; "auto" may be followed by others. Linear values are never
    handed on unsaid: "auto" takes their logarithm, "none" leaves them and that is a warning kept with the study.
    """
    chosen = steps_of(choice)
    auto = chosen[0] == AUTO
    steps = (*usual_steps(scale), *chosen[1:]) if auto else () if chosen == (NONE,) else chosen
    before = expression
    expression = _applied(expression, steps)
    said = tuple(_said(before, expression, scale, steps, auto and len(chosen) == 1))
    treatment = {"scale": scale.kind, "per_million": scale.per_million, "choice": choice, "steps": list(steps)}
    return replace(expression, notes=(*before.notes, *said), treatment=treatment), said


def treatment_words(treatment: Mapping[str, Any]) -> tuple[Message, list[Message]]:
    """The scale the values had, and the steps that were taken, of a record of :attr:`Expression.treatment`."""
    scale = ValueScale(treatment["scale"], 0.0, 0.0, treatment["per_million"])
    return scale_words(scale), [STEPS[name].title for name in treatment["steps"] if name in STEPS]


def _applied(expression: Expression, steps: Sequence[str]) -> Expression:
    """The steps, one after the other; those of each sample by itself on a few samples at a time, so that a table of
    many cells needs the room of two tables and no more."""
    leading = list(takewhile(lambda name: STEPS[name].by_sample, steps))
    if leading:
        values = np.empty_like(expression.values)
        several = max(1, _BLOCK // max(1, values.shape[1]))
        for start in range(0, len(values), several):
            rows = slice(start, start + several)
            block = replace(expression, values=expression.values[rows], samples=expression.samples[rows])
            for name in leading:
                block = STEPS[name].apply(block)
            values[rows] = block.values
        expression = replace(expression, values=values)
    for name in steps[len(leading) :]:
        expression = STEPS[name].apply(expression)
    return expression


def _said(before: Expression, after: Expression, scale: ValueScale, steps: Sequence[str], auto: bool) -> list[Message]:
    said = []
    if steps and auto:
        said.append(
            Message(
                "The values were transformed, since they look like {kind}: {steps} (--transform none leaves them).",
                kind=scale_words(scale),
                steps=[STEPS[name].title for name in steps],
                severity="warning",
            )
        )
    elif steps:
        titles = [STEPS[name].title for name in steps]
        said.append(Message("The values were transformed as chosen: {steps}.", steps=titles, severity="note"))
    elif scale.linear:
        said.append(
            Message(
                "The values look like {kind} and were left on that scale, as chosen; scores and networks expect "
                "logarithms.",
                kind=scale_words(scale),
                severity="warning",
            )
        )
    if len(after.samples) < len(before.samples):
        said.append(
            Message(
                "{before:,} samples became {after:,} by averaging replicates.",
                before=len(before.samples),
                after=len(after.samples),
                severity="note",
            )
        )
    return said


def _require_linear(expression: Expression, step: str) -> None:
    if expression.values.min() < 0:
        raise UserError(
            "{source} has negative values, to which {step} cannot be applied; choose --transform none.",
            source=expression.source,
            step=step,
        )


def most_variable(values: NDArray[np.float64], count: int) -> NDArray[np.intp]:
    """Places of the ``count`` genes of largest variance over samples, in the order of the table (ties: the first)."""
    return np.sort(np.argsort(-values.var(axis=0), kind="stable")[:count])
