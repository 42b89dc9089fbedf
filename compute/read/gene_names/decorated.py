"""Names of genes with more in them than the name: ``CDH1 (999)``, ``CDH1|999``, ``ENSG….3_CDH1``, ``A /// B``."""

from __future__ import annotations

import re

from compute.read.gene_names.genes import genes

_PLAIN = re.compile(r"(?!ENS|hg\d\d-|GRC[hm]\d|mm\d+-)[A-Za-z][A-Za-z0-9.-]*")
_ENSEMBL = r"ENS[A-Z]{0,4}G\d{6,}"
_VERSIONED = re.compile(rf"({_ENSEMBL})\.\d+(_PAR_Y)?", re.IGNORECASE)
_BRACKETS = re.compile(rf"([^\s()]+) ?\((\d+|&?nan|{_ENSEMBL}(\.\d+)?|unknown)\)", re.IGNORECASE)
_WITH_ENSEMBL = re.compile(rf"({_ENSEMBL})(?:\.\d+)?[_:;/~ -]([^\s|]+)", re.IGNORECASE)
_BEFORE_ENSEMBL = re.compile(rf"([^\s|]+?)[_:;/~ -]({_ENSEMBL})(?:\.\d+)?", re.IGNORECASE)
_GENOME = re.compile(r"(?:hg(?:19|38)|GRCh3[78]|mm(?:9|10|39)|GRCm3[89])[_-]+(.+)", re.IGNORECASE)
_SPECIES = re.compile(r"([^\s\[\]]+) \[(homo sapiens|mus musculus|human|mouse)\]", re.IGNORECASE)
_COLON_NUMBER = re.compile(r"([A-Za-z][\w.-]*):(\d+)")
_WORD = re.compile(r"[A-Za-z][\w.-]*")
_NUMBER = re.compile(r"\d+")
_FORMULA = re.compile(r'="?"?([^"]+)"?"?')
"""="CDH1", as it keeps spreadsheets from making a date of a symbol."""
_ENSEMBL_AT = re.compile(rf"({_ENSEMBL})_at", re.IGNORECASE)
"""Probe sets of Brainarray, one for each gene."""
_QUOTES = "'\u2019`"
_NO_NAME = frozenset(["?", "---", "--", "-", "na", "n/a", "nan", "none", "null", "unknown", "#n/a", "."])

VERSION, NUMBER, ENSEMBL, SEVERAL, GENOME = (  # what was left out beside the name, or taken
    "version",
    "beside",
    "symbol",
    "several",
    "genome",
)


def plain_name(name: str) -> tuple[str, str]:
    """The name of the gene alone, and what was done to get it ("" where it stands as it is).

    Of ``A /// B`` (a probe of several genes) the first; of ``?|100130426`` and ``---`` nothing.
    """
    name = name.strip()
    if found := _FORMULA.fullmatch(name):
        return plain_name(found[1])[0], NUMBER
    if name.startswith(tuple(_QUOTES)):  # marks a cell as text in a spreadsheet
        return plain_name(name.strip(_QUOTES))[0], NUMBER
    if _PLAIN.fullmatch(name):
        return ("", "") if name.casefold() in _NO_NAME else (name, "")
    if name.casefold() in _NO_NAME:
        return "", ""
    if found := _VERSIONED.fullmatch(name):
        return found[1] + (found[2] or ""), VERSION
    if found := _ENSEMBL_AT.fullmatch(name):
        return found[1], VERSION
    if found := _GENOME.fullmatch(name):
        return plain_name(found[1])[0], GENOME
    if found := _BRACKETS.fullmatch(name):
        return _one_of([found[1]]), NUMBER
    if (found := _SPECIES.fullmatch(name)) or (
        (found := _COLON_NUMBER.fullmatch(name)) and found[1].upper() in genes().symbols
    ):
        return found[1], NUMBER
    if " // " in name and (assigned := _assigned(name)):
        return assigned, SEVERAL
    if " // " in name or "///" in name:
        return _first(re.split(r"\s*/{2,3}\s*", name)), SEVERAL
    if "|" in name:
        return _of_bars([part.strip() for part in name.split("|")])
    if found := _WITH_ENSEMBL.fullmatch(name):
        return (found[2].strip("()"), ENSEMBL) if not _NUMBER.fullmatch(found[2]) else (found[1], VERSION)
    if found := _BEFORE_ENSEMBL.fullmatch(name):
        return found[1], ENSEMBL
    for separator in (";", ","):
        parts = [part.strip() for part in name.split(separator)]
        if len(parts) > 1 and parts[0].upper() in genes().symbols and all(map(_WORD.fullmatch, parts)):
            return parts[0], SEVERAL
    return name, ""


def _assigned(name: str) -> str:
    """The symbol in an assignment of Affymetrix, ``NM_004360 // CDH1 // cadherin 1 // 16q22.1 // 999 /// …``."""
    fields = name.split(" /// ", 1)[0].split(" // ")
    return fields[1].strip() if len(fields) > 2 and fields[1].strip().upper() in genes().symbols else ""


def _one_of(parts: list[str]) -> str:
    return next((part for part in parts if part.casefold() not in _NO_NAME), "")


def _first(parts: list[str]) -> str:
    return next((part for part in parts if part and part.casefold() not in _NO_NAME), "")


def _of_bars(parts: list[str]) -> tuple[str, str]:
    """``CDH1|999``, ``999|CDH1``, ``ENSG…|CDH1``, and what GENCODE writes, ``ENST…|ENSG…|…|CDH1-201|CDH1|…``."""
    ids = [part for part in parts if _VERSIONED.fullmatch(part) or re.fullmatch(_ENSEMBL, part, re.IGNORECASE)]
    words = [
        part
        for part in parts
        if part and not _NUMBER.fullmatch(part) and not part.upper().startswith(("ENS", "OTTHUM"))
    ]
    symbols = [part for part in words if part.upper() in genes().symbols]
    if len(parts) == 2 and words:
        return ("" if words[0].casefold() in _NO_NAME else words[0]), (ENSEMBL if ids else NUMBER)
    if symbols:
        return symbols[0], ENSEMBL if ids else NUMBER
    return (plain_name(ids[0])[0], VERSION) if ids else ("|".join(parts), "")
