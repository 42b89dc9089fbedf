"""Files that hold no table that is read, recognised so that the sentence says what they are and what to do."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from compute.errors import UserError
from compute.messages import Message
from compute.read.formats.base import Format
from compute.read.formats.hdf5 import has, is_hdf5
from compute.read.source import Source
from compute.read.table import RawTable

_R_DATA: Final = (b"RDX2\n", b"RDX3\n", b"RDA2\n", b"RDA3\n", b"X\n\0\0\0\2", b"X\n\0\0\0\3", b"A\n2\n", b"A\n3\n")
_TAR_AT: Final = 257
_BARS, _FEWEST_BARS = 5, 3
_GMT_FIELDS: Final = 12
"""Fields of a line of gene sets beside which tables of so few lines have fewer."""


@dataclass(frozen=True)
class Stranger:
    """what: the file is. way_out: what to do."""

    what: Message
    way_out: Message


_FETCH_AGAIN = Message("the download went wrong; fetch the file itself again")
_R = Stranger(
    Message("a file of R (RDS or RData)"),
    Message('write the matrix from R, for example write.csv(as.matrix(x), "expression.csv")'),
)
_OF_GENE_SETS = Message(
    "gene sets are for testing regulators' functions, not for making a study; give a table or a list"
)
_ARCHIVE = Stranger(
    Message("an archive of several files (tar)"),
    Message("unpack it; of files of one sample each, merge them into one table first"),
)


def _compressed(by: str, tool: str) -> Stranger:
    return Stranger(Message("a file compressed by {by}", by=by), Message("decompress it first ({tool})", tool=tool))


_BEGINNINGS: Final = (
    (b"%PDF", Stranger(Message("a PDF document"), Message("take the table from the supplement as CSV or Excel"))),
    (b"\x89PNG", Stranger(Message("a picture"), Message("a table of expression is needed"))),
    (b"\xff\xd8\xff", Stranger(Message("a picture"), Message("a table of expression is needed"))),
    (b"BZh", _compressed("bzip2", "bunzip2")),
    (b"\xfd7zXZ", _compressed("xz", "unxz")),
    (b"\x28\xb5\x2f\xfd", _compressed("zstd", "unzstd")),
    (b"7z\xbc\xaf", Stranger(Message("a 7z archive"), Message("unpack it first"))),
    (b"Rar!", Stranger(Message("a RAR archive"), Message("unpack it first"))),
    (b"BAM\1", Stranger(Message("aligned reads (BAM)"), Message("count them per gene first (featureCounts, HTSeq)"))),
    (b"[CEL]", Stranger(Message("an Affymetrix CEL file"), Message("normalise the arrays first (RMA) and merge them"))),
    (
        b"MATLAB ",
        Stranger(Message("a MATLAB file (.mat)"), Message("write the table as CSV from MATLAB (writetable)")),
    ),
    (b"@HD\t", Stranger(Message("aligned reads (SAM)"), Message("count them per gene first (featureCounts, HTSeq)"))),
    (
        b"version https://git-lfs",
        Stranger(Message("a pointer of Git LFS, not the file itself"), Message("fetch the file with git lfs pull")),
    ),
)
_PATTERNS: Final = (
    (
        re.compile(r"\s*(<!doctype html|<html|<head)", re.IGNORECASE),
        Stranger(Message("a web page (HTML), not the table"), _FETCH_AGAIN),
    ),
    (
        re.compile(r"\s*<(\?xml|\w+[ >])"),
        Stranger(Message("an XML document"), Message("fetch the table as text (of GEO, the series matrix)")),
    ),
    (
        re.compile(r'\s*(\{\s*"|\[\s*[{\["])'),
        Stranger(Message("a JSON document"), Message("save it as CSV or TSV")),
    ),
    (
        re.compile(r"\^(database|series|platform|sample|dataset)\s*=", re.IGNORECASE),
        Stranger(
            Message("a GEO SOFT file"),
            Message("fetch the series matrix of the same accession (GSE…_series_matrix.txt.gz)"),
        ),
    ),
    (
        re.compile(r"##fileformat=VCF"),
        Stranger(Message("a file of variants (VCF)"), Message("a table of expression is needed")),
    ),
    (
        re.compile(
            r"(##gff-version|#!genome-build|##description: evidence-based annotation|"
            r"[^\t\n]+\t[^\t\n]+\t(gene|transcript|exon)\t\d+\t\d+\t)",
            re.IGNORECASE,
        ),
        Stranger(Message("an annotation of a genome (GTF or GFF)"), Message("a table of expression is needed")),
    ),
    (
        re.compile(r"@[^\t\n]+\n[ACGTN]+\n\+", re.IGNORECASE),
        Stranger(Message("sequencing reads (FASTQ)"), Message("quantify them first (STAR, salmon)")),
    ),
    (
        re.compile(r'"?Status"?[\t,].*\n"?Assigned"?[\t,]'),
        Stranger(Message("the summary of featureCounts"), Message("take the table of counts beside it")),
    ),
)


def stranger(source: Source) -> Stranger | None:
    """What a file is that holds no table; None where it may hold one."""
    head = source.head
    for packed in (gzip, bz2, lzma) if head.startswith((b"BZh", b"\xfd7zXZ")) else ():
        head = _unpacked_head(packed, source) or head
    if head.startswith(_R_DATA):
        return _R
    if head[_TAR_AT : _TAR_AT + 5] == b"ustar":
        return _ARCHIVE
    for beginning, found in _BEGINNINGS:
        if source.head.startswith(beginning):
            return found
    if is_hdf5(source):
        return _of_hdf5(source)
    if not source.is_text:
        return None
    text = source.head[:4096].decode(source.encoding, errors="ignore")
    for pattern, found in _PATTERNS:
        if pattern.match(text):
            return found
    return _bars(source) or _gene_sets(source) or _gene_set_columns(source)


def _unpacked_head(packed: object, source: Source) -> bytes:
    try:
        with packed.open(source.path, "rb") as handle:  # type: ignore[attr-defined]
            return bytes(handle.read(600))
    except (OSError, EOFError, ValueError, lzma.LZMAError):
        return b""


def _of_hdf5(source: Source) -> Stranger | None:
    if has(source, "0/DATA/0/matrix"):
        return Stranger(Message("a GCTX file"), Message("write it as GCT or CSV (cmapPy: gctx2gct)"))
    if has(source, "data/expression", "meta"):
        return Stranger(
            Message("a compendium of ARCHS4"), Message("extract the samples you need (archs4py) and write a CSV")
        )
    if has(source, "assays", "meta.data") or has(source, "assays", "cell.names"):
        return Stranger(
            Message("a Seurat object (.h5Seurat)"), Message("convert it to .h5ad (SeuratDisk: Convert) or write a CSV")
        )
    return None


def _bars(source: Source) -> Stranger | None:
    """A table whose fields are separated by ``|`` (or ``^``, ``~``): names of genes hold such signs too, so it is not
    read as one."""
    for bar in "|^~":
        bars = {line.count(bar) for line in source.first_lines()[:_BARS] if line.strip()}
        if len(bars) == 1 and min(bars) >= _FEWEST_BARS and not any(sign in source.first_lines()[0] for sign in "\t,;"):
            return Stranger(Message("a table separated by {bar}", bar=bar), Message("save it as CSV or TSV"))
    return None


def _gene_sets(source: Source) -> Stranger | None:
    """Gene sets (GMT): every line a name, a description or an address, then genes. Lines are of different lengths, or
    the first has genes too, where a table has its header."""
    from compute.read.labels import is_symbol

    lines = [line.split("\t") for line in source.first_lines()[:40] if line.strip()]
    if not lines or any(len(fields) < 3 for fields in lines):
        return None
    if len(lines) > 1 and len({len(fields) for fields in lines}) == 1 and not _mostly_genes(lines[0][2:]):
        return None
    genes = [cell for fields in lines for cell in fields[2:_GMT_FIELDS]]
    if not _mostly_genes(genes) or any(is_symbol(fields[0]) for fields in lines):
        return None
    return Stranger(Message("a file of gene sets (GMT)"), _OF_GENE_SETS)


def _gene_set_columns(source: Source) -> Stranger | None:
    """Gene sets (GMX): every column a name, a description, then genes."""
    from compute.read.gmt import is_gmx
    from compute.read.labels import is_symbol

    lines = [line.split("\t") for line in source.first_lines()[:40]]
    named = source.name.lower().removesuffix(".gz").endswith(".gmx")
    if not is_gmx(source) or not (named or (len(lines[0]) > 1 and not any(map(is_symbol, lines[0])))):
        return None
    if not _mostly_genes([cell for fields in lines[2:] for cell in fields]):
        return None
    return Stranger(Message("a file of gene sets (GMX)"), _OF_GENE_SETS)


def _mostly_genes(cells: Sequence[str]) -> bool:
    """Whether at least half of the cells that are not blank are symbols, weights beside them or not."""
    from compute.read.labels import is_symbol

    names = [re.sub(r",[\d.]+$", "", cell) for cell in cells if cell.strip()]
    return bool(names) and 2 * sum(map(is_symbol, names)) >= len(names)


def refuse(source: Source) -> RawTable:
    """:class:`UserError` with what the file is."""
    found = stranger(source)
    if found is None:
        raise UserError("{source} holds no table; check what it is.", source=source.name)
    raise UserError("{source} is {what}; {way_out}.", source=source.name, what=found.what, way_out=found.way_out)


FORMAT = Format(
    name="no-table",
    label="",
    title="web pages, JSON, XML, SOFT, R data, PDF, tar, GMT, GMX and the like",
    extensions=(),
    carries="nothing that is read: the sentence says what to do",
    recognise=lambda source: stranger(source) is not None,
    read=refuse,
    refused=True,
    turn=5,
)
