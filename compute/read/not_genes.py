"""What stands in a table of expression and is no gene or no sample: set aside, and said, never taken in silence."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from compute.read.gene_names.genes import genes as known_genes
from compute.read.labels import is_ensembl, is_symbol, plain
from compute.read.measures import one_measure

_SUMMARY = re.compile(
    r"__\w+|N_(unmapped|multimapping|noFeature|ambiguous)|(no_feature|ambiguous|too_low_aQual|not_aligned|"
    r"alignment_not_unique)|Unassigned_\w+|Assigned|(grand )?totals?|sum|(total|library)[ _.]?(counts?|reads|size)|"
    r"column ?sums?|row ?sums?|n_?(genes|counts|umis?)(_by_counts)?|nCount_RNA|nFeature_RNA|"
    r"(pct|percent)[._ ]?(counts[._ ])?(mt|mito|ribo)|average|mean|median|std(dev)?",
    re.IGNORECASE,
)
"""Rows that HTSeq, STAR, featureCounts and spreadsheets add to counts, and per-cell figures of single-cell tools."""
_SPIKE = re.compile(
    r"ERCC-\d{5}|(POS|NEG)_[A-H](\(\d+(\.\d+)?\))?|AFFX-.+|(GE_)?BrightCorner|DarkCorner|[(][+][)]E1A_r60_\w+|"
    r"spike[-_ ]?in.*|SIRV\d+.*",
    re.IGNORECASE,
)
"""Of ERCC and Lexogen, and controls of NanoString, Affymetrix and Agilent."""
_METADATA = frozenset([
    "age", "ageatdiagnosis", "sex", "gender", "race", "ethnicity", "batch", "plate", "run", "lane", "site",
    "centre", "center", "stage", "tumorstage", "tumourstage", "grade", "os", "ostime", "osevent", "osstatus",
    "osmonths", "osdays", "overallsurvival", "pfs", "pfstime", "pfsevent", "pfi", "pfitime", "dfs", "dfstime",
    "dfi", "dfitime", "dss", "dsstime", "rfs", "rfstime", "survival", "survivaltime", "event", "status",
    "vitalstatus", "time", "days", "months", "weight", "height", "bmi", "dose", "concentration", "passage",
    "replicate", "rep", "group", "class", "label", "cluster", "leiden", "louvain", "seuratclusters",
    "origident", "phase", "sscore", "g2mscore", "doubletscore", "purity", "tumorpurity", "rin", "rnaintegrity",
    "readdepth", "mappingrate", "response", "treatment", "condition", "subtype", "tissue", "celltype", "smoker",
    "smoking", "packyears", "followup", "diseasefreesurvival", "viability", "ic50", "lnic50", "auc", "year", "ploidy",
    "rrnarate", "mappingrate", "duplicationrate", "mapped", "pctmapped", "percentmapped", "rrna", "pctrrna",
    "duplicates", "exonicrate", "intronicrate", "alignmentrate", "mitorate", "tmb",
])  # fmt: skip
_METADATA_START = re.compile(r"(qc|meta|clinical|pheno|obs)[_.: ]", re.IGNORECASE)
_EMBEDDED = re.compile(r"(umap|t-?sne|pca?|phate|diffmap|dc|ic|lv|factor|dim)[_. -]?\d{1,2}", re.IGNORECASE)
"""Coordinates that single-cell tools compute."""
_METADATA_END = re.compile(
    r".+[_. ](scores?|index|time|months|days|years|event|status|stage|grade|date|batch|group|cluster)", re.IGNORECASE
)
_STATISTICS = frozenset([
    "logfc", "log2fc", "log2foldchange", "foldchange", "fc", "pvalue", "pval", "adjpval", "adjpvalue", "padj",
    "qvalue", "qval", "fdr", "basemean", "lfcse", "stat", "aveexpr", "avelogcpm", "logcpm", "tstat", "lods",
    "zscore", "rank", "svalue",
])  # fmt: skip
_SPREAD = frozenset([
    "sd", "se", "sem", "var", "variance", "cv", "stddev", "stdev", "min", "max", "minimum", "maximum", "mad", "iqr",
    "rowmeans", "rowsums", "rowmean", "avg", "mean", "average", "median", "total", "sum",
])  # fmt: skip
"""Figures over the samples, two of which are no chance."""
_SHORT_STATISTICS = frozenset(["t", "b", "f", "lr", "p", "q", "se"])
_MOSTLY = 0.5
_FRACTIONS = 0.9
_FAR = 20.0
"""How many times wider than the spread of the genes' medians a row's median lies from theirs to be of another scale."""
_MOST_JUDGED = 2000
FEWEST = 20
"""Genes by which the scale of a table is judged."""


@dataclass(frozen=True)
class NotGenes:
    """Places of columns (genes) to set aside. summary: totals and rows that a counting program adds. spikes: spike-ins.
    metadata: what is known of samples (age, batch). strange: no known gene, and on a scale of its own."""

    summary: tuple[int, ...] = ()
    spikes: tuple[int, ...] = ()
    metadata: tuple[int, ...] = ()
    strange: tuple[int, ...] = ()

    @property
    def all(self) -> tuple[int, ...]:
        return (*self.summary, *self.spikes, *self.metadata, *self.strange)


def find_not_genes(values: NDArray[np.float64], names: Sequence[str]) -> NotGenes:
    """Which columns are no genes. values: samples × genes, NaN where missing; names: of the genes.

    A name that is a gene's symbol (or Ensembl id) is never set aside, however it looks.
    """
    summary, spikes, metadata = [], [], []
    suspects = [place for place, name in enumerate(names) if name and not _is_gene(name)]
    symbols = known_genes().symbols
    for place, name in enumerate(names):
        if not name or name.upper() in symbols or is_ensembl(name):
            continue
        if _SUMMARY.fullmatch(name):
            summary.append(place)
        elif _SPIKE.fullmatch(name):
            spikes.append(place)
        elif _says_of_samples(name):
            metadata.append(place)
    if metadata:  # beside others, what may be an old name of a gene is what it says (RIN, OS)
        metadata += [place for place, name in enumerate(names) if _is_old_name(name) and plain(name) in _METADATA]
    named = set(summary + spikes + metadata)
    others = [place for place in suspects if place not in named]  # an alias is no gene to be set aside for its scale
    return NotGenes(tuple(summary), tuple(spikes), tuple(metadata), tuple(_strange(values, others, len(names))))


def _says_of_samples(name: str) -> bool:
    return bool(
        plain(name) in _METADATA
        or _METADATA_START.match(name)
        or _METADATA_END.fullmatch(name)
        or _EMBEDDED.fullmatch(name)
    )


def _is_old_name(name: str) -> bool:
    known, key = known_genes(), name.upper()
    return key in known.symbols and key not in known.approved and name == key


def unlike_genes(names: Sequence[str]) -> tuple[str, ...]:
    """The few names that are no gene known to HGNC and none of a clone, in a table of mostly known ones: nobody can
    tell whether they are genes."""
    unknown = [name for name in names if name and not _is_gene(name) and not _CLONE.match(name)]
    few = len(names) >= FEWEST and len(unknown) <= min(_MOST_UNKNOWN, 0.2 * len(names))
    return tuple(unknown) if few else ()


def hardly_genes(names: Sequence[str]) -> bool:
    """Whether next to none of the names is a gene that lists can find: probes, transcripts, positions."""
    known = known_genes()
    found = sum(_is_gene(name) or name in known.entrez or is_symbol(name) for name in names)
    return len(names) >= FEWEST and found < _HARDLY * len(names)


_HARDLY = 0.05
_CLONE = re.compile(
    r"(LOC|LINC|MIR|SNOR[AD]|RNU|RN7|RNA|CTD?[-_]|RP\d+-|A[CLPFJ]\d{5,}|[A-Z]{1,2}\d{5,}|KIAA|FLJ|DKFZ|ENS[A-Z]*\d|"
    r"C\d+orf|\d|[a-z]+[-:]|[A-Z]{2,}P\d+|MT-|HLA|IG[HKL]|TR[ABDG]|OR\d|GM\d|\w*Rik|NM_|NR_|XM_|XR_|chr)",
    re.IGNORECASE,
)
"""Names of genes that HGNC does not have: clones, loci, families of the genome's annotations."""
_MOST_UNKNOWN = 20


def _is_gene(name: str) -> bool:
    known = known_genes()
    key = name.upper()
    return key in known.symbols or key in known.aliases or is_ensembl(name)


def _strange(values: NDArray[np.float64], suspects: Sequence[int], total: int) -> list[int]:
    """Of the columns that are no known genes, in a table of mostly known ones, those on a scale of their own.

    Whole numbers in a table of fractions (age, batch), or a median far from those of all genes.
    """
    if not suspects or total < FEWEST or len(suspects) > (1 - _MOSTLY) * total:
        return []
    rest = np.setdiff1d(np.arange(total), suspects)
    rest = rest[:: max(1, len(rest) // _MOST_JUDGED)]
    with np.errstate(invalid="ignore"):
        whole = np.array([_whole(values[:, place]) for place in rest])
        medians = np.array([_median(values[:, place]) for place in rest])
    medians = medians[np.isfinite(medians)]
    centre = float(np.median(medians))
    spread = float(np.median(np.abs(medians - centre))) * 1.4826
    fractions = float(np.mean(~whole)) >= _FRACTIONS
    found = []
    for place in suspects:
        column = values[:, place]
        if (fractions and _whole(column) and np.nanmax(column) > 0) or abs(_median(column) - centre) > _FAR * max(
            spread, 1e-9
        ):
            found.append(place)
    return found


def _whole(column: NDArray[np.float64]) -> bool:
    present = column[~np.isnan(column)]
    return len(present) > 0 and bool((np.rint(present) == present).all())


def _median(column: NDArray[np.float64]) -> float:
    present = column[~np.isnan(column)]
    return float(np.median(present)) if len(present) else 0.0


@dataclass(frozen=True)
class NotSamples:
    """statistics: places of rows (samples) that hold results of a test (logFC, padj). summary: totals and means.
    measures: of tables that hold several measures of each sample (abundance.S1, counts.S1), those left out; kept: the
    names of the others without the measure, which is ``measure``."""

    statistics: tuple[int, ...] = ()
    summary: tuple[int, ...] = ()
    others: tuple[int, ...] = ()
    measure: str = ""
    measures: tuple[str, ...] = ()
    kept: dict[int, str] = field(default_factory=dict)

    @property
    def all(self) -> tuple[int, ...]:
        return (*self.statistics, *self.summary, *self.others)


def find_not_samples(names: Sequence[str]) -> NotSamples:
    """Which rows are no samples, told by their names. names: of the samples."""
    labels = [plain(name) for name in names]
    statistics = [place for place, label in enumerate(labels) if label in _STATISTICS]
    if len(statistics) >= 2 or (statistics and len(names) > FEWEST):
        statistics += [place for place, label in enumerate(labels) if label in _SHORT_STATISTICS]
    else:
        statistics = []
    summary = [place for place, name in enumerate(names) if _SUMMARY.fullmatch(name)]
    spread = [place for place, label in enumerate(labels) if label in _SPREAD]
    if len(spread) > 1:
        summary = sorted({*summary, *spread})
    taken = set(statistics + summary)
    found = one_measure(names, taken)
    if found is None:
        return NotSamples(tuple(sorted(statistics)), tuple(summary))
    return NotSamples(
        tuple(sorted(statistics)), tuple(summary), found.others, found.measure, found.measures, dict(found.kept)
    )


_SENTINELS = (-9.0, -99.0, -999.0, -9999.0, -99999.0, -999999.0, 999.0, 9999.0, 99999.0, 999999.0)


def find_sentinel(values: NDArray[np.float64]) -> tuple[float, int]:
    """A number that stands for "missing" (−999), and how often; (0, 0) where there is none.

    It is the lowest or highest value, and far from all others: beyond their whole range.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of a table without any value
        ends = float(np.nanmin(values, initial=np.inf)), float(np.nanmax(values, initial=-np.inf))
    for extreme, sign in zip(ends, (-1, 1), strict=True):
        if extreme not in _SENTINELS or (sign > 0) != (extreme > 0):
            continue
        present = values[~np.isnan(values)]
        others = present[present != extreme]
        if not others.size:
            continue
        lowest, highest = float(others.min()), float(others.max())
        gap = lowest - extreme if sign < 0 else extreme - highest
        if gap > max(3 * (highest - lowest), 5.0) and (sign < 0 or int((present == extreme).sum()) > 1):
            return extreme, int(present.size - others.size)
    return 0.0, 0
