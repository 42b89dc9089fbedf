"""Tables for other programs (csv, sif), each with a note beside it that says where it comes from."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from compute.errors import UserError
from compute.files import whole_file
from compute.networks.ranking import RankedRegulator, rank_regulators
from compute.networks.sample import SampleNetwork, study_origin
from compute.study import Study


@dataclass(frozen=True)
class Table:
    """A table as text, its columns, and what the note beside its file says of where it comes from."""

    columns: tuple[str, ...]
    text: str
    origin: Mapping[str, str | float | bool]
    delimiter: str = ","
    header: bool = True


def network_table(network: SampleNetwork) -> Table:
    """``regulator,target,coefficient``, strongest edge first; shortest digits that give the float32 back."""
    rows = zip(network.regulators, network.targets, network.coefficients.astype(str).tolist(), strict=True)
    return _table(("regulator", "target", "coefficient"), rows, network.origin)


def sif_table(network: SampleNetwork) -> Table:
    """Tab-separated ``regulator activates|represses target``, strongest edge first.

    Raises :class:`UserError` for a name with a tab or a line break, which the format cannot hold.
    """
    for name in network.roles:
        if not name.isprintable():
            raise UserError(f"The sif format cannot hold the gene name {name!r}; export as csv or graphml instead.")
    lines = zip(network.regulators, network.interactions, network.targets, strict=True)
    text = "".join(f"{regulator}\t{verb}\t{target}\n" for regulator, verb, target in lines)
    return Table(("regulator", "interaction", "target"), text, network.origin, delimiter="\t", header=False)


def edge_table(study: Study, regulator: str, target: str) -> Table:
    """``sample,modulator,coefficient`` of one edge, one line per sample, ascending in the modulator.

    Raises :class:`UserError` where the regulator or the target is not in the study.
    """
    coefficients = study.edge(regulator, target)
    rows = zip(study.samples, study.modulator.tolist(), coefficients.astype(str).tolist(), strict=True)
    origin = study_origin(study) | {"regulator": regulator, "target": target}
    return _table(("sample", "modulator", "coefficient"), rows, origin)


def ranking_table(study: Study, target: str, percentile: float = 0.0, standardised: bool = False) -> Table:
    """The regulators of ``target`` from rank 1 (:func:`rank_regulators`); columns: :class:`RankedRegulator`."""
    columns = tuple(field.name for field in fields(RankedRegulator))
    rows = (astuple(row) for row in rank_regulators(study, target, percentile, standardised))
    return _table(
        columns, rows, study_origin(study) | {"target": target, "percentile": percentile, "standardised": standardised}
    )


def save_table(path: Path, table: Table) -> None:
    """Save a table, and beside it the note that says where it comes from, each whole or not at all.

    The note has the form of CSV on the Web (W3C), whose readers look for ``FILE-metadata.json`` beside ``FILE``: so
    the table keeps exactly its columns. There is none beside a pipe. Raises :class:`UserError` where ``path``
    cannot be written.
    """
    with whole_file(path) as draft:
        draft.write_bytes(table.text.encode())
        if path.is_file() or not path.exists():
            with whole_file(path.with_name(f"{path.name}-metadata.json")) as note:
                note.write_bytes(_note(path.name, table).encode())


def _note(file_name: str, table: Table) -> str:
    datatypes = {"coefficient": "float", "rank": "integer", "samples_with_edge": "integer"}
    texts = {"regulator", "target", "sample", "interaction"}
    columns = [
        {"name": column, "datatype": "string" if column in texts else datatypes.get(column, "double")}
        for column in table.columns
    ]
    note = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": file_name,
        "dialect": {"delimiter": table.delimiter, "header": table.header},
        "tableSchema": {"columns": columns},
        "notes": [table.origin],
    }
    return json.dumps(note, indent=1, ensure_ascii=False) + "\n"


def _table(
    columns: tuple[str, ...], rows: Iterable[Iterable[object]], origin: Mapping[str, str | float | bool]
) -> Table:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return Table(columns, text.getvalue(), origin)
