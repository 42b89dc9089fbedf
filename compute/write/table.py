"""A table for another program, and the note beside its file that says where it comes from."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from compute.files import whole_file
from compute.write.described import Plain

_TEXTS = {
    "regulator", "target", "sample", "interaction", "gene_set", "sample_min", "sample_max", "gene", "side", "fit",
    "column", "level", "marker", "role", "subnetwork", "acts_as", "acts", "known_pairs", "references", "from_sample",
    "to_sample", "part", "given_class", "class", "category", "alternatives",
}  # fmt: skip
_INTEGERS = {
    "rank", "change_rank", "samples_with_edge", "samples_activating", "samples_repressing", "bin", "samples",
    "smallest", "largest", "overlap", "set_size", "targets", "component", "regulator_component", "target_component",
    "number", "genes", "edges", "samples_acting", "loading_rank", "step", "components", "stable_components",
    "samples_with_edge_a", "samples_with_edge_b", "edges_a", "edges_b", "gained", "lost", "strengthened", "weakened",
    "flipped", "rank_low", "rank_high", "candidate_rank",
}  # fmt: skip
_DATATYPES = {
    "coefficient": "float",
    **dict.fromkeys(("master", "stable", "sign_sure", "suggested"), "boolean"),
    **dict.fromkeys(_TEXTS, "string"),
    **dict.fromkeys(_INTEGERS, "integer"),
}


@dataclass(frozen=True)
class Table:
    """A table as text, its columns, and what the note beside its file says of where it comes from."""

    columns: tuple[str, ...]
    text: str
    origin: Mapping[str, Plain]
    delimiter: str = ","
    header: bool = True


def table_of(columns: tuple[str, ...], rows: Iterable[Iterable[object]], origin: Mapping[str, Plain]) -> Table:
    """A csv table of the given rows. origin: what the note beside the file says."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return Table(columns, text.getvalue(), origin)


def digits(values: NDArray[Any]) -> list[str]:
    """The shortest digits that give each value back; empty for NaN."""
    return ["" if text == "nan" else text for text in values.astype(str).tolist()]


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
    columns = [{"name": column, "datatype": _datatype(column)} for column in table.columns]
    note = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": file_name,
        "dialect": {"delimiter": table.delimiter, "header": table.header},
        "tableSchema": {"columns": columns},
        "notes": [table.origin],
    }
    return json.dumps(note, indent=1, ensure_ascii=False) + "\n"


def _datatype(column: str) -> str:
    return _DATATYPES.get(column, "double")
