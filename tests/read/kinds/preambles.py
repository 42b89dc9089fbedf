"""Lines before, between and after the rows of a table."""

from __future__ import annotations

from tests.read.kinds.kind import BODY, CSV, HEAD, TABLE, TSV, Kind, text

_SEMICOLONS = TABLE.to_csv(sep=";")
_TRAILING = "\n".join(f"{line},,," for line in CSV.strip().split("\n")) + "\n" + (",".join([""] * 16) + "\n") * 2

PREAMBLES = (
    Kind("lines that begin with `#`", "skipped, counted", "a.tsv", text("# one\n# two\n" + TSV), "comments: 2", TABLE),
    Kind("lines that begin with `!`", "skipped, counted", "a.tsv", text("!one\n" + TSV), "comments: 1", TABLE),
    Kind("a mark of UTF-8, then `#`", "skipped, counted", "a.csv", text("\ufeff# one\n" + CSV), "comments: 1", TABLE),
    Kind("a header that begins with `#`", "taken for the header", "a.tsv", text("#" + TSV), "", TABLE),
    Kind("`sep=;`", "obeyed", "a.csv", text("sep=;\n" + _SEMICOLONS), "comments: 1", TABLE),
    Kind('`"sep=;"` in quotes', "obeyed", "a.csv", text('"sep=;"\n' + _SEMICOLONS), "comments: 1", TABLE),
    Kind("a title above the header", "skipped, said", "a.csv", text("Cohort 3\n\n" + CSV), "titles: 'Cohort 3'", TABLE),
    Kind(
        "a title padded with separators, as spreadsheets save it",
        "skipped, said",
        "a.csv",
        text("Cohort 3" + "," * 12 + "\n" + "," * 12 + "\n" + CSV),
        "titles: 'Cohort 3'",
        TABLE,
    ),
    Kind("the table's dimensions above it", "skipped, said", "a.txt", text("30 12\n" + TSV), "titles: '30 12'", TABLE),
    Kind("blank lines above the header", "skipped", "a.csv", text("\n\n\n" + CSV), "", TABLE),
    Kind("a line of separators above the header", "skipped", "a.csv", text("," * 12 + "\n" + CSV), "", TABLE),
    Kind("empty columns and rows at the end", "left out", "a.csv", text(_TRAILING), "2 rows without a name", TABLE),
    Kind("line ends of old Macintoshes", "read", "a.csv", text(CSV.replace("\n", "\r")), "", TABLE),
    Kind("every cell in quotes", "read", "a.csv", lambda: TABLE.to_csv(quoting=1).encode(), "", TABLE),
    Kind(
        "a sentence below the table",
        "refused, with its row",
        "a.csv",
        text(CSV + "Source: GEO; of yesterday\n"),
        "in row 32",
        refused=True,
    ),
    Kind(
        "units or groups below the header",
        "refused, with row and column",
        "a.csv",
        text(f"{HEAD}\nunit{',log2 TPM' * 12}\n{BODY}"),
        "'log2 TPM' in row 2 (unit), column 2",
        refused=True,
    ),
    Kind(
        "numbered groups below the header",
        "kept as annotation, said",
        "a.csv",
        text(f"{HEAD}\ngroup{',1,2' * 6}\n{BODY}"),
        "not expression: group",
        TABLE,
    ),
    Kind("a header without rows", "refused", "a.csv", text(HEAD + "\n"), "no rows below it", refused=True),
    Kind("an empty file", "refused", "a.csv", text(""), "is empty", refused=True),
)
