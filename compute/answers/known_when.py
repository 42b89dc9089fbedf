"""What was known when: published pairs on a time line, and whether components foresaw what was published since.

A gene is *known* for the transition from the first publication that joins it with a gene of the transition (a
regulator or marker of the built-in lists): **before** the data's year or in it, **since**, or **not yet**. Whether a
component holds more genes known only since than chance is tested among the genes not known before: by the
hypergeometric distribution (random sets of as many genes), and within classes of genes with as many other
publications, because a few genes have most of the papers and would be found by any list of famous genes. [ours]
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from compute.components import Components, Side
from compute.read import Evidence, PublishedReport, about_year, builtin_emt_regulators
from compute.read.evidence import builtin_markers
from compute.study import Study

When = Literal["before", "since", "not yet"]
TOP = 30
"""The genes of a component with the largest loadings."""
CLASSES = (0, 1, 2, 4, 8, 16)
"""Least numbers of other publications of the classes of genes that are compared with each other."""


def side_of(year: int, data_year: int) -> Literal["before", "since"]:
    """On which side of the data's year a publication lies; one of that year counts as before."""
    return "before" if year <= data_year else "since"


@dataclass(frozen=True)
class KnownGene:
    """years: of the publications that join it with the transition, ascending, as far as they are known; year: the
    first of them. references: number of all such. others: of its publications with genes outside of the transition.
    exact: whether the first year is the file's own, rather than one about, from a PubMed id.
    """

    gene: str
    years: tuple[int, ...]
    references: int
    others: int
    exact: bool

    @property
    def year(self) -> int | None:
        """The first of the years; None where none is known."""
        return self.years[0] if self.years else None

    def when(self, data_year: int) -> When:
        """Before the data's year or in it, since, or not yet."""
        return "not yet" if self.year is None else side_of(self.year, data_year)


@dataclass(frozen=True)
class KnownComponent:
    """A component's strongest genes by when they were known. component: from 1. expected: of ``since``, in random sets
    of as many genes not known before; p: that such a set has as many or more; p_alike: the same among genes with as
    many other publications.
    """

    side: Side
    component: int
    genes: tuple[KnownGene, ...]
    before: int
    since: int
    not_yet: int
    expected: float
    p: float
    p_alike: float


def emt_genes() -> frozenset[str]:
    """The genes of the transition: built-in regulators and markers."""
    return frozenset([*builtin_emt_regulators(), *builtin_markers().classes])


def years_of(reports: Sequence[PublishedReport]) -> tuple[list[int], bool]:
    """The years of a pair's publications, ascending, and whether they are the file's own."""
    own = sorted(year for report in reports for year in report.years)
    if own:
        return own, True
    cited = dict.fromkeys(reference for report in reports for reference in report.references)
    return sorted(year for year in map(about_year, cited) if year is not None), False


def known_genes(evidence: Evidence, genes: Collection[str], emt: Collection[str]) -> dict[str, KnownGene]:
    """When each of these genes was first published together with another one of ``emt``."""
    wanted = set(genes)
    when: dict[str, list[int]] = {gene: [] for gene in genes}
    own: dict[str, bool] = {}
    joined: dict[str, set[str]] = {gene: set() for gene in genes}
    others: dict[str, set[str]] = {gene: set() for gene in genes}
    for (regulator, target), reports in evidence.pairs.items():
        years, exact = years_of(reports)
        cited = {reference for report in reports for reference in report.references}
        for gene, partner in ((regulator, target), (target, regulator)):
            if gene not in wanted or gene == partner:
                continue
            if partner not in emt:
                others[gene] |= cited
                continue
            joined[gene] |= cited
            if years and (not when[gene] or years[0] < min(when[gene])):
                own[gene] = exact
            when[gene] += years
    return {
        gene: KnownGene(
            gene,
            tuple(sorted(when[gene])),
            len(joined[gene]),
            len(others[gene] - joined[gene]),
            own.get(gene, False),
        )
        for gene in genes
    }


def known_components(study: Study, components: Components, evidence: Evidence, data_year: int) -> list[KnownComponent]:
    """Every component of both sides, its :data:`TOP` genes by the loading's size."""
    emt = emt_genes()
    found = []
    sides: tuple[tuple[Side, tuple[str, ...]], ...] = (("regulator", study.regulators), ("target", study.targets))
    for side, names in sides:
        known = known_genes(evidence, names, emt)
        loadings = components.loadings[side]
        for component in range(loadings.shape[1]):
            order = np.argsort(-np.abs(loadings[:, component]), kind="stable")[:TOP]
            chosen = [names[at] for at in order.tolist()]
            found.append(_tested(side, component + 1, chosen, known, data_year))
    return found


def _tested(
    side: Side, component: int, chosen: Sequence[str], known: Mapping[str, KnownGene], data_year: int
) -> KnownComponent:
    when = {gene: one.when(data_year) for gene, one in known.items()}
    open_then = [gene for gene in known if when[gene] != "before"]
    in_class = np.array([np.searchsorted(CLASSES, known[gene].others, side="right") for gene in open_then])
    since = np.array([when[gene] == "since" for gene in open_then], bool)
    members = set(chosen)
    drawn = np.array([gene in members for gene in open_then], bool)
    observed = int(np.count_nonzero(since & drawn))
    everything = np.zeros(len(open_then), np.int64)
    counts = {kind: sum(when[gene] == kind for gene in chosen) for kind in ("before", "since", "not yet")}
    return KnownComponent(
        side,
        component,
        tuple(known[gene] for gene in chosen),
        counts["before"],
        counts["since"],
        counts["not yet"],
        float(drawn.sum() * since.mean()) if since.size else 0.0,
        at_least(observed, since, drawn, everything),
        at_least(observed, since, drawn, in_class),
    )


def at_least(observed: int, marked: NDArray[np.bool_], drawn: NDArray[np.bool_], classes: NDArray[np.int64]) -> float:
    """The probability that as many of each class as are drawn, drawn at random, hold ``observed`` marked ones or more.

    marked, drawn, classes: (genes,). Exact: the classes' hypergeometric distributions, convolved.
    """
    from scipy.stats import hypergeom  # slow to import, and the dashboard's start needs none of it

    total = np.ones(1)
    for one in np.unique(classes):
        inside = classes == one
        size, of_these, taken = (int(np.count_nonzero(inside & part)) for part in (inside, marked, drawn))
        total = np.convolve(total, hypergeom.pmf(np.arange(taken + 1), size, of_these, taken))
    return float(min(1.0, total[observed:].sum()))
