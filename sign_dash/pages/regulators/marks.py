"""Marks beside regulators that are known already: built-in lists, and lists that lie in the study's folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from compute.read import (
    KnownRegulators,
    builtin_emt_regulators,
    builtin_epithelial_seeds,
    builtin_mesenchymal_seeds,
    known_regulators_apart,
)
from sign_dash.gene_sets import lists_in_study, read_once
from sign_dash.language import say

if TYPE_CHECKING:
    from pathlib import Path

    from compute.study import Study

NOTHING: Final = "none"
EMT: Final = "emt"
_FILE: Final = "file:"


def _built_in() -> dict[str, tuple[str, Callable[[], Iterable[str]]]]:
    return {
        EMT: (say("EMT regulators"), builtin_emt_regulators),
        "epithelial": (say("epithelial markers"), builtin_epithelial_seeds),
        "mesenchymal": (say("mesenchymal markers"), builtin_mesenchymal_seeds),
    }


@dataclass(frozen=True)
class Marks:
    """One list. source: where a mark comes from, in words."""

    known: KnownRegulators
    source: str

    def of(self, target: str) -> frozenset[str]:
        return self.known.of(target)


def choices(study: Study) -> list[dict[str, str]]:
    """What the control offers: nothing, the built-in lists, the files of the study's folder."""
    return [
        {"value": NOTHING, "label": say("nothing")},
        *({"value": key, "label": say("{title} (built in)", title=title)} for key, (title, _) in _built_in().items()),
        *(
            {"value": _FILE + name, "label": say("{name} (study’s folder)", name=name)}
            for name in lists_in_study(study)
        ),
    ]


def read_marks(study: Study, choice: str) -> Marks | None:
    """The chosen list, None for :data:`NOTHING`; :class:`compute.UserError` for a file that cannot be read."""
    if choice in _built_in():
        title, genes = _built_in()[choice]
        return Marks(
            KnownRegulators(title, frozenset(genes()), {}).among((*study.regulators, *study.targets)),
            say("{title}, a built-in list from general knowledge, whatever the target", title=title),
        )
    name = choice.removeprefix(_FILE)
    if choice == NOTHING or name not in lists_in_study(study):
        return None
    path = lists_in_study(study)[name]
    known = _read(study, path, name, path.stat().st_mtime_ns)
    if known.of_pairs:
        return Marks(known, say("{name} in the study’s folder: its pairs of regulator and target", name=name))
    return Marks(known, say("{name} in the study’s folder: its genes, whatever the target", name=name))


@read_once(8)
def _read(study: Study, path: Path, name: str, _version: int) -> KnownRegulators:
    return known_regulators_apart(path, name, (*study.regulators, *study.targets))


def mark_sentence(marks: Marks | None, regulators: Sequence[str], target: str) -> str:
    """How many of the regulators carry the mark, and where it comes from."""
    if marks is None:
        return say("No regulator is marked; choose a list.")
    known = sum(regulator in marks.of(target) for regulator in regulators)
    return say("● known: {known:,} of {all:,}, by {source}.", known=known, all=len(regulators), source=marks.source)
