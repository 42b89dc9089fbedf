"""Tables as CSV: what the browser saves of a page's own table (one store a page), and what every such file says."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from dash import ClientsideFunction, Dash, Input, dcc

from compute.read import KNOWN_SIGNS
from compute.write import study_origin
from sign_dash.export import names
from sign_dash.export.words import file_name

if TYPE_CHECKING:
    from compute.study import Study

CAUTIONS: Final = "cautions"
"""The column of a CSV that says why its numbers are to be read with care."""


def own_table_store(name: str) -> dcc.Store:
    """The store `name`; what :func:`own_table` makes is saved once it is written there."""
    return dcc.Store(id=name)


def register_own_tables(app: Dash, name: str) -> None:
    """Wire the store `name`."""
    app.clientside_callback(ClientsideFunction("exporting", "save"), Input(name, "data"), prevent_initial_call=True)


def with_known_pairs(text: str, known: Mapping[str, Any] | None, target: str | None = None) -> str:
    """A table of edges as CSV with the columns ``known_references`` and ``known_sign``; as it is where no file of
    pairs is given. known: :func:`sign_dash.gene_sets.sent_pairs`. target: of all rows, where there is no such column.
    """
    if not known:
        return text
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    pairs, source = known["pairs"], header.index("regulator")
    end = None if target is not None else header.index("target")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*header, "known_references", "known_sign"])
    for row in rows:
        found = pairs.get(row[source], {}).get(target if end is None else row[end])
        writer.writerow([*row, *((int(found[0]), KNOWN_SIGNS[found[1]]) if found else ("", ""))])
    return out.getvalue()


def with_cautions(text: str, origin: Mapping[str, object]) -> str:
    """A CSV text with a last column ``cautions`` whose first row says what the file's origin says of its numbers; as it
    is where that is nothing, or where there are no rows.

    A column, not a comment above the header: every reader takes it, and each other column keeps its type.
    origin: :func:`compute.write.study_origin`, or that of a comparison of two studies.
    """
    of_b = origin.get(f"{CAUTIONS}_b")
    said = " ".join(filter(None, [str(origin.get(CAUTIONS, "")), f"Side B: {of_b}" if of_b else ""]))
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    if not said or not rows:
        return text
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*header, CAUTIONS])
    writer.writerows([*row, "" if place else said] for place, row in enumerate(rows))
    return out.getvalue()


def own_table(study: Study, parts: list[str], text: str, origin: Mapping[str, object] | None = None) -> dict[str, str]:
    """A table as CSV text for such a store. parts: what its file is called after the study. origin: where it is not the
    study's alone."""
    told = study_origin(study) if origin is None else origin
    return {"name": file_name(study, parts, "csv"), "kind": names.TABLE, "text": with_cautions(text, told)}
