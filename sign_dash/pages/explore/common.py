"""What the selected genes have in common: the gene sets they are over-represented in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dash import html
from dash.development.base_component import Component

from compute.analyse import list_enrichment
from sign_dash.gene_sets import File, kept_gene_sets
from sign_dash.language import say

if TYPE_CHECKING:
    from compute.study import Study

MOST_ROWS: Final = 200


@dataclass(frozen=True)
class CommonFunctions:
    """words: what was tested against what. rows: of the table, smallest p first."""

    words: list[Component]
    rows: list[dict[str, Any]]


def common_functions(study: Study, cache: Path, file: File, genes: Sequence[str]) -> CommonFunctions:
    """Test the genes; :class:`compute.UserError` for a file that holds no gene sets of the study."""
    found = list_enrichment(study, kept_gene_sets(cache, file), genes)
    rows = [
        {
            "gene_set": tested.gene_set,
            "genes": len(tested.genes),
            "size": tested.size,
            "names": ", ".join(tested.genes),
            "p": tested.p_value,
            "q": tested.q_value,
        }
        for tested in found.sets[:MOST_ROWS]
    ]
    said = say(
        "{n} selected genes against {sets} gene sets of {file}; background: the {background} genes of the networks.",
        n=f"{found.listed:,}",
        sets=f"{found.tested:,}",
        file=file["name"],
        background=f"{found.background:,}",
    )
    words: list[Component] = [html.P(said)]
    if not rows:
        words.append(html.P(say("None of them holds a selected gene.")))
    elif len(found.sets) > MOST_ROWS:
        words.append(html.P(say("The first {n} of {all} are listed.", n=MOST_ROWS, all=f"{len(found.sets):,}")))
    return CommonFunctions(words, rows)
