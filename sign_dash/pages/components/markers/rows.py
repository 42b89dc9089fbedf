"""The rows of the marker table, from a component's subnetwork."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from compute.components import Neighbourhood, component_subnetwork, emt_seeds, marker_rows
from sign_dash.language import say
from sign_dash.pages.components.explained import Explained
from sign_dash.pages.components.markers.known import KnownMarkers, is_emt_regulator

if TYPE_CHECKING:
    from compute.components import MarkerRow
    from compute.study import Study

TOP: Final = 30
NEIGHBOURS: Final = 10
LEAST_SHARE: Final = 0.05
"""The component's strongest regulators, first neighbours of each EMT factor, and the share of the samples that must
have an edge: what the command ``components`` takes unless told otherwise."""


def table_rows(study: Study, found: list[MarkerRow]) -> list[dict[str, Any]]:
    """Regulators by the size of their loading, then targets."""
    last = max(len(study.samples) - 1, 1)
    place = {name: index for index, name in enumerate(study.samples)}
    rows = []
    for row in found:
        somewhere = bool(row.from_sample)
        rows.append(
            {
                "id": f"{row.acts_as}/{row.gene}",
                "gene": row.gene,
                "known": _known(row),
                "part": say("regulator") if row.acts_as == "regulator" else say("target"),
                "loading": row.loading,
                "rank": row.loading_rank,
                "edges": row.edges,
                "acts": [place[row.from_sample] / last, place[row.to_sample] / last] if somewhere else None,
                "where": _where(row.acts),
                "low": row.pull_low,
                "high": row.pull_high,
                "pairs": row.known_pairs,
                "references": row.references,
            }
        )
    return sorted(rows, key=lambda row: (row["rank"] is None, row["rank"] or 0, -row["edges"]))


@lru_cache(maxsize=16)
def found_markers(study: Study, explained: Explained, component: int, known: KnownMarkers) -> list[MarkerRow]:
    """The known genes around a regulator-side component (from 0)."""
    around = Neighbourhood(emt_seeds(study), NEIGHBOURS, LEAST_SHARE)
    network = component_subnetwork(study, explained.parts, component, top=TOP, around=around)
    return marker_rows(study, explained.parts, component, network, known.markers, known.evidence)


def _known(row: MarkerRow) -> str:
    classes = {
        "epithelial": say("epithelial marker"),
        "mesenchymal": say("mesenchymal marker"),
        "given": say("observed"),
    }
    parts = [say("● EMT regulator")] if is_emt_regulator(row.gene) else []
    if row.marker:
        parts.append(classes[row.marker])
    if row.known_pairs:
        parts.append(say("published pairs"))
    return " · ".join(parts)


def _where(acts: str) -> str:
    return {
        "low": say("low"),
        "middle": say("middle"),
        "high": say("high"),
        "throughout": say("throughout"),
    }.get(acts, say("nowhere"))
