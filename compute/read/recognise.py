"""Which of the files somebody brings is which: told by what is in them, not by what they are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike
from typing import Literal, get_args

from compute.errors import UserError
from compute.messages import Message
from compute.read.builtin import builtin_regulators, known_symbols
from compute.read.evidence import has_pairs
from compute.read.formats import Glance, format_of
from compute.read.gene_lists import read_gene_list
from compute.read.gene_names import plain_name
from compute.read.labels import (
    is_ensembl,
    is_symbol,
    plain,
    says_gene,
    says_identifier,
    says_sample,
    symbol_share,
)
from compute.read.scores import meaning_columns
from compute.read.source import Source, find_source

Role = Literal["expression", "scores", "annotation", "regulators", "targets", "signature", "evidence"]
ROLES: tuple[Role, ...] = get_args(Role)
"""``scores``: of samples, one row each or a long table. ``signature``: the genes that a score is computed from.
``evidence``: published pairs of a regulator and its target."""

_MANY = 20
"""So many columns of numbers are genes or samples, not scores."""
_SEVERAL = 3
"""So many columns of numbers beside names of genes are samples."""
_MOSTLY = 0.5
_FEATURE = re.compile(
    r"(ILMN_\d+|\d+(_[a-z])?_at|[NX][MR]_\d+(\.\d+)?|ENS[A-Z]{0,4}T\d{6,}(\.\d+)?|A_\d\d_P\d+|cg\d{8}|XLOC_\d+|MSTRG\.\d+"
    r"|\?\|\d+|(hsa|mmu)-(mir|let)-[\w-]+|HGNC:\d+|[A-Z0-9]{2,11}_(HUMAN|MOUSE|RAT)|(sp|tr)\|\w+\|\w+"
    r"|[OPQ]\d[A-Z0-9]{3}\d(-\d+)?|[A-NR-Z]\d([A-Z][A-Z0-9]{2}\d){1,2}(-\d+)?)",
    re.IGNORECASE,
)
_LIKE_A_VALUE = re.compile(r"\s*(=|[-+(<>~\u2212]*\s*[.,]?\d|(true|false)\s*$|\W*$|na$|nan$)", re.IGNORECASE)
_CLASS = frozenset(["class", "type", "label", "group"])
_SIDES = frozenset(["epi", "mes", "e", "m", "epithelial", "mesenchymal"])
_WHAT = frozenset(["drug", "drugname", "compound", "compoundname", "treatment", "variable"])
_OF_A_SCORE = re.compile(r"76\W?gs|signature", re.IGNORECASE)
_BY_NAME: dict[Role, re.Pattern[str]] = {
    "regulators": re.compile(r"regulator|transcription.?factor|(?<![a-z])tfs?(?![a-z])", re.IGNORECASE),
    "targets": re.compile(r"target", re.IGNORECASE),
}


@dataclass(frozen=True)
class Recognised:
    """What a file seems to be, and by what that was told."""

    role: Role
    reason: Message


def recognise(path: str | PathLike[str], name: str | None = None, part: str = "") -> Recognised:
    """Look at the head of a file. name: what to call it in messages (default: ``path``).

    :class:`UserError` for a file that is none of what is read here.
    """
    source = find_source(path, name, part)
    if has_pairs(source):
        return Recognised("evidence", Message("its lines are published pairs of a regulator and its target"))
    found = format_of(source)
    if found.refused:
        found.read(source)
    if found.glance is None:
        return Recognised("expression", Message("its format is {format}", format=found.title))
    try:
        glance = found.glance(source)
    except UserError:
        if not source.is_text and found.frame is None:
            raise
        return _of_list(read_gene_list(path, source.name), source)
    if not glance.labels:
        return Recognised("expression", Message("its format is {format}", format=found.title))
    return _of_table(glance, source)


def _of_table(glance: Glance, source: Source) -> Recognised:
    labels = [plain(label) for label in glance.labels]
    numbers = sum(glance.numeric)
    sides = next((place for place, label in enumerate(labels) if label in _CLASS), None)
    if sides is not None and {cell.strip().lower() for cell in glance.cells[sides] if cell.strip()} <= _SIDES:
        return Recognised("signature", Message("it labels each gene as epithelial or mesenchymal"))
    known = known_symbols()
    rows = sum(name.strip().upper() in known or is_ensembl(name) for name in glance.names)
    if numbers >= 2 and (rows >= 3 or sum(map(_is_feature, glance.names)) * 2 > len(glance.names)):
        return Recognised("expression", Message("its rows are genes"))
    if rows * 2 > len(glance.names) and _holds_values(glance):
        return Recognised("expression", Message("its rows are genes, and several columns hold values"))
    if numbers >= _SEVERAL and _names_genes(glance):
        return Recognised("expression", Message("its rows are genes"))
    if sum(label.strip().upper() in known or is_ensembl(label) for label in glance.labels) >= 3:
        return Recognised("expression", Message("its columns are genes"))
    if numbers >= _MANY and 2 * numbers > len(labels):
        return Recognised("expression", Message("it has {numbers:,} columns of numbers", numbers=numbers))
    if any(label in _WHAT for label in labels) and numbers:
        return Recognised("scores", Message("it has one row per sample and drug"))
    if any(map(says_gene, glance.labels)) and not any(map(says_sample, glance.labels)):
        return _of_list(read_gene_list(source.path, source.name), source)
    meanings = {column for label in glance.labels for column in meaning_columns(label)}
    texts = [
        label
        for label, number in list(zip(glance.labels, glance.numeric, strict=True))[1:]
        if not number and label not in meanings
    ]
    if numbers and not texts:
        return Recognised("scores", Message("it has one row per sample, and numbers"))
    return Recognised("annotation", Message("it has one row per sample, and text"))


def _holds_values(glance: Glance) -> bool:
    """Whether most columns beside the names hold what begins like a number (3.4*, 12 ng, TRUE) or nothing at all: a
    table of values that cannot be read as one, not a list of genes."""
    others = list(zip(glance.labels, glance.cells, strict=True))[1:]
    alike = sum(bool(label.strip()) and all(map(_LIKE_A_VALUE.match, cells)) for label, cells in others)
    return alike >= _SEVERAL and 2 * alike > len(others)


def _is_feature(name: str) -> bool:
    """Whether a name is of a probe, a transcript or a gene with something beside it, and of nothing else."""
    plain_one, how = plain_name(name)
    return _FEATURE.fullmatch(name.strip()) is not None or (bool(how) and (is_symbol(name) or is_ensembl(plain_one)))


def _names_genes(glance: Glance) -> bool:
    """Whether one of several columns beside numbers names genes: by its header, or most of its cells are symbols."""
    for label, numeric, cells in zip(glance.labels, glance.numeric, glance.cells, strict=True):
        if says_identifier(label) or (not numeric and (says_gene(label) or symbol_share(cells) > _MOSTLY)):
            return True
    return False


def _of_list(genes: Sequence[str], source: Source) -> Recognised:
    if _OF_A_SCORE.search(source.name):
        return Recognised("signature", Message("its name says so"))
    named = [role for role, words in _BY_NAME.items() if words.search(source.name)]
    if len(named) == 1:
        return Recognised(named[0], Message("its name says so"))
    factors = set(builtin_regulators())
    share = sum(gene.upper() in factors for gene in genes) / len(genes)
    if 2 * share > 1:
        return Recognised(
            "regulators",
            Message(
                "{share:.0%} of its {n_genes:,} genes are known transcription regulators",
                share=share,
                n_genes=len(genes),
            ),
        )
    return Recognised(
        "targets",
        Message("it lists {n_genes:,} genes, most of which are not known transcription regulators", n_genes=len(genes)),
    )
