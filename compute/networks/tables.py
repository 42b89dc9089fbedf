"""Tables as csv text, the sif file, and the note that goes beside a file which cannot say where it comes from."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields

from compute.errors import UserError
from compute.networks.ranking import RankedRegulator
from compute.networks.sample import SampleNetwork
from compute.study import Study

NETWORK_COLUMNS = ("regulator", "target", "coefficient")
EDGE_COLUMNS = ("sample", "modulator", "coefficient")


def network_csv(network: SampleNetwork) -> str:
    """``regulator,target,coefficient``, strongest edge first; shortest digits that give the float32 back."""
    return _csv(
        NETWORK_COLUMNS,
        zip(network.regulators, network.targets, network.coefficients.astype(str).tolist(), strict=True),
    )


def network_sif(network: SampleNetwork) -> str:
    """Tab-separated ``regulator activates|represses target``, strongest edge first.

    Raises :class:`UserError` for a name with a tab or a line break, which the format cannot hold.
    """
    for name in network.roles:
        if not name.isprintable():
            raise UserError(f"The sif format cannot hold the gene name {name!r}; export as csv or graphml instead.")
    lines = zip(network.regulators, network.interactions, network.targets, strict=True)
    return "".join(f"{regulator}\t{verb}\t{target}\n" for regulator, verb, target in lines)


def edge_csv(study: Study, regulator: str, target: str) -> str:
    """``sample,modulator,coefficient`` of one edge, one line per sample, ascending in the modulator.

    Raises :class:`UserError` where the regulator or the target is not in the study.
    """
    coefficients = study.edge(regulator, target)
    rows = zip(study.samples, study.modulator.tolist(), coefficients.astype(str).tolist(), strict=True)
    return _csv(EDGE_COLUMNS, rows)


def ranking_csv(ranking: Sequence[RankedRegulator]) -> str:
    """One line per regulator from rank 1; the columns are the fields of :class:`RankedRegulator`."""
    columns = [field.name for field in fields(RankedRegulator)]
    return _csv(columns, (list(asdict(row).values()) for row in ranking))


def sidecar(file_name: str, columns: Sequence[str], origin: dict[str, str | float | bool]) -> str:
    """The json note beside a csv or sif file: its columns, and study, sample, score and whether it is simulated.

    The form is that of CSV on the Web (W3C), whose readers look for ``FILE-metadata.json`` beside ``FILE``; so the
    table keeps exactly its columns.
    """
    datatypes = {"coefficient": "float", "modulator": "double"}
    described = [{"name": column, "datatype": datatypes.get(column, "string")} for column in columns]
    note: dict[str, object] = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": file_name,
        "tableSchema": {"columns": described},
        "notes": [origin],
    }
    if file_name.endswith(".sif"):
        note["dialect"] = {"delimiter": "\t", "header": False}
    return json.dumps(note, indent=1, ensure_ascii=False) + "\n"


def _csv(header: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()
