"""What was found in an expression table, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from compute.messages import Message, word
from compute.read.gene_names import SOURCE
from compute.read.scale import ValueScale, scale_words
from compute.read.table import Orientation


@dataclass(frozen=True)
class ExpressionReport:
    """The validation report of one table. Counts describe the table as it is handed on, unless said otherwise.

    duplicated: gene symbols that stood in the file more than once, with how often. filled: missing cells given
    the gene's median. regulators: genes of the table on the built-in list of human transcription regulators.
    scale: what the values are, and their range.
    """

    source: str
    format: Message | str
    orientation: Orientation
    orientation_reason: Message
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
    scale: ValueScale
    notes: tuple[Message, ...]

    def messages(self) -> tuple[Message, ...]:
        """Everything in its order, each with how much it matters; what needs no mention is left out."""
        return (
            Message(
                "{source}: {samples:,} samples × {genes:,} genes ({format}).",
                source=self.source,
                samples=self.samples,
                genes=self.genes,
                format=self.format,
            ),
            Message(
                "{rows} are in rows: {reason}.",
                rows=word("Genes" if self.orientation == "genes-in-rows" else "Samples"),
                reason=self.orientation_reason,
                severity=self.orientation_reason.severity,
            ),
            *self.notes,
            *self._names(),
            *self._missing(),
            *self._values(),
        )

    def _names(self) -> Iterator[Message]:
        if self.samples_named_by_row:
            yield Message(
                "No column names the samples: they are named row1, row2, … in the order of the file.",
                severity="warning",
            )
        if self.set_aside:
            yield Message(
                "Columns left out because they hold descriptions, not expression: {set_aside}.",
                set_aside=self.set_aside,
                severity="note",
            )
        if self.empty_symbols:
            yield Message(
                "{empty_symbols:,} rows or columns without a gene symbol were left out.",
                empty_symbols=self.empty_symbols,
                severity="note",
            )
        if self.duplicated:
            symbols = [symbol for symbol, _ in self.duplicated]
            copies = sum(count for _, count in self.duplicated)
            yield Message(
                "{n_symbols:,} gene symbols occur more than once ({copies:,} times in all); the row with the highest "
                "mean was kept of each: {symbols}.",
                n_symbols=len(symbols),
                copies=copies,
                symbols=symbols,
                severity="note",
            )
        if self.dates:
            yield Message(
                "{n_dates:,} symbols look like dates or numbers made by a spreadsheet (1-Mar was MARCHF1, 2-Sep was "
                "SEPTIN2) and were kept unchanged: {dates}; better use the table from before it went through the "
                "spreadsheet.",
                n_dates=len(self.dates),
                dates=self.dates,
                severity="warning",
            )
        if self.formulas:
            yield Message(
                "Names that a spreadsheet would run as formulas, kept unchanged: {formulas}.",
                formulas=self.formulas,
                severity="note",
            )
        if self.respaced:
            yield Message(
                "Line breaks and other control characters in {respaced:,} names were replaced by single spaces.",
                respaced=self.respaced,
                severity="note",
            )
        if self.ensembl * 2 > self.genes:
            yield Message(
                "The genes are named by Ensembl ids, most of them without a symbol in {source}; lists of symbols will "
                "match few of them.",
                source=SOURCE,
                severity="warning",
            )
        yield Message(
            "{regulators:,} of the genes are on the built-in list of human transcription regulators; {genes:,} "
            "are not.",
            regulators=self.regulators,
            genes=self.genes - self.regulators,
        )

    def _missing(self) -> Iterator[Message]:
        if not self.missing:
            yield Message("No value is missing.")
            return
        yield Message("{missing:,} values were missing in the file.", missing=self.missing, severity="note")
        if self.dropped_samples:
            yield Message(
                "{n_dropped_samples:,} samples missing in over half of the genes were left out: {dropped_samples}.",
                n_dropped_samples=len(self.dropped_samples),
                dropped_samples=self.dropped_samples,
                severity="warning",
            )
        if self.dropped_genes:
            yield Message(
                "{n_dropped_genes:,} genes missing in over a fifth of the samples were left out: {dropped_genes}.",
                n_dropped_genes=len(self.dropped_genes),
                dropped_genes=self.dropped_genes,
                severity="note",
            )
        if self.filled:
            yield Message(
                "{filled:,} missing values in {filled_genes:,} genes were replaced by the gene's median over the "
                "samples.",
                filled=self.filled,
                filled_genes=self.filled_genes,
                severity="note",
            )

    def _values(self) -> Iterator[Message]:
        yield Message(
            "Values run from {lowest:.4g} to {highest:.4g}.", lowest=self.scale.lowest, highest=self.scale.highest
        )
        if self.scale.linear:
            yield Message(
                "The values look like {kind}, so they are not on a log scale; scores and networks expect logarithms.",
                kind=scale_words(self.scale),
                severity="warning",
            )
        elif self.scale.kind == "z-score":
            yield Message(
                "Z-scores are comparable within a gene only; scores that compare genes within a sample expect "
                "logarithms of expression.",
                severity="warning",
            )
        elif self.scale.kind == "fraction":
            yield Message(
                "All values lie between 0 and 1, as fractions do (methylation, percent spliced in); scores and "
                "networks expect logarithms of expression.",
                severity="warning",
            )
        elif self.scale.kind == "rank":
            yield Message(
                "Every sample holds the same whole numbers, as ranks do; how far values lie apart is lost in ranks.",
                severity="warning",
            )
        elif self.scale.kind == "calls":
            yield Message(
                "All values are whole numbers from {lowest:g} to {highest:g}, as calls of copy number are; scores and "
                "networks expect logarithms of expression.",
                lowest=self.scale.lowest,
                highest=self.scale.highest,
                severity="warning",
            )
        if self.constant:
            yield Message(
                "{n_constant:,} genes have the same value in every sample and can have no edges: {constant}.",
                n_constant=len(self.constant),
                constant=self.constant,
                severity="note",
            )
