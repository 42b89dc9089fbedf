"""The cohorts that are split: GDSC from the reference data, or a study's own samples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from compute.methods.curves.select import Columns
from compute.read import read_expression, read_gene_list, read_labelled_genes
from compute.score import score
from compute.study import open_study

TISSUE = "gdsc_tissue_1"
DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


@dataclass(frozen=True)
class Split:
    """A cohort to be split. groups (n,): the group of each sample; None where there are none."""

    columns: Columns
    regulators: tuple[str, ...]
    targets: tuple[str, ...]
    groups: NDArray[np.int64] | None

    def adjusted(self) -> Columns:
        """The columns with the groups as covariates."""
        if self.groups is None:
            return self.columns
        indicators = (self.groups[:, None] == np.unique(self.groups)[None, 1:]).astype(float)
        return replace(self.columns, covariates=indicators)


def gdsc(data: Path, targets: int | None, seed: int) -> Split:
    """Expression with Lambert's 505 factors as regulators, so many random genes of the EMT lists, the KS score.

    targets: None for every gene of the table.
    """
    table, _ = read_expression(str(data / "gdsc_expression.parquet"))
    ks = read_labelled_genes(str(data / "emt_KS_tan2014_cellline.csv"))
    values = score(table, "ks", ks).values
    listed = pd.read_csv(data / "emt_76GS_byers2013.csv")["Gene Symbol"].astype(str)
    every = [*ks.epithelial, *ks.mesenchymal, *listed] if targets is not None else table.genes
    emt = [gene for gene in dict.fromkeys(every) if gene in table.gene_index]
    chosen = sorted(np.random.default_rng(seed).choice(emt, min(targets or len(emt), len(emt)), replace=False).tolist())
    lines = pd.read_csv(data / "gdsc_cell_lines.csv", index_col=0).reindex(list(table.samples))
    tissue = lines[TISSUE].fillna("none").astype(str)
    regulators = [gene for gene in read_gene_list(str(data / "tf_lambert2018_1639.txt")) if gene in table.gene_index]
    return _split(table.values, table.gene_index, regulators, chosen, values, pd.factorize(tissue)[0])


def of_study(folder: Path, targets: int, seed: int, groups: str | None) -> Split:
    """A study's samples, regulators, score and so many of its targets. groups: a column of its annotation."""
    study = open_study(folder)
    count = min(targets, len(study.targets))
    chosen = sorted(np.random.default_rng(seed).choice(study.targets, count, replace=False).tolist())
    genes = list(dict.fromkeys([*study.regulators, *chosen]))
    values = np.array([study.expression(gene) for gene in genes], np.float64).T
    labels = None if groups is None else pd.factorize(study.annotation[groups].astype(str))[0]
    return _split(values, {g: i for i, g in enumerate(genes)}, study.regulators, chosen, study.modulator, labels)


def _split(
    values: NDArray[np.float64],
    column: dict[str, int],
    regulators: Sequence[str],
    targets: Sequence[str],
    modulator: NDArray[np.float64],
    groups: NDArray[np.int64] | None,
) -> Split:
    place = {gene: j for j, gene in enumerate(regulators)}
    columns = Columns(
        np.ascontiguousarray(values[:, [column[gene] for gene in regulators]], np.float64),
        np.ascontiguousarray(values[:, [column[gene] for gene in targets]], np.float64),
        np.array([place.get(gene, -1) for gene in targets], np.int64),
        np.asarray(modulator, np.float64),
        np.zeros((len(modulator), 0)),
    )
    return Split(columns, tuple(regulators), tuple(targets), groups)
