"""The samples in order of the score, as the strip and the canvas need them in the browser."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from compute.score import SCORES
from compute.study import value_bins
from compute.suitability import blood_of_study, own_genes
from sign_dash import theme
from sign_dash.language import say

if TYPE_CHECKING:
    from compute.study import Study

MOST_LEVELS: Final = 60


@dataclass(frozen=True)
class Column:
    """One annotation of the samples: names of its levels, each sample's level (−1 = not known), colours.

    binned: whether the levels are ranges of numbers, as :func:`compute.study.group_samples` reads them.
    """

    name: str
    levels: tuple[str, ...]
    codes: tuple[int, ...]
    colours: tuple[str, ...]
    binned: bool = False

    def shown(self, level: str) -> str:
        """A level as people read it: of numbers in bins ``40 to 60``."""
        if not self.binned:
            return level
        low, high = (f"{float(end):.4g}".replace("-", "−") for end in level.split(".."))
        return low if low == high else say("{low} to {high}", low=low, high=high)


@dataclass(frozen=True)
class ScoreWords:
    """What the score is called and what its ends mean, in the reader's language."""

    name: str
    low: str
    high: str


def score_words(study: Study) -> ScoreWords:
    """The words of a study's score, as its record has them."""
    score = study.info.score
    return ScoreWords(score_name(study), in_readers_words(score.low), in_readers_words(score.high))


def score_name(study: Study) -> str:
    """What the slider is called: a computed score by what it measures ("EMT score"), any other by its own name."""
    return in_readers_words(written_score_name(study))


def written_score_name(study: Study) -> str:
    """As :func:`score_name`, in files: in English whoever reads the screen."""
    score = study.info.score
    return SCORES[score.method].axis if score.method in SCORES else score.column


def ends_of(study: Study) -> tuple[str, str]:
    """What the low and the high end of the score mean."""
    words = score_words(study)
    return words.low, words.high


def end_names(study: Study) -> tuple[str, str]:
    """The low and the high end of the score, as people call them."""
    known = {
        "epithelial": say("epithelial end"), "mesenchymal": say("mesenchymal end"),
        "low": say("low end"), "high": say("high end"),
        "sensitive": say("sensitive end"), "resistant": say("resistant end"),
    }  # fmt: skip
    low, high = (known.get(end) or say("{end} end", end=end) for end in (study.info.score.low, study.info.score.high))
    return low, high


def end_headings(study: Study) -> tuple[str, str]:
    """The ends as headings of narrow columns."""
    known = {"epithelial": say("Epithelial"), "mesenchymal": say("Mesench."), "low": say("Low end"),
             "high": say("High end"), "sensitive": say("Sensitive"), "resistant": say("Resistant")}  # fmt: skip
    low, high = (known.get(end, end.capitalize()) for end in (study.info.score.low, study.info.score.high))
    return low, high


def short_ends(study: Study) -> tuple[str, str]:
    """The ends within a narrow heading."""
    known = {"epithelial": say("epith."), "mesenchymal": say("mesench.")}
    score = study.info.score
    low, high = (known.get(end) or in_readers_words(end) for end in (score.low, score.high))
    return low, high


def modulator_title(study: Study) -> str:
    """The score in full, for the header: which one of those that measure the same it is."""
    return in_readers_words(study.info.score.column)


def in_readers_words(word: str) -> str:
    """A name or an end in the reader's language, where it is one that the program's own scores have."""
    known = {
        "EMT score": say("EMT score"),
        "epithelial": say("epithelial"), "mesenchymal": say("mesenchymal"),
        "low": say("low"), "high": say("high"),
        "sensitive": say("sensitive"), "resistant": say("resistant"),
    }  # fmt: skip
    return known.get(word, word)


@lru_cache(maxsize=8)
def annotation_columns(study: Study) -> list[Column]:
    """Annotations by which samples are grouped, a tissue-like one first; empty where the study has none.

    Numbers of many values (ages) are taken in bins.
    """
    columns = [
        column
        for name in study.annotation.columns
        if (column := _grouping(str(name), study.annotation[name])) is not None
    ]
    return sorted(columns, key=lambda column: "tissue" not in column.name.lower())


def _grouping(name: str, values: pd.Series[Any]) -> Column | None:
    if value_bins(values):
        return _binned(name, values)
    if pd.api.types.is_float_dtype(values) or not 2 <= values.nunique(dropna=True) <= MOST_LEVELS:
        return None
    return _column(name, values)


def _column(name: str, values: pd.Series[Any]) -> Column:
    counted = values.astype("string").replace("", pd.NA)
    levels = tuple(counted.value_counts().index)  # the commonest first: it gets the clearest colours
    position = {level: code for code, level in enumerate(levels)}
    codes = tuple(-1 if pd.isna(value) else position[value] for value in counted)
    colours = tuple(theme.CATEGORIES[code % len(theme.CATEGORIES)] for code in range(len(levels)))
    return Column(name, levels, codes, colours)


def _binned(name: str, values: pd.Series[Any]) -> Column:
    bins = value_bins(values)
    numbers = values.to_numpy(float, na_value=np.nan)
    codes = np.full(numbers.size, -1)
    for code, (low, high) in enumerate(bins):
        codes[(numbers >= low) & (numbers <= high)] = code
    levels = tuple(f"{low!r}..{high!r}" for low, high in bins)
    return Column(name, levels, tuple(codes.tolist()), theme.CATEGORIES[: len(bins)], binned=True)


def cohort(study: Study) -> dict[str, Any]:
    """The store :data:`sign_dash.ids.COHORT`."""
    values = np.asarray(study.modulator, dtype=float)
    columns = annotation_columns(study)
    blood, own = blood_of_study(study), own_genes(study)
    return {
        "samples": list(study.samples),
        "score": [round(float(value), 6) for value in values],
        "scoreName": score_name(study),
        "continuous": study.courses is not None,
        "time": study.info.method.scope == "time",
        "colours": theme.score_colours(values, float(values.min()), float(values.max())),
        "columns": [
            {
                "name": c.name,
                "levels": [c.shown(level) for level in c.levels],
                "values": list(c.levels),
                "codes": list(c.codes),
                "colours": list(c.colours),
            }
            for c in columns
        ],
        "noCategory": theme.NO_CATEGORY,
        "blood": [] if blood is None else np.flatnonzero(blood.of_blood).tolist(),
        "scoreGenes": [] if own is None else sorted(own.names),
    }
