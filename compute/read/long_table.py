"""A long table: one row per sample and, say, drug, with one value (``CELL_LINE_NAME, DRUG_NAME, LN_IC50``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from compute.errors import UserError, unknown_name
from compute.messages import Message, word
from compute.read.cleaning import clean_names
from compute.read.expression import Scores
from compute.read.frame import as_names, mostly_numbers, numbers_in
from compute.read.labels import plain, says_sample
from compute.read.names import match_names
from compute.read.numbers import too_large
from compute.read.source import Source

if TYPE_CHECKING:
    import pandas as pd

_WHAT = frozenset(["drug", "drugname", "compound", "compoundname", "treatment", "variable"])
_IC50 = frozenset(["lnic50", "logic50", "ic50"])  # a concentration: low where little of the drug is enough
_VALUE = _IC50 | {"value"}


def is_long(frame: pd.DataFrame, what: str | None) -> bool:
    """Whether samples stand in it several times, and a column of text says for what each time.

    Or no sample happens to come back, but ``what`` is asked for and a column of drugs is there.
    """
    samples = _sample_position(frame)
    texts = [place for place in range(frame.shape[1]) if place != samples and _is_what(frame, place)]
    repeated = bool(frame.iloc[:, samples].duplicated().any())
    return bool(texts) and (repeated or bool(what and any(_says_what(frame, place) for place in texts)))


def _says_what(frame: pd.DataFrame, place: int) -> bool:
    return plain(str(frame.columns[place])) in _WHAT


def long_names(frame: pd.DataFrame, source: Source) -> tuple[str, ...]:
    """What a long table has values of (drugs), in the order of the file; :class:`UserError` where no column tells."""
    samples = _sample_position(frame)
    column = _only(frame, source, "names", _WHAT, [p for p in range(frame.shape[1]) if p != samples], _is_what)
    return tuple(dict.fromkeys(name for name in as_names(frame.iloc[:, column]) if name))


def long_ends(frame: pd.DataFrame, source: Source) -> tuple[str, str]:
    """What low and high values mean: of an IC50 sensitive and resistant; ("", "") where that is not known."""
    samples = _sample_position(frame)
    names = _only(frame, source, "names", _WHAT, [p for p in range(frame.shape[1]) if p != samples], _is_what)
    others = [place for place in range(frame.shape[1]) if place not in (samples, names)]
    value = _only(frame, source, "numbers", _VALUE, others, _is_value)
    low, high = _ends_of(str(frame.columns[value]))
    return ("", "") if (low, high) == ("low", "high") else (low, high)


def long_scores(frame: pd.DataFrame, source: Source, what: str | None) -> Scores:
    """The values of ``what`` (a drug), one per sample; several values of a sample are averaged, and that is noted.

    A name is found as written, else without case and punctuation. Samples without a value are not in the scores.
    Raises :class:`UserError` where no name is given, the name is unknown (with near matches) or fits several, no
    single column of names or of numbers can be told, or a value is no number.
    """
    samples = _sample_position(frame)
    column = _only(frame, source, "names", _WHAT, [p for p in range(frame.shape[1]) if p != samples], _is_what)
    names = as_names(frame.iloc[:, column])
    known = long_names(frame, source)
    label = str(frame.columns[column])
    if not what:
        raise UserError(
            "{source} has one row per sample and {label}; say which as FILE:NAME, for example {source}:{example} "
            "(there are {n_known:,}).",
            source=source.name,
            label=label,
            example=known[0],
            n_known=len(known),
        )
    match = match_names([what], known)
    if match.ambiguous:
        raise UserError(
            "{name!r} matches more than one {label} in {source}; write it exactly as it is there.",
            name=what,
            label=label,
            source=source.name,
        )
    if match.positions[0] < 0:
        raise unknown_name(label, what, known, source.name)
    found = known[int(match.positions[0])]
    others = [place for place in range(frame.shape[1]) if place not in (samples, column)]
    value = _only(frame, source, "numbers", _VALUE, others, _is_value)
    rows = np.flatnonzero(np.array(names) == found)
    return _averaged(frame, source, found, rows, samples, value)


def _averaged(
    frame: pd.DataFrame, source: Source, found: str, rows: np.ndarray[Any, Any], samples: int, value: int
) -> Scores:
    import pandas as pd

    cells = frame.iloc[rows, value]
    numbers, others = numbers_in(cells)
    wrong = np.flatnonzero(others | too_large(numbers))
    if wrong.size:
        raise UserError(
            "{source} has {value!r} for {name} in row {row:,} where a finite number belongs; correct it, or "
            "leave it empty if the value is missing.",
            source=source.name,
            value=cells.iloc[wrong[0]],
            name=found,
            row=rows[wrong[0]] + 2,
        )
    names, _ = clean_names(as_names(frame.iloc[rows, samples]))
    valued = pd.Series(numbers, index=names).dropna()
    if valued.empty:
        raise UserError("{source} has no value for {name}; choose another.", source=source.name, name=found)
    groups = valued.groupby(level=0, sort=False)
    sizes = groups.size()
    several = sizes.index[sizes > 1].tolist()
    label = str(frame.columns[value])
    notes = (
        (
            Message(
                "Several values of {name} were averaged in {n_several:,} of {size:,} samples: {several}.",
                name=found,
                n_several=len(several),
                size=sizes.size,
                several=several,
                severity="note",
            ),
        )
        if several
        else ()
    )
    mean = groups.mean()
    return Scores(
        name=f"{'ln IC50' if plain(label) == 'lnic50' else label} of {found}",
        samples=tuple(mean.index),
        values=np.asarray(mean, dtype=np.float64),
        source=source.name,
        checksum=source.checksum,
        notes=notes,
        **dict(zip(("low", "high"), _ends_of(label), strict=True)),
    )


def _ends_of(label: str) -> tuple[str, str]:
    return ("sensitive", "resistant") if plain(label) in _IC50 else ("low", "high")


def _sample_position(frame: pd.DataFrame) -> int:
    return next((place for place, label in enumerate(frame.columns) if says_sample(str(label))), 0)


def _is_what(frame: pd.DataFrame, place: int) -> bool:
    """A column of text in which names come back."""
    column = frame.iloc[:, place]
    return (
        not _is_value(frame, place) and not says_sample(str(frame.columns[place])) and bool(column.duplicated().any())
    )


def _is_value(frame: pd.DataFrame, place: int) -> bool:
    return mostly_numbers(frame.iloc[:, place])


def _only(frame: pd.DataFrame, source: Source, kind: str, labels: frozenset[str], places: list[int], fits: Any) -> int:
    """The one column of its kind: by its label where that is usual, else because there is no other."""
    able = [place for place in places if fits(frame, place)]
    usual = [place for place in able if plain(str(frame.columns[place])) in labels]
    chosen = usual or able
    if len(chosen) != 1:
        raise UserError(
            "{source} has several rows per sample, and no single column of {kind} beside the samples "
            "({columns}); keep one of them.",
            source=source.name,
            kind=word(kind),
            columns=[str(frame.columns[place]) for place in able] or "none",
        )
    return chosen[0]
