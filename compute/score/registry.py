"""The scores there are: every module of :mod:`compute.score.methods` brings one, under the name ``SCORE``."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from compute.score import methods
from compute.score.record import Score


def scores_in(package: ModuleType) -> dict[str, Score]:
    """Name and record of the score that each module of ``package`` defines, in the order of the modules' names."""
    names = sorted(module.name for module in iter_modules(package.__path__))
    found: list[Score] = [import_module(f"{package.__name__}.{name}").SCORE for name in names]
    return {score.name: score for score in found}


SCORES: dict[str, Score] = scores_in(methods)
