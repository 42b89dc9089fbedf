"""All networks of a study as one file for other programs, in as much memory as its edges and 32 samples need."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from compute.errors import UserError
from compute.files import whole_file, whole_folder
from compute.study import Study
from compute.suitability import cautions
from compute.write.all_edges import AllEdges, all_edges
from compute.write.sample import study_origin

if TYPE_CHECKING:
    import anndata as ad
    import pandas as pd

MOST_ROWS: Final = 1 << 22
"""Rows of the long table that are written at once."""
EDGES_AT_ONCE: Final = 1 << 16
LEAST_SHARE: Final = 0.5
"""A regulon holds the targets whose edge at least this share of the samples has."""


def export_networks(study: Study, path: Path, form: str, least_share: float = LEAST_SHARE) -> None:
    """Write all networks of a study, whole or not at all; a file (or zarr folder) of that name is replaced.

    form: one of :data:`FORMS`. least_share: of the samples that must have an edge of a regulon (gmt). Raises
    :class:`~compute.errors.UserError` where samples have no networks of their own, and for another form.
    """
    if form not in FORMS:
        raise UserError("There is no format {form!r}; choose {forms:or}.", form=form, forms=list(FORMS))
    if not 0 < least_share <= 1:
        raise UserError("The minimum share must be above 0 and at most 1, not {share:g}.", share=least_share)
    edges = all_edges(study)
    if form == "zarr":
        with whole_folder(path, replace=(path / ".zgroup").is_file()) as draft:
            write_zarr(edges, draft)
        return
    with whole_file(path) as draft:
        if form == "gmt":
            write_gmt(edges, draft, least_share)
        else:
            FORMS[form](edges, draft)


def write_parquet(edges: AllEdges, path: Path) -> None:
    """The long table, sample by sample: ``sample,regulator,target,coefficient``, and ``confidence`` where it is known.

    The file's metadata have the origin of the study.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    study = edges.study
    names = pa.dictionary(pa.int32(), pa.string())
    known = study.confidence is not None
    fields = [("sample", names), ("regulator", names), ("target", names), ("coefficient", pa.float32())]
    schema = pa.schema(fields + [("confidence", pa.float32())] * known)
    schema = schema.with_metadata({name: str(value) for name, value in study_origin(study).items()})

    def column(positions: Any, words: tuple[str, ...]) -> pa.DictionaryArray:
        return pa.DictionaryArray.from_arrays(pa.array(positions, pa.int32()), pa.array(words, pa.string()))

    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for samples, networks in edges.networks():
            step = max(1, MOST_ROWS * len(samples) // max(networks.nnz, 1))
            for first in range(0, len(samples), step):
                part = networks[first : first + step].tocoo()
                sample, edge = part.coords
                columns = [
                    column(samples.start + first + sample, study.samples),
                    column(edges.regulator[edge], study.regulators),
                    column(edges.target[edge], study.targets),
                    pa.array(part.data, pa.float32()),
                ]
                columns += [pa.array(edges.confidence[edge], pa.float32())] * known
                writer.write_table(pa.Table.from_arrays(columns, schema=schema))


def write_zarr(edges: AllEdges, folder: Path) -> None:
    """Arrays for xarray's ``open_zarr``: ``coefficient`` (sample × edge, 0 where there is none), ``score``,
    ``regulator``, ``target``, ``confidence`` and the names of the samples; attributes say where they come from.
    """
    import zarr

    study = edges.study
    # Format 2: its fixed-length texts are specified, and readers in R and Julia know it.
    group = zarr.open_group(folder, mode="w", zarr_format=2, attributes=dict(study_origin(study)))
    table = edges.table()
    small = {
        "sample": (np.array(study.samples, np.str_), "sample"),
        "score": (study.modulator, "sample"),
        "regulator": (table["regulator"].to_numpy(np.str_), "edge"),
        "target": (table["target"].to_numpy(np.str_), "edge"),
        "confidence": (edges.confidence, "edge"),
    }
    # In format 2 xarray takes what equals the fill value as missing; a 0 is not.
    for name, (values, dimension) in small.items():
        fill = "" if values.dtype.kind == "U" else np.nan
        group.create_array(name, data=values, fill_value=fill, attributes={"_ARRAY_DIMENSIONS": [dimension]})
    stored = group.create_array(
        "coefficient",
        shape=(len(study.samples), len(edges)),
        chunks=(32, max(1, min(len(edges), EDGES_AT_ONCE))),
        dtype="float32",
        fill_value=np.nan,
        attributes={"_ARRAY_DIMENSIONS": ["sample", "edge"]},
    )
    for samples, networks in edges.networks():
        columns = networks.tocsc()
        for first in range(0, len(edges), EDGES_AT_ONCE):
            part = columns[:, first : first + EDGES_AT_ONCE].toarray()
            stored[samples.start : samples.stop, first : first + part.shape[1]] = part
    zarr.consolidate_metadata(group.store)


def networks_anndata(study: Study, edges: AllEdges | None = None) -> ad.AnnData:
    """Samples × genes: the study's expression, its score and annotation in ``obs``, which genes regulate and are
    targets in ``var``, the origin and, with ``edges``, the table of edges in ``uns``.

    The networks belong in ``obsm["networks"]`` (samples × edges, sparse), their columns the rows of ``uns["edges"]``.
    """
    import anndata as ad
    import pandas as pd

    obs = study.annotation.copy()
    obs.index = pd.Index(study.samples, name="sample")
    obs.insert(0, _free(study.modulator_name, obs), study.modulator)
    regulators, targets = set(study.regulators), set(study.targets)
    roles = {
        "regulator": [gene in regulators for gene in study.genes],
        "target": [gene in targets for gene in study.genes],
    }
    var = pd.DataFrame(roles, index=pd.Index(study.genes, name="gene"))
    values = np.column_stack([study.expression(gene) for gene in study.genes])
    data = ad.AnnData(values, obs=obs, var=var, uns=dict(study_origin(study)))
    if edges is not None:
        data.uns["edges"] = edges.table().rename(index=str)
    return data


def write_h5ad(edges: AllEdges, path: Path) -> None:
    """An AnnData file as :func:`networks_anndata` describes it; the networks are added a block at a time."""
    import h5py
    from anndata.io import sparse_dataset, write_elem
    from scipy import sparse

    networks_anndata(edges.study, edges).write_h5ad(path)
    with h5py.File(path, "a") as file:
        write_elem(file["obsm"], "networks", sparse.csr_matrix(np.empty((0, len(edges)), np.float32)))
        stored = sparse_dataset(file["obsm/networks"])
        for _, networks in edges.networks():
            stored.append(sparse.csr_matrix(networks))


def write_gmt(edges: AllEdges, path: Path, least_share: float = LEAST_SHARE) -> None:
    """The targets of each regulator as gene sets, ``ZEB1(+)`` those it activates and ``ZEB1(-)`` those it represses.

    An edge counts where at least ``least_share`` of the samples have it, by the sign of its mean coefficient.
    """
    study = edges.study
    having, total = np.zeros(len(edges), np.int64), np.zeros(len(edges))
    for _, networks in edges.networks():
        having += np.bincount(networks.indices, minlength=len(edges))
        total += np.bincount(networks.indices, networks.data, minlength=len(edges))
    kept = having >= least_share * len(study.samples)
    # Without a space: decoupler takes any as the end of a column.
    labels = [*(["simulated"] if study.simulated else []), *(str(one.label) for one in cautions(study))]
    said = f" ({'; '.join(labels)})" if labels else ""
    label = "_".join(f"{study.title}{said}".split())
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for position, regulator in enumerate(study.regulators):
            of_regulator = kept & (edges.regulator == position)
            signs = (("+", total > 0), ("-", total < 0)) if study.info.method.edge.signed else (("+", total != 0),)
            for sign, right in signs:
                genes = [study.targets[k] for k in edges.target[of_regulator & right]]
                if genes:
                    file.write("\t".join([f"{regulator}({sign})", label, *genes]) + "\n")


def _free(name: str, frame: pd.DataFrame) -> str:
    """A name for a column that the frame has not yet."""
    while name in frame.columns:
        name = f"{name} (score)"
    return name


FORMS: Final[dict[str, Callable[[AllEdges, Path], None]]] = {
    "parquet": write_parquet,
    "zarr": write_zarr,
    "h5ad": write_h5ad,
    "gmt": write_gmt,
}
