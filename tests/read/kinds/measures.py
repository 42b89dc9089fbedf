"""Tables with several measures of each sample, and long ones."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from tests.read.kinds.kind import COUNTS, GENES, IDS, SAMPLES, TABLE, Kind, frame

_RANDOM = np.random.default_rng(3)
_LINEAR = (2**TABLE).round(3)
_P = pd.DataFrame(_RANDOM.uniform(0, 0.1, TABLE.shape), index=TABLE.index, columns=SAMPLES)
_LONG = TABLE.reset_index().melt(id_vars="gene", var_name="sample", value_name="TPM")
_OLINK = _LONG.set_axis(["Assay", "SampleID", "NPX"], axis=1).assign(
    OlinkID="OID1", UniProt="P12830", Panel="INF", QC_Warning="Pass", LOD=0.5, Count=100, ExtNPX=1.5
)
_ATLAS = _LONG.rename(columns={"gene": "Gene name", "sample": "Cell line"}).assign(
    Gene=[IDS[GENES.index(one)] for one in _LONG["gene"]], pTPM=_LONG["TPM"] * 1.1, nTPM=_LONG["TPM"] * 1.2
)
_ONE = "one taken by preference, a warning names the others"


def _pairs(*columns: tuple[str, pd.DataFrame | str]) -> Callable[[], bytes]:
    """Column by column of every sample; names have the sample in place of ``*``."""
    table = {
        label.replace("*", one): values if isinstance(values, str) else values[one]
        for one in SAMPLES
        for label, values in columns
    }
    return frame(pd.DataFrame(table, index=TABLE.index), sep="\t")


def _unnamed() -> pd.DataFrame:
    columns = {
        name: values
        for place, one in enumerate(SAMPLES)
        for name, values in ((one, _LINEAR[one]), (f"Detection Pval{f'.{place}' if place else ''}", _P[one]))
    }
    return pd.DataFrame(columns, index=TABLE.index)


_MAXQUANT = pd.concat([COUNTS.add_prefix("Intensity "), _LINEAR.add_prefix("LFQ intensity ")], axis=1).assign(
    Peptides=_RANDOM.integers(1, 30, 30), Score=_RANDOM.uniform(0, 300, 30)
)
MEASURES = (
    Kind(
        "Illumina: `S1.AVG_Signal`, `S1.Detection Pval`",
        _ONE,
        "a.txt",
        _pairs(("*.AVG_Signal", _LINEAR), ("*.Detection Pval", _P)),
        "signal was used",
        _LINEAR,
    ),
    Kind(
        "Illumina: `AVG_Signal-S1`, `BEAD_STDERR-S1` …",
        _ONE,
        "a.txt",
        _pairs(("AVG_Signal-*", _LINEAR), ("Detection Pval-*", _P), ("BEAD_STDERR-*", _P)),
        "signal was used (without its name), detection, error were not",
        _LINEAR,
    ),
    Kind(
        "Illumina: `S1`, `Detection Pval`, `S2`, …",
        "the samples taken, a warning",
        "a.txt",
        frame(_unnamed(), sep="\t"),
        "Columns beside the samples (detection) are not expression",
        _LINEAR,
    ),
    Kind(
        "Affymetrix MAS5: Signal, Detection, p-value",
        _ONE,
        "a.txt",
        _pairs(("*_Signal", _LINEAR), ("*_Detection", "P"), ("*_p-value", _P)),
        "signal was used",
        _LINEAR,
    ),
    Kind(
        "Cufflinks: FPKM, conf_lo, conf_hi, status",
        _ONE,
        "a.txt",
        _pairs(("*_FPKM", _LINEAR), ("*_conf_lo", _P), ("*_conf_hi", _P), ("*_status", "OK")),
        "fpkm was used",
        _LINEAR,
    ),
    Kind(
        "counts and FPKM of each sample",
        _ONE,
        "a.txt",
        _pairs(("*_counts", COUNTS), ("*_FPKM", _LINEAR)),
        "fpkm was used",
        _LINEAR,
    ),
    Kind(
        "`S1 (raw)`, `S1 (norm)`",
        _ONE,
        "a.txt",
        _pairs(("* (raw)", COUNTS), ("* (norm)", TABLE)),
        "normalised was used",
        TABLE,
    ),
    Kind(
        "MaxQuant: LFQ intensity, Intensity, Peptides, Score",
        _ONE,
        "a.txt",
        frame(_MAXQUANT, sep="\t"),
        "LFQ intensity was used",
        _LINEAR,
    ),
    Kind(
        "the same measure in every name (`S1_FPKM`)",
        "left out of the names, said",
        "a.txt",
        _pairs(("*_log2FPKM", TABLE)),
        "contained the measure (fpkm)",
        TABLE,
    ),
    Kind(
        "a long table (gene, sample, value)",
        "made a matrix, said",
        "a.csv",
        frame(_LONG, index=False),
        "A long table",
        TABLE,
    ),
    Kind(
        "a long table of Olink (NPX)",
        "made a matrix, said",
        "a.csv",
        frame(_OLINK, sep=";", index=False),
        "rows of NPX",
        TABLE,
    ),
    Kind(
        "a long table of the Human Protein Atlas",
        "TPM taken, said",
        "a.tsv",
        frame(_ATLAS[["Gene", "Gene name", "Cell line", "TPM", "pTPM", "nTPM"]], sep="\t", index=False),
        "rows of TPM",
        TABLE,
        tuple(IDS),
    ),
    Kind(
        "a long table with gaps",
        "filled by the gene's median, said",
        "a.csv",
        frame(_LONG.drop(index=[33, 50, 100]), index=False),
        "3 values were missing",
    ),
    Kind(
        "a long table with a pair twice",
        "refused, by gene and sample",
        "a.csv",
        frame(pd.concat([_LONG, _LONG.head(1)]), index=False),
        "more than one value of CDH1 in S00",
        refused=True,
    ),
)
