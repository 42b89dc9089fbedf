"""What is known of genes: the built-in lists, a file in the study's folder, or one that was given."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from compute.read import Evidence, Markers, builtin_emt_regulators, builtin_markers, known_apart
from sign_dash.gene_sets import File, chosen_list, given_option, lists_in_study, read_once, study_options
from sign_dash.language import say

if TYPE_CHECKING:
    from compute.study import Study

BUILT_IN: Final = "built-in"


@dataclass(frozen=True, eq=False)
class KnownMarkers:
    """markers: always some, the built-in ones where a file holds published pairs. evidence: the pairs, if any."""

    markers: Markers
    evidence: Evidence | None

    @property
    def source(self) -> str:
        return self.evidence.source if self.evidence is not None else self.markers.source


def choices(study: Study, given: File | None) -> list[dict[str, str]]:
    """What the control offers, the given file first."""
    built_in = {"value": BUILT_IN, "label": say("EMT genes (built in)")}
    return [*given_option(given), built_in, *study_options(lists_in_study(study))]


def read_choice(study: Study, cache: Path, choice: str, given: File | None) -> KnownMarkers:
    """The chosen list; :class:`compute.UserError` for a file that cannot be read."""
    chosen = chosen_list(study, cache, choice, given)
    return _built_in() if chosen is None else _read(*chosen)


@read_once(8)
def _read(path: Path, name: str, _version: int) -> KnownMarkers:
    found = known_apart(path, name)
    return KnownMarkers(builtin_markers(), found) if isinstance(found, Evidence) else KnownMarkers(found, None)


@lru_cache(maxsize=1)
def _built_in() -> KnownMarkers:
    return KnownMarkers(builtin_markers(), None)


def is_emt_regulator(gene: str) -> bool:
    """Whether the built-in list of EMT regulators has the gene."""
    return gene in builtin_emt_regulators()
