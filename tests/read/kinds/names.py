"""How genes and samples are named, and where their names stand."""

from __future__ import annotations

import pandas as pd

from tests.read.kinds.kind import CSV, GENES, IDS, SAMPLES, TABLE, Kind, beside, frame, renamed

_NUMBERS = [str(900 + place) for place in range(30)]
_T = TABLE.T.rename_axis("sample")
_ENSEMBL = beside("gene_name", GENES).set_axis(pd.Index(IDS, name="gene_id"), axis=0)
_PROBES = beside("Gene Symbol", GENES).set_axis(pd.Index([f"{place}_at" for place in range(30)], name="ID"), axis=0)
_DEPMAP = _T.set_axis([f"{gene} ({number})" for gene, number in zip(GENES, _NUMBERS, strict=True)], axis=1)


def _with(names: list[str], kind: str, outcome: str, says: str, **more: object) -> Kind:
    return Kind(kind, outcome, "a.tsv", frame(renamed(names), sep="\t"), says, **({"values": TABLE} | more))  # type: ignore[arg-type]


def _numbered(numbers: object, label: str) -> pd.DataFrame:
    return _T.set_axis(pd.Index(numbers, name=label), axis=0)  # type: ignore[call-overload,no-any-return]


_SUBJECTS = tuple(str(101 + place) for place in range(12))
NAMES = (
    _with(
        [f"{one}|{number}" for one, number in zip(GENES, _NUMBERS, strict=True)],
        "`CDH1|999`",
        "the symbol taken, said",
        "CDH1|900 → CDH1",
    ),
    _with(
        [f"{one} ({number})" for one, number in zip(GENES, _NUMBERS, strict=True)],
        "`CDH1 (999)`",
        "the symbol taken, said",
        "CDH1 (900) → CDH1",
    ),
    _with(
        [f"{one}:{number}" for one, number in zip(GENES, _NUMBERS, strict=True)],
        "`CDH1:999`",
        "the symbol taken, said",
        "CDH1:900 → CDH1",
    ),
    _with(
        [f"{number}.3|{one}" for one, number in zip(GENES, IDS, strict=True)],
        "`ENSG….3|CDH1`",
        "the symbol taken, said",
        "The symbol beside the Ensembl id",
    ),
    _with(
        [f"{one}_{number}" for one, number in zip(GENES, IDS, strict=True)],
        "`CDH1_ENSG…`",
        "the symbol taken, said",
        "The symbol beside the Ensembl id",
    ),
    _with(
        [f"{number} ({one})" for one, number in zip(GENES, IDS, strict=True)],
        "`ENSG… (CDH1)`",
        "the symbol taken, said",
        "The symbol beside the Ensembl id",
    ),
    _with(
        [f"{one}.{place}" for place, one in enumerate(IDS)],
        "`ENSG….5`",
        "the version left out, said",
        "The version was removed",
        genes=tuple(IDS),
    ),
    _with([f"{one} /// X{one}" for one in GENES], "`A /// B`", "the first taken, said", "with several"),
    _with([f"{one};{one}P1" for one in GENES], "`A;B`", "the first taken, said", "with several"),
    _with([f"{one}, {one}P1" for one in GENES], "`A, B`", "the first taken, said", "with several"),
    _with([f"GRCh38_{one}" for one in GENES], "`GRCh38_CDH1`", "the symbol taken, said", "The genome before"),
    _with([f"hg19-{one}" for one in GENES], "`hg19-CDH1`", "the symbol taken, said", "The genome before"),
    _with([f"{one} [Homo sapiens]" for one in GENES], "`CDH1 [Homo sapiens]`", "the symbol taken, said", "was removed"),
    _with(
        [f"'{one}" for one in GENES], "`'CDH1`, as a spreadsheet marks text", "the symbol taken, said", "was removed"
    ),
    _with([f"  {one} " for one in GENES], "blanks around names", "left out", ""),
    _with([f"\u200b{one}\ufeff" for one in GENES], "characters of no width in names", "left out", ""),
    _with(
        [f'="{one}"' for one in GENES],
        '`="CDH1"`, as it keeps spreadsheets from making dates',
        "the symbol taken, said",
        "was removed",
    ),
    _with(
        [f"NM_00{place} // {one} // a protein // 16q22.1 // {900 + place}" for place, one in enumerate(GENES)],
        "`NM_… // CDH1 // cadherin 1 // …` (Affymetrix)",
        "the symbol taken, said",
        "with several",
    ),
    _with(
        [f"{one}_at" for one in IDS], "`ENSG…_at` (Brainarray)", "the id taken, said", "was removed", genes=tuple(IDS)
    ),
    Kind(
        "`CDH1.1`, `CDH1-1` beside `CDH1`",
        "the gene again; the higher kept, said",
        "a.tsv",
        frame(
            pd.concat([TABLE, TABLE.iloc[:2].set_axis(["CDH1.1", "VIM-1"], axis=0) - 1]).rename_axis("gene"), sep="\t"
        ),
        "repeated gene names",
        TABLE,
    ),
    _with(
        [f"P{12830 + place}" for place in range(30)],
        "UniProt accessions",
        "kept; a warning says how they look",
        "neither gene symbols nor ids",
        genes=tuple(f"P{12830 + place}" for place in range(30)),
    ),
    _with(
        [one.capitalize() for one in GENES],
        "`Cdh1` (mouse)",
        "orthologues meet human lists, said",
        "of the mouse",
        genes=tuple(one.capitalize() for one in GENES),
    ),
    _with(
        [one.lower() for one in GENES],
        "`cdh1`",
        "kept; lists find them without case",
        "",
        genes=tuple(one.lower() for one in GENES),
    ),
    _with(
        [f"{'?' if place < 5 else one}|{900 + place}" for place, one in enumerate(GENES)],
        "`?|100130426`",
        "left out, said",
        "5 rows or columns without a gene symbol",
        genes=GENES[5:],
        values=None,
    ),
    _with(
        [f"ILMN_{16000 + place}" for place in range(30)],
        "probes without symbols",
        "kept; a warning says how they look",
        "neither gene symbols nor ids",
        genes=tuple(f"ILMN_{16000 + place}" for place in range(30)),
    ),
    _with(
        [f"NM_{4000 + place:06d}" for place in range(30)],
        "transcripts",
        "kept; a warning says how they look",
        "neither gene symbols nor ids",
        genes=tuple(f"NM_{4000 + place:06d}" for place in range(30)),
    ),
    Kind(
        "Ensembl ids beside a column of symbols",
        "the symbols taken, said",
        "a.tsv",
        frame(_ENSEMBL, sep="\t"),
        "gene_id",
        TABLE,
    ),
    Kind(
        "probes beside a column of symbols", "the symbols taken, said", "a.tsv", frame(_PROBES, sep="\t"), "ID", TABLE
    ),
    Kind(
        "the column of genes last",
        "found",
        "a.csv",
        frame(TABLE.reset_index()[[*SAMPLES, "gene"]], index=False),
        "",
        TABLE,
    ),
    Kind(
        "numbered rows before the genes (R, pandas)",
        "left out, said",
        "a.csv",
        frame(TABLE.reset_index()),
        "hold descriptions",
        TABLE,
    ),
    Kind(
        "`Hugo_Symbol` and `Entrez_Gene_Id`",
        "the ids left out, said",
        "a.txt",
        frame(beside("Entrez_Gene_Id", range(999, 1029)).rename_axis("Hugo_Symbol"), sep="\t"),
        "Entrez_Gene_Id",
        TABLE,
    ),
    Kind(
        "genes named by numbers under `ID_REF`",
        "taken for names, said",
        "a.csv",
        frame(renamed([str(place) for place in range(100, 130)], "ID_REF")),
        "",
        TABLE,
        tuple(str(place) for place in range(100, 130)),
    ),
    Kind(
        "samples named by numbers under `subject`",
        "taken for names",
        "a.csv",
        frame(_numbered(_SUBJECTS, "subject")),
        "",
        TABLE,
        samples=_SUBJECTS,
    ),
    Kind(
        "samples named `1000.0` by a spreadsheet",
        "taken for names, without the fraction",
        "a.csv",
        frame(_numbered([1000.0 + place for place in range(12)], "id")),
        "",
        TABLE,
        samples=tuple(str(1000 + place) for place in range(12)),
    ),
    Kind(
        "samples without names",
        "numbered, a warning",
        "a.csv",
        frame(_T, index=False),
        "named row1, row2",
        TABLE,
        samples=tuple(f"row{place}" for place in range(1, 13)),
    ),
    Kind(
        "two samples of one name",
        "refused, by the name",
        "a.csv",
        frame(TABLE.set_axis(["A549"] * 3 + SAMPLES[3:], axis=1)),
        "occur more than once (A549)",
        refused=True,
    ),
    Kind(
        "DepMap: cell lines in rows, genes `CDH1 (999)`",
        "read",
        "a.csv",
        frame(_DEPMAP.set_axis([f"ACH-{place:06d}" for place in range(12)], axis=0)),
        "CDH1 (900) → CDH1",
        TABLE,
        samples=tuple(f"ACH-{place:06d}" for place in range(12)),
    ),
    Kind(
        "DepMap with columns of ids before the genes",
        "read; the ids left out, said",
        "a.csv",
        frame(
            _DEPMAP.assign(
                IsDefaultEntryForModel="Yes", ModelID=[f"ACH-{place:06d}" for place in range(12)]
            ).reset_index(drop=True)
        ),
        "IsDefaultEntryForModel",
        TABLE,
        samples=tuple(f"ACH-{place:06d}" for place in range(12)),
    ),
    Kind(
        "dates that a spreadsheet made (1-Mar)",
        "kept, a warning",
        "a.csv",
        lambda: CSV.replace("\nCDH1,", "\n1-Mar,").encode(),
        "looks like dates",
        TABLE,
        ("1-Mar", *GENES[1:]),
    ),
)
