"""The samples in order of the score, as the strip and the canvas need them in the browser."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from sign_dash import theme
from sign_dash.language import say

if TYPE_CHECKING:
    from compute.study import Study

EMT_SCORES: Final = frozenset({"eem", "76gs", "ks"})
MOST_LEVELS: Final = 60


@dataclass(frozen=True)
class Column:
    """One annotation of the samples: names of its levels, each sample's level (−1 = not known), colours."""

    name: str
    levels: tuple[str, ...]
    codes: tuple[int, ...]
    colours: tuple[str, ...]


def score_name(study: Study) -> str:
    """What the slider is called: "EMT score" for the EMT scores, else the modulator's own name."""
    return say("EMT score") if is_emt(study) else study.modulator_name


def written_score_name(study: Study) -> str:
    """As :func:`score_name`, in files: in English whoever reads the screen."""
    return "EMT score" if is_emt(study) else study.modulator_name


def is_emt(study: Study) -> bool:
    """Whether the modulator is an EMT score: low is epithelial, high is mesenchymal."""
    name = study.modulator_name.lower()
    return name in EMT_SCORES or "emt" in name


def ends_of(score_name: str) -> tuple[str, str]:
    """What lies at the low and at the high end of the score."""
    if score_name.startswith(("EMT score", say("EMT score"))):
        return say("epithelial"), say("mesenchymal")
    return say("low"), say("high")


def modulator_title(study: Study) -> str:
    """The modulator in full, for the header: which EMT score it is."""
    name = study.modulator_name
    return say("{name} score", name=name.upper()) if name.lower() in EMT_SCORES else name


@lru_cache(maxsize=8)
def annotation_columns(study: Study) -> list[Column]:
    """The categorical annotations, a tissue-like one first; empty where the study has none."""
    columns = [
        _column(str(name), study.annotation[name])
        for name in study.annotation.columns
        if not pd.api.types.is_float_dtype(study.annotation[name])
        and 2 <= study.annotation[name].nunique(dropna=True) <= MOST_LEVELS
    ]
    return sorted(columns, key=lambda column: "tissue" not in column.name.lower())


def _column(name: str, values: pd.Series[Any]) -> Column:
    counted = values.astype("string").replace("", pd.NA)
    levels = tuple(counted.value_counts().index)  # the commonest first: it gets the clearest colours
    position = {level: code for code, level in enumerate(levels)}
    codes = tuple(-1 if pd.isna(value) else position[value] for value in counted)
    colours = tuple(theme.CATEGORIES[code % len(theme.CATEGORIES)] for code in range(len(levels)))
    return Column(name, levels, codes, colours)


def cohort(study: Study) -> dict[str, Any]:
    """The store :data:`sign_dash.ids.COHORT`."""
    values = np.asarray(study.modulator, dtype=float)
    columns = annotation_columns(study)
    return {
        "samples": list(study.samples),
        "score": [round(float(value), 6) for value in values],
        "scoreName": score_name(study),
        "colours": theme.score_colours(values, float(values.min()), float(values.max())),
        "columns": [
            {"name": c.name, "levels": list(c.levels), "codes": list(c.codes), "colours": list(c.colours)}
            for c in columns
        ],
        "noCategory": theme.NO_CATEGORY,
    }
