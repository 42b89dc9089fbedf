"""The scores of a study, compared once: the table's own scores stay while gene sets are exchanged."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from compute.analyse import study_expression, study_scores
from compute.score import MOST_SETS, Comparison, emt_sets, genes_of_sets, with_sets
from sign_dash.gene_sets import File, kept_gene_sets

if TYPE_CHECKING:
    from compute.study import Study

Sets = tuple[tuple[str, tuple[str, ...]], ...]


def compared(study: Study, cache: Path, file: File | None, chosen: list[str] | None) -> Comparison:
    """The comparison with the chosen sets of a file; :class:`UserError` as :func:`study_scores` raises it."""
    sets = sets_of(cache, file)
    lists = {name: genes for name, genes in sets.items() if is_list(name)}
    wanted = tuple((name, sets[name]) for name in (chosen or []) if name in sets)[:MOST_SETS]
    return _compared(study, tuple(lists.items()), wanted)


def sets_of(cache: Path, file: File | None) -> Mapping[str, tuple[str, ...]]:
    """The gene sets of a file, by name; none where there is no file."""
    if not file:
        return {}
    read = kept_gene_sets(cache, file)
    return dict(zip(read.names, read.genes, strict=True))


def first_sets(sets: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Those that are scored where nobody has chosen any."""
    return list(emt_sets([name for name in sets if not is_list(name)]))


def is_list(name: str) -> bool:
    """Whether a set is the genes of a score, see :func:`compute.score.genes_of_sets`."""
    found = genes_of_sets({name: ("?",), "KS_EPI" if "MES" in name.upper() else "KS_MES": ("?",)})
    return bool(found.gs76) or (found.classes is not None)


@lru_cache(maxsize=4)
def _compared(study: Study, lists: Sets, wanted: Sets) -> Comparison:
    found = _table_alone(study, lists)
    return with_sets(found, study_expression(study), dict(wanted)) if wanted else found


@lru_cache(maxsize=4)
def _table_alone(study: Study, lists: Sets) -> Comparison:
    return study_scores(study, genes_of_sets(dict(lists)))
