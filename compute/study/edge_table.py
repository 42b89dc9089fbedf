"""One network for all samples: a row per edge, with the columns of its method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compute.study.format import save_arrays
from compute.study.intact import check_positions, check_shape
from compute.study.stored import read_array

ENDS = ("regulator", "target")
FITS = "fits"
CONTRIBUTION = "contribution"
"""(e, n), read by rows: :attr:`compute.study.Study.edge_contributions`."""


@dataclass(frozen=True)
class EdgeTable:
    """regulator, target: (e,) positions in the study's lists. columns: the method's numbers, (e,) each, by name.

    fits: (p,) the method's diagnostics of each target, or None.
    """

    regulator: NDArray[np.integer[Any]]
    target: NDArray[np.integer[Any]]
    columns: Mapping[str, NDArray[Any]]
    fits: NDArray[np.void] | None = None


def write_edge_table(folder: Path, table: EdgeTable) -> None:
    """Write the arrays into an existing folder, edges by target, then regulator."""
    order = np.lexsort((table.regulator, table.target))
    arrays = {"regulator": table.regulator.astype(np.uint32), "target": table.target.astype(np.uint32)}
    sorted_arrays = {name: array[order] for name, array in {**arrays, **table.columns}.items()}
    save_arrays(folder, sorted_arrays if table.fits is None else {**sorted_arrays, FITS: table.fits})


def read_edge_table(folder: Path, shape: tuple[int, int] | None = None) -> EdgeTable:
    """Read it back; :class:`~compute.errors.UserError` where a file is missing or damaged.

    shape: numbers of regulators and targets, which the positions are checked against; None: not checked.
    """
    names = sorted(path.stem for path in folder.glob("*.npy"))
    ends = {name: read_array(folder / f"{name}.npy") for name in ENDS}
    columns = {name: read_array(folder / f"{name}.npy") for name in names if name not in (*ENDS, FITS, CONTRIBUTION)}
    if shape is not None:
        edges = ends["target"].size
        for name, count in zip(ENDS, shape, strict=True):
            check_positions(folder / f"{name}.npy", ends[name], edges, count)
        for name, column in columns.items():
            check_shape(folder / f"{name}.npy", column, (edges, *column.shape[1:]))
    fits = read_array(folder / f"{FITS}.npy") if FITS in names else None
    return EdgeTable(ends["regulator"], ends["target"], columns, fits)


def edge_table_counts(folder: Path) -> dict[str, int]:
    """What a record says of it: edges, coefficients, fits, fits_not_converged."""
    table = read_edge_table(folder)
    fits = 0 if table.fits is None else table.fits.size
    missed = 0 if table.fits is None else not_converged(table.fits)
    return {"edges": table.target.size, "coefficients": table.target.size, "fits": fits, "fits_not_converged": missed}


def not_converged(fits: NDArray[np.void]) -> int:
    """How many records of diagnostics say that a fit did not converge; 0 where the method does not say."""
    return int(np.count_nonzero(~fits["converged"])) if "converged" in (fits.dtype.names or ()) else 0
