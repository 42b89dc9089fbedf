"""How numbers are written, and on which scale they are."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from tests.read.kinds.kind import BODY, COUNTS, CSV, HEAD, TABLE, Kind, frame, text

_TRANSFORMED = "transformed, a warning; `--transform none` leaves it"
_AS_IT_IS = "read as it is, a warning"
_CENTRED = TABLE.sub(TABLE.mean(axis=1), axis=0)
_LINEAR = 2**TABLE


def _cell(content: str) -> Callable[[], bytes]:
    """One cell of four rows replaced."""
    lines = CSV.strip().split("\n")
    for row in (2, 9, 17, 20):
        cells = lines[row].split(",")
        cells[3] = content
        lines[row] = ",".join(cells)
    return text("\n".join(lines) + "\n")


def _grouped(sign: str, separator: str = "\t", quote: str = "") -> Callable[[], bytes]:
    """The counts with a sign between thousands."""
    rows = [
        separator.join([gene, *(f"{quote}{number:,}{quote}".replace(",", sign) for number in COUNTS.loc[gene])])
        for gene in COUNTS.index
    ]
    return text("\n".join([HEAD.replace(",", separator), *rows]) + "\n")


def _grouped_fractions(sign: str, point: str) -> Callable[[], bytes]:
    """The counts and a quarter, with both signs."""
    rows = [
        "\t".join(
            [
                gene,
                *(
                    f"{number + 0.25:,}".replace(",", "_").replace(".", point).replace("_", sign)
                    for number in COUNTS.loc[gene]
                ),
            ]
        )
        for gene in COUNTS.index
    ]
    return text("\n".join([HEAD.replace(",", "\t"), *rows]) + "\n")


def _quoted_decimal_commas() -> bytes:
    rows = [",".join([gene, *(f'"{value}"'.replace(".", ",") for value in TABLE.loc[gene])]) for gene in TABLE.index]
    return "\n".join([HEAD, *rows, ""]).encode()


def _mixed() -> str:
    lines = TABLE.to_csv(sep=";", decimal=",").split("\n")
    return "\n".join([*lines[:3], lines[3].replace(",", "."), *lines[4:]])


def _scale(kind: str, table: pd.DataFrame, says: str, outcome: str = _TRANSFORMED) -> Kind:
    return Kind(kind, outcome, "a.csv", frame(table), says, table)


VALUES = (
    Kind(
        "decimal commas, semicolons", "read, said", "a.csv", frame(TABLE, sep=";", decimal=","), "decimal comma", TABLE
    ),
    Kind("decimal commas, tabs", "read, said", "a.tsv", frame(TABLE, sep="\t", decimal=","), "decimal comma", TABLE),
    Kind("decimal commas in quotes", "read, said", "a.csv", _quoted_decimal_commas, "decimal comma", TABLE),
    Kind("`1,289` in quotes", "read as 1289, said", "a.csv", _grouped(",", ",", '"'), "between thousands", COUNTS),
    Kind("`1.289` beside `512`", "read as 1289, said", "a.csv", _grouped(".", ";"), "between thousands", COUNTS),
    Kind("`1 289`", "read as 1289, said", "a.tsv", _grouped(" "), "between thousands", COUNTS),
    Kind("`1'289`", "read as 1289, said", "a.tsv", _grouped("'"), "between thousands", COUNTS),
    *(
        Kind(
            f"`{label}`",
            "read as 1289.25, said",
            "a.tsv",
            _grouped_fractions(sign, point),
            "between thousands",
            COUNTS + 0.25,
        )
        for label, sign, point in (
            ("1.289,25", ".", ","),
            ("1,289.25", ",", "."),
            ("1'289.25", "'", "."),
            ("1 289,25, with a narrow blank", "\u202f", ","),
        )
    ),
    Kind(
        "decimal points in one row, commas in others",
        "refused, with row and column",
        "a.csv",
        text(_mixed()),
        "in row 4",
        refused=True,
    ),
    *(
        Kind(f"`{one}` for missing", "taken for missing, counted", "a.csv", _cell(one), "4 values were missing")
        for one in ("NA", "#N/A", "null", "None", "", "#NV", "n.a.", "missing", ".")
    ),
    *(
        Kind(
            f"`{one}` in a cell",
            "refused, with row and column",
            "a.csv",
            _cell(one),
            "in row 3 (VIM), column 4 (S02)",
            refused=True,
        )
        for one in ("-", "N.D.", "<0.1", "#DIV/0!", "12.5%", "3.4*", "Inf")
    ),
    _scale("counts", COUNTS, "raw counts"),
    _scale("counts below 100", (COUNTS // 500).clip(upper=99), "raw counts"),
    _scale("TPM", (_LINEAR / _LINEAR.sum() * 1e6).round(2), "every sample sums to a million"),
    _scale("FPKM below 100", (_LINEAR * 0.04).clip(upper=99).round(3), "linear values"),
    _scale("ratios to the mean", (2**_CENTRED).round(4), "ratios"),
    Kind(
        "intensities less their background (negative)",
        "refused until `--transform none` is chosen",
        "a.csv",
        frame((_LINEAR - 40).round(1)),
        "negative values",
        refused=True,
    ),
    _scale("logarithms (base 2, 10, e; VST)", (TABLE * 0.30103).round(4), "", "read as it is"),
    _scale("log-ratios", _CENTRED.round(4), "", "read as it is"),
    _scale("z-scores", _CENTRED.div(TABLE.std(axis=1, ddof=0), axis=0).round(4), "Z-scores", _AS_IT_IS),
    _scale("fractions (methylation, mutation)", (TABLE / 15).round(4), "between 0 and 1", _AS_IT_IS),
    _scale("ranks", TABLE.rank(method="first").astype(int), "as ranks do", _AS_IT_IS),
    _scale("calls of copy number", np.sign(_CENTRED).astype(int), "calls of copy number", _AS_IT_IS),
    _scale(
        "some samples logarithms, others linear",
        pd.concat([TABLE.iloc[:, :6], _LINEAR.iloc[:, 6:]], axis=1),
        "joins two scales",
        "a warning names them",
    ),
    Kind("numbers in the first line", "refused", "a.csv", text(BODY), "", refused=True),
    Kind(
        "counts of many samples without a header",
        "refused",
        "a.tsv",
        frame(COUNTS, sep="\t", header=False),
        "numbers in its first line",
        refused=True,
    ),
    Kind(
        "a unit in every cell (`12 ng`)",
        "refused, not taken for a list of genes",
        "a.csv",
        frame(TABLE.map(lambda value: f"{value} ng")),
        "expression values are needed",
        refused=True,
    ),
)
