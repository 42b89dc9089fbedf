"""What was found in an expression table, and what became of it, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from compute.read.table import Orientation

_NAMED = 8  # names spelled out in a sentence before "and N more"

Weight = Literal["fact", "note", "warning"]
"""How much a sentence of a report matters: a figure, something that was done to the data, something to look after."""
Told = tuple[Weight, str]


@dataclass(frozen=True)
class ExpressionReport:
    """The validation report of one table. Counts describe the table as it is handed on, unless said otherwise.

    duplicated: gene symbols that stood in the file more than once, with how often. filled: missing cells given
    the gene's median. regulators: genes of the table on the built-in list of human transcription regulators.
    lowest, highest: range of the values. counts: whether the values look like raw counts.
    """

    source: str
    format: str
    orientation: Orientation
    orientation_reason: str
    samples: int
    genes: int
    samples_named_by_row: bool
    set_aside: tuple[str, ...]
    empty_symbols: int
    duplicated: tuple[tuple[str, int], ...]
    missing: int
    filled: int
    filled_genes: int
    dropped_genes: tuple[str, ...]
    dropped_samples: tuple[str, ...]
    constant: tuple[str, ...]
    regulators: int
    ensembl: int
    dates: tuple[str, ...]
    formulas: tuple[str, ...]
    respaced: int
    lowest: float
    highest: float
    counts: bool
    notes: tuple[str, ...]

    def lines(self) -> tuple[str, ...]:
        """One sentence each; what needs no mention is left out."""
        return tuple(sentence for _, sentence in self.weighed())

    def weighed(self) -> tuple[Told, ...]:
        """The same sentences with how much each matters."""
        rows = "Genes" if self.orientation == "genes-in-rows" else "Samples"
        return (
            ("fact", f"{self.source}: {self.samples:,} samples × {self.genes:,} genes ({self.format})."),
            ("warning" if "check it" in self.orientation_reason else "fact",
             f"{rows} are in rows: {self.orientation_reason}."),
            *(("note", note) for note in self.notes),
            *self._names(),
            *self._missing(),
            *self._values(),
        )  # fmt: skip

    def _names(self) -> Iterator[Told]:
        if self.samples_named_by_row:
            yield "warning", "No column names the samples: they are named row1, row2, … in the order of the file."
        if self.set_aside:
            yield "note", f"Columns left out because they hold descriptions, not expression: {named(self.set_aside)}."
        if self.empty_symbols:
            yield "note", f"{self.empty_symbols:,} rows or columns without a gene symbol were left out."
        if self.duplicated:
            symbols = [symbol for symbol, _ in self.duplicated]
            copies = sum(count for _, count in self.duplicated)
            yield (
                "note",
                f"{len(symbols):,} gene symbols occur more than once ({copies:,} times in all); of each, the one "
                f"with the highest mean was kept: {named(symbols)}.",
            )
        if self.dates:
            yield (
                "warning",
                f"{len(self.dates):,} symbols look like dates made by a spreadsheet (1-Mar was MARCHF1, 2-Sep was "
                f"SEPTIN2) and are kept as they stand: {named(self.dates)}; better take the table from before it "
                "went through the spreadsheet.",
            )
        if self.formulas:
            yield "note", f"Names that a spreadsheet would run as formulas, kept as they stand: {named(self.formulas)}."
        if self.respaced:
            yield "note", f"{self.respaced:,} names held line breaks or other control characters, now single spaces."
        if self.ensembl * 2 > self.genes:
            yield (
                "warning",
                "The genes are named by Ensembl ids; the built-in gene lists are symbols and will not match them.",
            )
        yield (
            "fact",
            f"{self.regulators:,} of the genes are on the built-in list of human transcription regulators; "
            f"{self.genes - self.regulators:,} are not.",
        )

    def _missing(self) -> Iterator[Told]:
        if not self.missing:
            yield "fact", "No value is missing."
            return
        yield "note", f"{self.missing:,} values were missing in the file."
        if self.dropped_samples:
            yield (
                "warning",
                f"{len(self.dropped_samples):,} samples missing in over half of the genes were left out: "
                f"{named(self.dropped_samples)}.",
            )
        if self.dropped_genes:
            yield (
                "note",
                f"{len(self.dropped_genes):,} genes missing in over a fifth of the samples were left out: "
                f"{named(self.dropped_genes)}.",
            )
        if self.filled:
            yield (
                "note",
                f"{self.filled:,} missing values in {self.filled_genes:,} genes were replaced by the gene's median "
                "over the samples.",
            )

    def _values(self) -> Iterator[Told]:
        yield "fact", f"Values run from {self.lowest:.4g} to {self.highest:.4g}."
        if self.counts:
            yield (
                "warning",
                "All values are whole numbers from 0 to over 100, so these look like raw counts; scores and networks "
                "expect normalised values on a log scale.",
            )
        elif self.highest > 100:
            yield (
                "warning",
                "Values above 100 suggest that the table is not on a log scale; scores and networks expect one.",
            )
        if self.constant:
            yield (
                "note",
                f"{len(self.constant):,} genes have the same value in every sample and can have no edges: "
                f"{named(self.constant)}.",
            )


def named(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    shown = ", ".join(names[:_NAMED])
    return shown if len(names) <= _NAMED else f"{shown} and {len(names) - _NAMED:,} more"
