"""Gene lists that come with the program, compiled by us from general knowledge (compute/read/resources)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def builtin_regulators() -> tuple[str, ...]:
    """Human transcription regulators, upper-case symbols (about 1,600), family by family."""
    return _symbols("regulators.txt")


def builtin_epithelial_seeds() -> tuple[str, ...]:
    """Canonical epithelial genes: the seeds of the EEM score's low end."""
    return _symbols("epithelial_seeds.txt")


def builtin_mesenchymal_seeds() -> tuple[str, ...]:
    """Canonical mesenchymal genes: the seeds of the EEM score's high end."""
    return _symbols("mesenchymal_seeds.txt")


def builtin_emt_regulators() -> tuple[str, ...]:
    """Transcription factors widely described as driving or holding back the transition, whatever the target."""
    return _symbols("emt_regulators.txt")


@cache
def known_symbols() -> frozenset[str]:
    """Every built-in symbol: the evidence by which an axis of a table is recognised as genes."""
    return frozenset(builtin_regulators() + builtin_epithelial_seeds() + builtin_mesenchymal_seeds())


@cache
def _symbols(resource: str) -> tuple[str, ...]:
    text = files("compute.read").joinpath("resources", resource).read_text(encoding="utf-8")
    lines = (line.split("#", 1)[0] for line in text.splitlines())
    return tuple(dict.fromkeys(symbol for line in lines for symbol in line.split()))
