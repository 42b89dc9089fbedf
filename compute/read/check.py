"""What one file is and what would be done with it: for ``check`` on the command line, and for the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike
from typing import TYPE_CHECKING, Any

from compute.messages import Message
from compute.read.evidence import read_evidence
from compute.read.expression import Expression
from compute.read.formats import format_of
from compute.read.frame import by_sample, read_frame, said_of_part
from compute.read.gene_lists import read_gene_list, read_labelled_genes
from compute.read.gene_names import genes as known_genes
from compute.read.gene_names import is_mouse
from compute.read.labels import is_ensembl, is_symbol, plain
from compute.read.long_table import is_long, long_names
from compute.read.read import read_expression
from compute.read.recognise import Role, recognise
from compute.read.report import ExpressionReport
from compute.read.source import find_source
from compute.read.transform import AUTO, transform

if TYPE_CHECKING:
    import pandas as pd

EXAMPLES = 5
MANY_SAMPLES = 3000
"""Samples from which networks at fewer scores are offered."""
_MOSTLY = 0.5
_CLASSES = ("class", "type", "label", "group")


@dataclass(frozen=True)
class Check:
    """One file, read. format: title of its format. role: what it is taken for. samples, genes: how many (0: it has
    none). orientation, scale: of an expression table, else "". names: what kind of names its genes have, else "".
    messages: everything that was found, with how much it matters.

    expression, report: of an expression table. table: of a table of samples. listed: the genes of a list.
    """

    file: str
    format: str
    role: Role
    samples: int
    genes: int
    orientation: str
    scale: str
    names: str
    messages: tuple[Message, ...]
    expression: Expression | None = None
    report: ExpressionReport | None = None
    table: pd.DataFrame | None = None
    listed: tuple[str, ...] = ()

    def record(self) -> dict[str, Any]:
        """As JSON: the figures, and the sentences by how much they matter."""
        warnings = [str(one) for one in self.messages if one.severity in ("warning", "problem")]
        return {
            "file": self.file,
            "format": self.format,
            "role": self.role,
            "samples": self.samples,
            "genes": self.genes,
            "orientation": self.orientation,
            "scale": self.scale,
            "names": self.names,
            "warnings": warnings,
            "notes": [str(one) for one in self.messages if str(one) not in warnings],
        }


def check(
    path: str | PathLike[str],
    name: str | None = None,
    role: Role | None = None,
    orientation: str | None = None,
    part: str = "",
    transformation: str = AUTO,
) -> Check:
    """Read a file in its role and say what it is. name: what to call it. role: found from the file where not given.

    orientation, part, transformation: as :func:`~compute.read.read_expression` and
    :func:`~compute.read.transform.transform` take them. Raises :class:`UserError` where it cannot be used.
    """
    name = name or str(path)
    found = format_of(find_source(path, name, part))
    role = role or recognise(path, name, part).role
    if role == "expression":
        return _expression(path, name, orientation, part, transformation)
    if part:
        path = f"{path}#{part}"
    if role in ("scores", "annotation"):
        return _table(path, name, role, found.title)
    if role == "evidence":
        return _pairs(path, name, found.title)
    return _list(path, name, role, found.title)


def _expression(path: str | PathLike[str], name: str, orientation: str | None, part: str, transformation: str) -> Check:
    expression, report = read_expression(path, orientation, part, name)
    expression, said = transform(expression, report.scale, transformation)
    return Check(
        file=name,
        format=str(report.format),
        role="expression",
        samples=len(expression.samples),
        genes=len(expression.genes),
        orientation=report.orientation,
        scale=report.scale.kind,
        names=kind_of_names(expression.genes),
        messages=table_messages(expression, report, said),
        expression=expression,
        report=report,
    )


def table_messages(
    expression: Expression, report: ExpressionReport, transformed: Sequence[Message]
) -> tuple[Message, ...]:
    """Everything that is said of an expression table, on the command line and on the page."""
    names = Message(
        "Samples are named like {samples}; genes like {genes}.",
        samples=expression.samples[:EXAMPLES],
        genes=expression.genes[:EXAMPLES],
    )
    return (*report.messages(), *transformed, names, *_of_many(len(expression.samples)))


def _of_many(samples: int) -> tuple[Message, ...]:
    """What to do with a table of single cells."""
    if samples <= MANY_SAMPLES:
        return ()
    return (
        Message(
            "A network for each of {samples:,} samples takes long: estimate them at fewer scores (--grid 200, Preview "
            "on the page), where every sample takes the nearest one, or average cells into metacells first.",
            samples=samples,
            severity="note",
        ),
    )


def _table(path: str | PathLike[str], name: str, role: Role, title: str) -> Check:
    source = find_source(path, name)
    frame = read_frame(source)
    if is_long(frame, None):
        listed = long_names(frame, source)
        said = Message(
            "{rows:,} rows: one for every sample and each of {count:,} names ({names}).",
            rows=len(frame),
            count=len(listed),
            names=listed,
        )
        samples = frame.iloc[:, 0].nunique()
        of_part = said_of_part(source)
        return Check(name, title, role, int(samples), 0, "", "", "", (said, *of_part), listed=listed)
    table = by_sample(frame, source)
    said = Message("{count:,} samples; columns {columns}.", count=len(table), columns=list(map(str, table.columns)))
    return Check(name, title, role, len(table), 0, "", "", "", (said, *said_of_part(source)), table=table)


def _list(path: str | PathLike[str], name: str, role: Role, title: str) -> Check:
    if role == "signature" and has_classes(path, name):
        labelled = read_labelled_genes(path, name)
        listed = labelled.epithelial + labelled.mesenchymal
        said = Message(
            "{epithelial:,} epithelial and {mesenchymal:,} mesenchymal genes.",
            epithelial=len(labelled.epithelial),
            mesenchymal=len(labelled.mesenchymal),
        )
    else:
        listed = read_gene_list(path, name)
        said = Message("{count:,} genes ({examples}).", count=len(listed), examples=listed[:EXAMPLES])
    messages = (said, *said_of_part(find_source(path, name)))
    return Check(name, title, role, 0, len(listed), "", "", kind_of_names(listed), messages, listed=listed)


def _pairs(path: str | PathLike[str], name: str, title: str) -> Check:
    evidence = read_evidence(path, name)
    listed = tuple(sorted({gene for pair in evidence.pairs for gene in pair}))
    said = Message("{count:,} published pairs among {genes:,} genes.", count=len(evidence.pairs), genes=len(listed))
    return Check(name, title, "evidence", 0, len(listed), "", "", kind_of_names(listed), (said,), listed=listed)


def has_classes(path: str | PathLike[str], name: str) -> bool:
    """Whether a list of genes says of each whether it is epithelial or mesenchymal."""
    found = format_of(find_source(path, name))
    if found.glance is None:
        return False
    from compute.errors import UserError

    try:
        labels = found.glance(find_source(path, name)).labels
    except UserError:
        return False
    return any(plain(label) in _CLASSES for label in labels)


def kind_of_names(names: Sequence[str]) -> str:
    """What most of the genes are named by."""
    if not names:
        return ""
    known = known_genes()
    kinds = {
        "ensembl-ids": sum(map(is_ensembl, names)),
        "mouse-symbols": sum(map(is_symbol, names)) if is_mouse(names) else 0,
        "human-symbols": 0 if is_mouse(names) else sum(map(is_symbol, names)),
        "ncbi-ids": sum(name in known.entrez for name in names),
        "numbers": sum(name.isdigit() for name in names),
    }
    best = max(kinds, key=lambda kind: kinds[kind])
    return best if kinds[best] > _MOSTLY * len(names) else "other"
