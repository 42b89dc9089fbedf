"""One kind of file, and the small table that all of them are made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

GENES = (
    *("CDH1", "VIM", "ZEB1", "ZEB2", "SNAI1", "SNAI2", "TWIST1", "FN1", "EPCAM", "CLDN1", "CLDN3", "CLDN4", "CLDN7"),
    *("KRT8", "KRT18", "KRT19", "GRHL2", "OVOL1", "TP53", "MYC", "STAT3", "JUN", "FOS", "SOX2", "GATA3", "ESR1"),
    *("FOXA1", "AR", "ERBB2", "EGFR"),
)
IDS = [f"ENSG000000{39068 + 7 * place:05d}" for place in range(len(GENES))]
SAMPLES = [f"S{place:02d}" for place in range(12)]
_RANDOM = np.random.default_rng(1)
_MEAN = _RANDOM.uniform(1, 11, len(GENES))
_VALUES = np.clip(_RANDOM.normal(_MEAN, 1.0, (len(SAMPLES), len(GENES))), 0, None).round(4)
TABLE = pd.DataFrame(_VALUES.T, index=pd.Index(GENES, name="gene"), columns=SAMPLES)
"""Logarithms, genes in rows."""
COUNTS = pd.DataFrame(np.floor(2**_VALUES * 20).T.astype(int), index=TABLE.index, columns=SAMPLES)
CSV, TSV = TABLE.to_csv(), TABLE.to_csv(sep="\t")
HEAD, BODY = CSV.split("\n", 1)


@dataclass(frozen=True)
class Kind:
    """kind, outcome: as docs/formats.md has them. name: of the file. write: its bytes. says: what a message says.

    values: what is read, samples in columns, None where it is not compared. genes, samples: as they are called then.
    role: what the file is taken for; refused: whether it is refused, with ``says``.
    """

    kind: str
    outcome: str
    name: str
    write: Callable[[], bytes]
    says: str = ""
    values: pd.DataFrame | None = None
    genes: tuple[str, ...] = GENES
    samples: tuple[str, ...] = tuple(SAMPLES)
    role: str = "expression"
    refused: bool = False
    orientation: str | None = None

    def file(self, folder: Path) -> Path:
        """Write it."""
        path = folder / self.name
        path.write_bytes(self.write())
        return path

    @property
    def truth(self) -> NDArray[np.float64] | None:
        """What is to be read: samples × genes."""
        return None if self.values is None else self.values.to_numpy(np.float64).T


def text(content: str, encoding: str = "utf-8") -> Callable[[], bytes]:
    return lambda: content.encode(encoding)


def frame(table: pd.DataFrame, **how: object) -> Callable[[], bytes]:
    """As CSV, or as ``to_csv`` is told."""
    return lambda: table.to_csv(**how).encode()  # type: ignore[call-overload,no-any-return]


def renamed(names: list[str], label: str = "gene") -> pd.DataFrame:
    """The table with its genes called otherwise."""
    return TABLE.set_axis(pd.Index(names, name=label), axis=0)


def beside(label: str, cells: object, place: int = 0) -> pd.DataFrame:
    """The table with one more column."""
    table = TABLE.copy()
    table.insert(place, label, cells)  # type: ignore[arg-type]
    return table
