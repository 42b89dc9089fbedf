"""The two sides of a comparison: which samples each holds, said in one short text.

The same texts stand on the command line and in the dashboard's addresses:

==========================  ==========================================================================
``low:10``, ``high:10``     the 10 % of the samples with the lowest, the highest score
``ranks:1-98``              places along the score, the lowest being 1
``scores:-0.5..0.2``        samples with a score in this range, ends included
``group:tissue=lung``       samples with this value in a column of the annotation; of numbers also ``age=40..60``
``sample:NAME``             one sample
``score:0.25``              the network at this score: of courses that very one, else that of the nearest sample
==========================  ==========================================================================

Each may be followed by filters, in any number: ``low:10;within:tissue=lung;without:tissue=blood``. Those of one column
after ``within`` are alternatives, different columns must all hold; what any ``without`` names is left out. A share
(``low``, ``high``) is one of the samples that are left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.study import Study, group_samples

LOWEST: Final = "low:10"
HIGHEST: Final = "high:10"
_FORMS: Final = "low:10, high:10, ranks:1-98, scores:-0.5..0.2, group:COLUMN=VALUE, sample:NAME, score:0.25"
_FILTER: Final = re.compile(r";(?=(?:within|without):)")
_NUMBER: Final = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"


@dataclass(frozen=True, eq=False)
class ComparedSide:
    """Samples of a study that are taken together. samples: positions, ascending. text: what was asked for.

    at: of courses, the score whose network it is; ``samples`` is then the nearest one, whose expression it has.
    """

    study: Study
    samples: NDArray[np.int64]
    text: str
    at: float | None = None

    @property
    def scores(self) -> NDArray[np.float64]:
        """Of its samples, or the one it is at."""
        return self.study.modulator[self.samples] if self.at is None else np.array([self.at])

    @property
    def title(self) -> str:
        """The side in English, for files: ``lowest 10 % of EMT score, within tissue = lung (17 samples)``."""
        base, _, _ = side_filters(self.text)
        kind, _, rest = base.partition(":")
        score = self.study.modulator_name
        said = {
            "low": f"lowest {rest} % of {score}",
            "high": f"highest {rest} % of {score}",
            "ranks": f"ranks {rest} of {score}",
            "scores": f"{score} from {' to '.join(rest.split('..'))}",
            "group": rest.replace("=", " = ", 1),
            "sample": rest,
            "score": f"{score} {rest}",
        }[kind]
        said += written_filters(self.text)
        count = self.samples.size
        if kind == "score" and self.at is None:
            return f"{said} (nearest sample: {self.study.samples[self.samples[0]]})"
        return said if kind in ("sample", "score") else f"{said} ({count:,} {'sample' if count == 1 else 'samples'})"

    @property
    def contiguous(self) -> bool:
        """Whether the samples lie side by side along the score."""
        return int(self.samples[-1] - self.samples[0]) + 1 == self.samples.size


def read_side(study: Study, text: str) -> ComparedSide:
    """The samples a text asks for (see the module's table).

    Raises :class:`UserError` for a text of no known form, for unknown names, and where no sample is left.
    """
    base, within, without = side_filters(text)
    kind, _, rest = base.partition(":")
    readers: dict[str, Callable[[Study, str, str], NDArray[np.int64]]] = {
        "low": _end,
        "high": _end,
        "ranks": _ranks,
        "scores": _scores,
        "group": _group,
        "sample": _sample,
        "score": _nearest,
    }
    if kind not in readers or not rest:
        raise UserError("{text!r} names no samples; write one of {forms}.", text=text, forms=_FORMS)
    at = float(rest) if kind == "score" and study.courses is not None and re.fullmatch(_NUMBER, rest) else None
    if not within and not without:
        return ComparedSide(study, readers[kind](study, kind, rest), text, at)
    left = _left(study, within, without)
    if kind in ("low", "high"):
        samples = left[_end_of(left.size, kind, rest)] if left.size else left
    else:
        samples = np.intersect1d(readers[kind](study, kind, rest), left)
    if not samples.size:
        raise UserError("No sample matches {text!r}; remove a filter.", text=text)
    return ComparedSide(study, samples, text, at)


def side_filters(text: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """A side's text without its filters, what it is within, and what it is without, each as ``COLUMN=VALUE``."""
    base, *filters = _FILTER.split(text)
    named = [one.partition(":") for one in filters]
    within, without = (tuple(group for kind, _, group in named if kind == which) for which in ("within", "without"))
    return base, within, without


def written_filters(text: str) -> str:
    """The filters of a text in English, for files: ``, within tissue = lung``; "" where there are none."""
    _, within, without = side_filters(text)
    said = f", within {_listed(within)}" if within else ""
    return said + (f", without {_listed(without)}" if without else "")


def samples_between(study: Study, first: int, last: int, filters: str = "") -> Sequence[int]:
    """Positions ``first`` to ``last`` along the score, both belonging to them, of the samples that filters leave.

    filters: ``;within:tissue=lung;without:tissue=blood``, as after a side; "" leaves all. May be empty. Raises
    :class:`UserError` for a column or a value that the study has not.
    """
    _, within, without = side_filters(filters)
    if not within and not without:
        return range(first, last + 1)
    left = _left(study, within, without)
    return [int(position) for position in left[(left >= first) & (left <= last)]]


def _listed(groups: Sequence[str]) -> str:
    return ", ".join(group.replace("=", " = ", 1) for group in groups)


def _left(study: Study, within: Sequence[str], without: Sequence[str]) -> NDArray[np.int64]:
    """The samples that filters leave: any value of each column named within, none of those without."""
    kept = np.ones(len(study.samples), bool)
    columns: dict[str, NDArray[np.bool_]] = {}
    for group in within:
        inside = columns.setdefault(_column_of(study, group), np.zeros(kept.size, bool))
        inside[_group(study, "", group)] = True
    for inside in columns.values():
        kept &= inside
    for group in without:
        kept[_group(study, "", group)] = False
    return np.flatnonzero(kept)


def _end(study: Study, kind: str, rest: str) -> NDArray[np.int64]:
    return _end_of(len(study.samples), kind, rest)


def _end_of(n: int, kind: str, rest: str) -> NDArray[np.int64]:
    share = float(rest) if re.fullmatch(_NUMBER, rest) else np.nan
    if not 0 < share <= 100:
        raise UserError(
            "{kind}:{rest} is not a share of the samples; write a percentage above 0 and at most 100, such as "
            "{kind}:10.",
            kind=kind,
            rest=rest,
        )
    count = max(1, int(n * share / 100 + 1e-9))
    return np.arange(count) if kind == "low" else np.arange(n - count, n)


def _ranks(study: Study, _: str, rest: str) -> NDArray[np.int64]:
    n = len(study.samples)
    found = re.fullmatch(r"(\d+)-(\d+)", rest)
    first, last = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= first <= last <= n:
        raise UserError(
            "ranks:{rest} is not a range of ranks in this study; write FIRST-LAST, both from 1 to {n}.", rest=rest, n=n
        )
    return np.arange(first - 1, last)


def _scores(study: Study, _: str, rest: str) -> NDArray[np.int64]:
    found = re.fullmatch(rf"({_NUMBER})\.\.({_NUMBER})", rest)
    if not found or float(found[1]) > float(found[2]):
        raise UserError(
            "scores:{rest} is not a range; write the lower and the higher score, as scores:-0.5..0.2.", rest=rest
        )
    inside = np.flatnonzero((study.modulator >= float(found[1])) & (study.modulator <= float(found[2])))
    if not inside.size:
        low, high = float(study.modulator[0]), float(study.modulator[-1])
        raise UserError(
            "No sample has a score from {first} to {last}; they run from {low:.4g} to {high:.4g}.",
            first=found[1],
            last=found[2],
            low=low,
            high=high,
        )
    return inside


def _group(study: Study, _: str, rest: str) -> NDArray[np.int64]:
    column = _column_of(study, rest)
    return np.asarray(group_samples(study, column, rest[len(column) + 1 :]), np.int64)


def _column_of(study: Study, group: str) -> str:
    columns = [str(name) for name in study.annotation.columns if group.startswith(f"{name}=")]
    return max(columns, key=len, default=group.partition("=")[0])  # a column's name may itself hold a "="


def _nearest(study: Study, _: str, rest: str) -> NDArray[np.int64]:
    low, high = float(study.modulator[0]), float(study.modulator[-1])
    if not re.fullmatch(_NUMBER, rest) or not low <= float(rest) <= high:
        raise UserError(
            "score:{rest} is outside this study's scores; write a number from {low:.4g} to {high:.4g}.",
            rest=rest,
            low=low,
            high=high,
        )
    return np.array([int(np.abs(study.modulator - float(rest)).argmin())], np.int64)


def _sample(study: Study, _: str, rest: str) -> NDArray[np.int64]:
    return np.array([study.sample_index(rest)], np.int64)
