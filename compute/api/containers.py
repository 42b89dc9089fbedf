"""A study in the containers of other libraries: AnnData and xarray."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from compute.errors import UserError
from compute.study import Block, Study
from compute.write import AllEdges, all_edges, networks_anndata, study_origin

if TYPE_CHECKING:
    import anndata as ad
    import xarray as xr


def study_anndata(study: Study) -> ad.AnnData:
    """As :func:`compute.write.networks_anndata` describes it, with the networks; without them where there is one
    network for all samples.
    """
    if not study.per_sample:
        return networks_anndata(study)
    edges = all_edges(study)
    data = networks_anndata(study, edges)
    data.obsm["networks"] = sparse.csr_matrix(sparse.vstack([networks for _, networks in edges.networks()]))
    return data


def study_xarray(study: Study, targets: Sequence[str] | None = None) -> xr.Dataset:
    """The networks as one labelled array, in blocks of 32 samples that dask reads when they are asked for.

    targets: the edges of these alone. Raises :class:`UserError` without xarray, for an unknown target, and where
    samples have no networks of their own.
    """
    try:
        import xarray as xr
    except ImportError:
        raise UserError("to_xarray needs xarray, which is not installed: pip install xarray.") from None
    import dask.array as da
    from dask.delayed import delayed

    edges = all_edges(study)
    kept = np.arange(len(edges))
    if targets is not None:
        wanted = np.array([study.target_index(target) for target in targets], np.int64)
        kept = np.flatnonzero(np.isin(edges.target, wanted))
    array: Any = da  # dask has no types
    blocks = [
        array.from_delayed(delayed(partial(_dense, edges, block, kept))(), (len(block.samples), kept.size), np.float32)
        for block in study.blocks
    ]
    table = edges.table().iloc[kept]
    return xr.Dataset(
        {"coefficient": (("sample", "edge"), array.concatenate(blocks))},
        coords={
            "sample": np.array(study.samples, np.str_),
            "score": ("sample", study.modulator),
            "regulator": ("edge", table["regulator"].to_numpy(np.str_)),
            "target": ("edge", table["target"].to_numpy(np.str_)),
            "confidence": ("edge", table["confidence"].to_numpy()),
        },
        attrs=dict(study_origin(study)),
    )


def _dense(edges: AllEdges, block: Block, kept: NDArray[np.int64]) -> NDArray[np.float32]:
    """One block's networks, samples × kept edges."""
    found: NDArray[np.float32] = edges.of_block(block).tocsc()[:, kept].toarray()
    return found
